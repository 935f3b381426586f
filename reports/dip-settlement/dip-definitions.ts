import type { Remark } from '../sheets/definitions.ts';

const VERSION = '1.0';
const FROM = '2025-01-01';
const SOURCE = 'DIP 技术规范与本地结算政策';

type Definition = readonly (string | number)[];
const define = (
  code: string,
  name: string,
  definition: string,
  numerator: string,
  denominator: string,
  unit: string,
  digits: number,
  note = '',
): Definition => [
  code,
  name,
  definition,
  numerator,
  denominator,
  '有 E 级缺陷的记录',
  unit,
  digits,
  SOURCE,
  VERSION,
  FROM,
  note,
];

/** 口径说明的各行,列同指标登记表。 */
export const DIP_DEFINITIONS: readonly Definition[] = [
  define(
    'dip.points',
    '结算分值',
    '病种分值 × 偏差系数 × 辅助目录系数 × 系数',
    '逐例四舍五入到四位小数后相加',
    '—',
    '分',
    4,
    '系数：一般为机构系数，基层病种为基层系数，中医优势病种为机构系数乘其系数',
  ),
  define('dip.score', '总分值', '病种分值之和（未乘各系数）', '各例病种分值之和', '—', '分', 4),
  define(
    'dip.deviation',
    '偏差系数',
    '费用 ÷ 上年同级别均费在界限之外时的系数',
    '低于下界取费用比；高于上界取费用比 − 上界 + 1',
    '—',
    '',
    4,
    '界限由目录的政策定；没有均费的取 1',
  ),
  define(
    'dip.pointValue',
    '点值',
    '预算点值：前三年住院总费用按 1:2:7 加权 ÷ 区域总分值；结算点值：基金 ÷ 报销比例 ÷ 区域总分值',
    '见定义',
    '区域总分值',
    '元/分',
    6,
    '有公布的用公布的；四舍五入到六位小数',
  ),
  define('dip.standard', '支付额', '结算分值 × 点值', '逐例舍入到分后相加', '—', '元', 2, '是支付标准，未扣个人负担'),
  define('dip.balance', '盈亏', '支付额 − 总费用', '支付额 − 总费用', '—', '元', 2, '正为结余；费用口径，不是成本口径'),
  define('dip.costRatio', '费用比', '总费用 ÷ 上年同级别均费', '有均费的病例的总费用', '其同级均费之和', '', 2),
  define('dip.cmi', '病种CMI', '病种分值 ÷ 本院例均病种分值', '病种分值', '总分值 ÷ 入组例数', '', 4, '本院例均为 1'),
];

export const DIP_CAUTIONS: readonly Remark[] = [
  ['DIP 分值', '采用 病种分值 × 机构系数 × 偏差、辅助系数；目录政策写明系数并入偏差系数的，照其规定。'],
  [
    '预算点值与结算点值',
    '预算点值用于年中预测，结算点值用于年终清算，两者不同；本表用的是哪一个写在封面「点值/费率」。',
  ],
  ['低、基准、高', '点值年终才定，金额都是测算：低、高是各项假设都取不利、有利的一端，不是置信区间。'],
  ['入组例数', '只计进了结算的病例：险种由 DIP 结算、有分值、有个人负担。'],
];

import { INDICATORS, type Indicator } from '../../analytics/performance/indicator-registry.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Cell, SheetWriter } from '../workbook/sheet-writer.ts';
import { NOT_AVAILABLE } from '../workbook/text.ts';
import { conceptCautions, ratioText } from './adopted.ts';
import { notesOf, type ReportScope, titleOf } from './scope.ts';
import { thresholds } from './thresholds.ts';
import { wrappedRow } from './wrapped-rows.ts';

const SHEET = '口径说明';
const HEADERS = [
  '指标编码',
  '指标名称',
  '定义',
  '分子',
  '分母',
  '排除条件',
  '单位',
  '小数位',
  '来源文件',
  '口径版本',
  '生效日期',
  '备注',
];
const WIDTHS = [20, 19, 30, 22, 20, 22, 7, 7, 24, 9, 12, 34];

/** 一条说明:名称与文字。 */
export type Remark = readonly [name: string, text: string];

interface OwnDefinitions {
  readonly cautions: readonly Remark[];
  readonly missing: readonly Remark[];
  /** 报表用的不是指标登记表:自己的各行(列同表头);此时不印登记表的阈值与通用说明。 */
  readonly definitions?: readonly (readonly (string | number)[])[];
}

/** 口径说明:指标登记表、预警阈值(命名单元格)、易混口径、暂缺内容。 */
export async function writeDefinitions(book: ReportWorkbook, scope: ReportScope, own: OwnDefinitions): Promise<void> {
  const sheet = book.openSheet(SHEET, { widths: WIDTHS, freeze: { rows: 3, columns: 2 }, titleRows: 3 });
  await sheet.title(titleOf(scope, '口径说明'), WIDTHS.length);
  await sheet.notes(notesOf(scope), '', WIDTHS.length);
  await sheet.row(
    HEADERS.map((value) => ({ value, role: 'header' as const })),
    24,
  );
  const rows = own.definitions ?? [...scope.registry.values()].map(indicatorTexts);
  for (const row of rows) await wrappedRow(sheet, row.map(definitionCell), WIDTHS);
  const lastIndicator = sheet.lastRow;
  const common = own.definitions === undefined;
  if (common) await writeThresholds(book, sheet);
  const [third, fourth] = common ? ['三', '四'] : ['二', '三'];
  await writeRemarks(sheet, `${third}、易混口径与本表采用`, [
    ...(common ? [...conceptCautions(scope), ...CAUTIONS] : []),
    ...own.cautions,
  ]);
  const missing = [...(common ? missingFrom(scope) : []), ...own.missing];
  await writeRemarks(sheet, `${fourth}、暂缺内容与原因（显示为「—」）`, missing);
  const signed = await sheet.signOff();
  sheet.filter(`A3:L${lastIndicator}`);
  sheet.printArea('A1', `L${signed}`);
  sheet.close();
}

function indicatorTexts(indicator: Indicator): (string | number)[] {
  const { numerator, denominator } = indicator.formulas;
  const minimum = indicator.minCoverage === undefined ? '' : `覆盖率低于 ${indicator.minCoverage * 100}% 时不给出数值`;
  const rival = indicator.concept !== undefined && !indicator.adopted ? '未采用，列出以供对照' : '';
  const own = INDICATORS.has(indicator.id) ? '' : '本院自定的指标';
  return [
    indicator.id,
    `${indicator.name}${indicator.adopted ? '【采用】' : ''}`,
    ratioText(indicator),
    numerator.text,
    denominator?.text ?? NOT_AVAILABLE,
    indicator.excludes,
    indicator.unit || NOT_AVAILABLE,
    indicator.precision,
    indicator.source,
    indicator.version,
    indicator.effectiveFrom,
    [own, rival, indicator.note, minimum].filter(Boolean).join('；'),
  ];
}

const definitionCell = (value: string | number): Cell =>
  typeof value === 'number' ? { value, format: 'serial' } : { value, format: 'wrapped' };

async function writeThresholds(book: ReportWorkbook, sheet: SheetWriter): Promise<void> {
  await sheet.row([{ value: '二、预警阈值（公式与条件格式引用这里的单元格，可改）', role: 'section' }], 26);
  await sheet.row(
    ['名称', '阈值', '含义'].map((value) => ({ value, role: 'header' as const })),
    20,
  );
  for (const { name, value, format, meaning } of Object.values(thresholds)) {
    const cells: Cell[] = [
      { value: name, format: 'wrapped' },
      { value, role: 'input', format },
      { value: meaning, format: 'wrapped' },
    ];
    book.defineName(name, SHEET, `B${await wrappedRow(sheet, cells, WIDTHS)}`);
  }
}

/** 一段说明:名称占一列,文字跨其余各列。 */
async function writeRemarks(sheet: SheetWriter, heading: string, remarks: readonly Remark[]): Promise<void> {
  await sheet.row([{ value: heading, role: 'section' }], 26);
  for (const [name, text] of remarks) await sheet.remark(name, text, 18);
}

/** 绩效评价里容易各说各话的几项;有几种算法的概念由登记表写成。 */
const CAUTIONS: readonly Remark[] = [
  [
    '低风险组死亡率',
    '低风险组死亡例数 ÷ 低风险组病例数；低风险指组死亡率（对数）低于均值减一倍标准差。与按 ICD 病种名单计算的低风险病种死亡率是两个指标。',
  ],
  ['环比、同比', '数量与金额为相对变化；比例（%）为百分点之差。环比对上月，同比对上年同月。'],
  [
    '合计',
    '可相加的列为求和公式；比值列以合计的分子、分母重新相除，不是各行比值的平均；DRG 组数为全院不同组数，不等于各行之和。',
  ],
  ['底数列', '表右侧灰色的底数列是公式的分子、分母，不在打印区域内。'],
];

function missingFrom({ weights, scheme }: ReportScope): Remark[] {
  return [
    ['DRG收入、支付标准、盈亏、盈亏率、点值', '未装载支付政策。相应单元格保留公式，支付标准到位后自动得出。'],
    ['高低倍率、控费准确率', '倍率以支付标准为分母，未装载支付政策时不判定。'],
    ['低风险组、中低风险组死亡', '须装载地区死亡风险分级；医院不能用本院数据自行分级。已装载时以装载的分级为准。'],
    ['标杆值', '费用、时间消耗指数以 1.00 为平均水平；其余指标未装载同级医院标杆，不作比较。'],
    ['结算日期', '出院记录中没有结算日期。'],
    ...(weights.origin === 'loaded' ? [] : ([['权重与标杆', weights.note]] as const)),
    ...(scheme.forReference ? ([['分组方案', '参考方案，不用于结算。']] as const) : []),
  ];
}

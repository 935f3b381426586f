import { describe, expect, test } from '@jest/globals';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { matchCase } from '../../../analytics/dip/match-case.ts';
import {
  inspectRegion,
  loadRegion,
  type RegionFiles,
  RegionRejected,
} from '../../../analytics/dip/region-inspection.ts';
import { fen } from '../../../analytics/money.ts';
import { type EntryCells, regionFiles, tableOf, testPolicy } from '../../support/dip-region.ts';

const KINDS = { '51.2300': 'surgery', '51.8800': 'therapeutic', '51.1000': 'diagnostic' };
const comprehensive: EntryCells[] = ['conservative', 'diagnostic', 'therapeutic', 'surgery'].map((kind, i) => ({
  code: `Z${i}`,
  type: 'comprehensive',
  diagnosis: 'K80',
  kind,
  score: String(100 + i),
}));
const sound: EntryCells[] = [
  { code: 'C1' },
  { code: 'C2', procedures: '51.2300', kind: 'surgery', score: '200' },
  ...comprehensive,
];

const findingsOf = (files: RegionFiles) =>
  inspectRegion(files, '测试').findings.map(({ level, code, table, row }) => `${level} ${code} ${table} ${row}`);
const withEntry = (entry: EntryCells) => regionFiles({ entries: [...sound, entry], procedureKinds: KINDS });
const withPolicy = (policy: Record<string, unknown>) =>
  regionFiles({ entries: sound, procedureKinds: KINDS, policy: { ...policy } });
/** 加的那一行在第 8 行。 */
const ADDED = 8;

test('好区域没有发现', () => {
  expect(findingsOf(regionFiles({ entries: sound, procedureKinds: KINDS }))).toEqual([]);
});

describe('错误:什么也不装载', () => {
  test.each([
    ['病种编码重复', { code: 'C1', procedures: '51.1000' }, 'error key-twice catalogue'],
    ['表达式多一个 +', { code: 'C9', procedures: '51.2300++51.8800' }, 'error expression-syntax catalogue'],
    ['表达式以 / 结尾', { code: 'C9', procedures: '51.2300/' }, 'error expression-syntax catalogue'],
    [
      '表达式要的是诊断编码,永远不成立',
      { code: 'C9', procedures: '51.2300+K80.1' },
      'error expression-never catalogue',
    ],
    ['分值为负', { code: 'C9', procedures: '51.1000', score: '-1' }, 'error number-negative catalogue'],
    ['分值不是数', { code: 'C9', procedures: '51.1000', score: '八百' }, 'error number-invalid catalogue'],
    ['没有分值', { code: 'C9', procedures: '51.1000', score: '' }, 'error score-missing catalogue'],
    ['均费为负', { code: 'C9', procedures: '51.1000', mean_cost: '-5' }, 'error number-negative catalogue'],
    ['不认识的治疗方式', { code: 'C9', procedures: '51.1000', kind: 'surgical' }, 'error word-unknown catalogue'],
    ['不认识的病种类型', { code: 'C9', procedures: '51.1000', type: '特殊' }, 'error word-unknown catalogue'],
    ['区间颠倒', { code: 'C9', type: 'comprehensive', diagnosis: 'K93-K70' }, 'error range-inverted catalogue'],
    ['诊断写法不对', { code: 'C9', diagnosis: 'K8' }, 'error diagnosis-form catalogue'],
    ['没有编码', { code: '', procedures: '51.1000' }, 'error cell-empty catalogue'],
  ])('%s', (_name, entry, finding) => {
    const files = withEntry(entry);
    expect(findingsOf(files)).toContain(`${finding} ${ADDED}`);
    expect(inspectRegion(files, '测试').pack).toBeNull();
  });

  test('缺列、重复的列', () => {
    const files = regionFiles({ entries: sound, procedureKinds: KINDS });
    const few = { ...files, procedureKind: tableOf('procedure_kind.csv', ['code', 'level'], [['51.2300', '3']]) };
    expect(findingsOf(few)).toContain('error column-missing procedure_kind 1');
    const twice = { ...files, procedureKind: tableOf('procedure_kind.csv', ['code', 'kind', 'kind'], []) };
    expect(findingsOf(twice)).toContain('error column-twice procedure_kind 1');
  });
  test('操作表:编码重复、不认识的方式', () => {
    const rows = [
      ['51.2300', 'surgery', '3'],
      ['51.2300', 'surgery', '3'],
      ['51.1000', 'conservative', ''],
    ];
    const files = {
      ...regionFiles({ entries: sound }),
      procedureKind: tableOf('procedure_kind.csv', ['code', 'kind', 'level'], rows),
    };
    expect(findingsOf(files)).toEqual(
      expect.arrayContaining(['error key-twice procedure_kind 3', 'error word-unknown procedure_kind 4']),
    );
  });
  test('缺文件、目录是空的', () => {
    expect(findingsOf({}).filter((finding) => finding.startsWith('error'))).toEqual(
      ['catalogue', 'policy'].map((table) => `error file-missing ${table} null`),
    );
    expect(findingsOf(regionFiles({ entries: [] }))).toContain('error table-empty catalogue null');
  });
  test('辅助目录:条件读不成、用了清单、系数没有写、病种不存在', () => {
    const row = { catalogue: '年龄', code: '1', name: '', condition: 'age < 18', factor: '1.1' };
    const auxiliary = [
      { ...row, condition: 'age <' },
      { ...row, code: '2', condition: 'main_dx in dx' },
      { ...row, code: '3', factor: '' },
      { ...row, code: '4', entry: 'C7' },
    ];
    expect(findingsOf(regionFiles({ entries: sound, procedureKinds: KINDS, auxiliary }))).toEqual([
      'error condition-invalid auxiliary 2',
      'error condition-invalid auxiliary 3',
      'error factor-missing auxiliary 4',
      'error entry-missing auxiliary 5',
    ]);
  });
  test('一次说全,不止第一处', () => {
    const files = regionFiles({ entries: [{ code: 'C1', score: '-1', kind: '?', procedures: 'A++B' }, { type: '?' }] });
    const load = () => loadRegion(files, '某市');
    expect(load).toThrow(RegionRejected);
    expect(load).toThrow(/「某市」有 5 处错误,未装载/);
    expect(load).toThrow(/catalogue\.csv 第 2 行:score 是负数 -1/);
  });
});

describe('政策:写错的选择不能悄悄不算数', () => {
  test.each([
    ['不认识的键', { tie_break: 'code' }, /tie_break 不认识/],
    ['不认识的先后标准', { order: ['parts', 'price'] }, /order 的「price」不认识/],
    ['标准写了两次', { order: ['parts', 'parts'] }, /order 的「parts」写了两次/],
    ['不认识的类型', { type_order: ['core', 'special'] }, /type_order 的「special」不认识/],
    ['不是真假', { comprehensive_falls_back: 'no' }, /comprehensive_falls_back 「no」应是 true 或 false/],
    ['系数不是数', { hospital_coefficient: '一' }, /hospital_coefficient 「一」应是/],
    ['没有机构系数', { hospital_coefficient: undefined }, /hospital_coefficient 没有写/],
    ['界限颠倒', { deviation: { low: 2, high: 0.5, extreme: 5 } }, /deviation\.low 下界大于上界/],
    ['界限不认识', { deviation: { low: 0.5, high: 2, max: 5 } }, /deviation\.max 不认识/],
    ['没有上界', { deviation: { low: 0.5 } }, /deviation\.high 没有写/],
    ['不认识的合并方式', { auxiliary: { combine: 'sum' } }, /auxiliary\.combine 「sum」不认识/],
    ['点值为负', { point_value: { employee: -1 } }, /point_value\.employee 「-1」应是/],
  ])('%s', (_name, policy, message) => {
    const { findings, pack } = inspectRegion(withPolicy(policy), '测试');
    const errors = findings.filter(({ code }) => code === 'policy-invalid').map((finding) => finding.message);
    expect(errors.some((text) => message.test(text))).toBe(true);
    expect(pack).toBeNull();
  });
  test('不是对象', () => {
    const files = { ...regionFiles({ entries: sound, procedureKinds: KINDS }), policy: [] };
    expect(findingsOf(files)).toContain('error policy-invalid policy null');
  });
  test('可以不写的有默认:综合不降级,基层系数 1,没有极端一档', () => {
    const { comprehensive_falls_back: _fallsBack, grassroots_coefficient: _coefficient, ...rest } = testPolicy;
    const policy = { ...rest, deviation: { low: '0.40', high: 2 }, name: '某市', source: '某文件' };
    const files = { ...regionFiles({ entries: sound, procedureKinds: KINDS }), policy };
    expect(loadRegion(files, '测试').policy).toMatchObject({
      comprehensiveFallsBack: false,
      grassrootsCoefficient: 1_000_000,
      deviation: { low: 400_000, extreme: null },
    });
  });
});

describe('提醒:照常装载', () => {
  test.each([
    ['没有均费', { code: 'C9', procedures: '51.1000', mean_cost: '' }, `mean-missing catalogue ${ADDED}`],
    ['均费为 0', { code: 'C9', procedures: '51.1000', mean_cost: '0.00' }, `mean-missing catalogue ${ADDED}`],
    [
      '要求更多操作,分值反而低',
      { code: 'C9', procedures: '51.2300+51.8800', kind: 'surgery', score: '150' },
      `score-order catalogue ${ADDED}`,
    ],
    [
      '综合病种的方式更高,分值反而低',
      { code: 'Z9', type: 'comprehensive', diagnosis: 'K80', kind: 'surgery', score: '50' },
      `score-order catalogue ${ADDED}`,
    ],
    ['核心病种的诊断不是亚目', { code: 'C9', diagnosis: 'K80' }, `entry-unreachable catalogue ${ADDED}`],
    ['操作表没有的操作', { code: 'C9', procedures: '99.9900' }, 'procedure-unknown catalogue null'],
    ['条件全同的两个病种', { code: 'C9' }, `entry-same catalogue ${ADDED}`],
    ['同一操作写两次', { code: 'C9', procedures: '51.1000+51.1000' }, `expression-repeats catalogue ${ADDED}`],
    [
      '综合病种写了表达式',
      { code: 'Z9', type: 'comprehensive', diagnosis: 'K81', procedures: '51.1000' },
      `expression-unused catalogue ${ADDED}`,
    ],
    ['没有综合病种承接', { code: 'C9', diagnosis: 'I10.x' }, 'comprehensive-gap catalogue null'],
    ['不要求操作却写着手术', { code: 'C9', kind: 'surgery' }, `kind-unmet catalogue ${ADDED}`],
  ])('%s', (_name, entry, finding) => {
    const files = withEntry(entry);
    expect(findingsOf(files)).toContain(`warning ${finding}`);
    expect(inspectRegion(files, '测试').pack).not.toBeNull();
  });
  test('可降级的地区,较低的方式也算承接', () => {
    const entries = [{ code: 'C1' }, comprehensive[0]!];
    const gaps = (fallsBack: boolean) =>
      findingsOf(regionFiles({ entries, policy: { comprehensive_falls_back: fallsBack } })).length;
    expect([gaps(false), gaps(true)]).toEqual([3, 0]);
  });
  test('政策没有写全类型、先后没有以编码收尾', () => {
    expect(findingsOf(withPolicy({ type_order: ['core', 'grassroots'], order: ['parts'] }))).toEqual([
      'warning order-open policy null',
      'warning type-not-ordered catalogue null',
    ]);
  });
});

test('连字符后的 X 章不会读成扩展位:W00-X59', () => {
  const entries = [{ code: 'Z1', type: 'comprehensive', diagnosis: 'W00-X59' }];
  expect(loadRegion(regionFiles({ entries }), '测试').entries[0]!.diagnosis).toMatchObject({
    from: 'W00',
    to: 'X59',
    width: 161,
  });
});

describe('写法', () => {
  test.each([
    [3, 'low'],
    [2, 'normal'],
    [undefined, 'normal'],
  ])('费用与本机构级别(%s)的均费比,本级没有就用不分级别的', (level, deviation) => {
    const files = regionFiles({ entries: [{ code: 'C1', mean_cost: '10000' }], policy: { hospital_level: level } });
    const { columns, rows } = files.catalogue!;
    const catalogue = tableOf('目录', [...columns, 'mean_cost_3'], [[...rows[0]!, '30000']]);
    const region = compileRegion(loadRegion({ ...files, catalogue }, '测试'));
    const c = { diagnoses: ['K80.100'], procedures: [], totalCost: fen(1_000_000) };
    expect(matchCase(region, c).deviation).toBe(deviation);
  });

  test('中文的列名与用词,按级别的均费,中医优势病种', () => {
    const columns = [
      '病种编码',
      '名称',
      '诊断',
      '操作',
      '治疗方式',
      '病种类型',
      '分值',
      '均费（元）',
      '三级均费',
      '药品分值',
    ];
    const rows = [['C1', '甲', 'K80.1', '', '保守治疗', '中医优势病种', '100', '', '5000', '12.5']];
    const files = {
      ...regionFiles({ entries: sound, procedureKinds: KINDS }),
      catalogue: tableOf('目录', columns, rows),
    };
    const [entry] = loadRegion(files, '测试').entries;
    expect(entry).toMatchObject({ type: 'tcm', kind: 'conservative', meanCost: null, drugScore: 12_500_000 });
    expect(entry!.meanCostByLevel).toEqual([null, null, 5_000_000_000]);
    // 有按级别的均费,就不是没有均费。
    expect(findingsOf(files).some((finding) => finding.includes('mean-missing'))).toBe(false);
  });
  test('目录里有的类型 type_order 没有,说出有几个', () => {
    const { findings } = inspectRegion(withEntry({ code: 'T1', type: 'tcm', diagnosis: 'K81.0' }), '测试');
    expect(findings.map(({ message }) => message)).toContain('type_order 没有中医优势病种,目录中的 1 个不参加匹配');
  });
  test('没有操作表:用字典,按字典认操作,提醒里说明是参考', () => {
    const { procedureKind: _none, ...files } = regionFiles({ entries: sound });
    const { pack, findings } = inspectRegion(files, '测试');
    expect(pack!.dictionary!.about.forReference).toBe(true);
    expect(findings.map(({ code }) => code)).toEqual(['dictionary-used']);
  });
  test.each([
    ['K80.10A?', /应是亚目/],
    ['574.0', /像是ICD-9 诊断编码/],
    ['DC11.3', /像是ICD-11 编码/],
    ['51.23', /像是ICD-9-CM-3 手术操作编码/],
  ])('诊断写成 %s', (diagnosis, message) => {
    const { findings } = inspectRegion(withEntry({ code: 'C9', diagnosis }), '测试');
    expect(findings.some((finding) => finding.level === 'error' && message.test(finding.message))).toBe(true);
  });
  test.each([
    ['51.23', /51\.23\(像是没有扩展码的 ICD-9-CM-3 编码\)/],
    ['0FT44ZZ', /0FT44ZZ\(像是ICD-10-PCS 编码\)/],
  ])('操作写成 %s', (procedures, message) => {
    const { findings } = inspectRegion(withEntry({ code: 'C9', procedures }), '测试');
    expect(findings.some((finding) => finding.code === 'expression-never' && message.test(finding.message))).toBe(true);
  });
});

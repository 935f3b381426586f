import { describe, expect, test } from '@jest/globals';
import { parseCondition } from '../../../analytics/grouping/condition-parser.ts';
import { canHold } from '../../../analytics/grouping/condition-reach.ts';
import type { Condition } from '../../../analytics/grouping/condition-tree.ts';
import { inspectScheme, loadScheme, SchemeRejected } from '../../../analytics/grouping/scheme-lint.ts';
import type { SchemeTables, TablePart } from '../../../analytics/grouping/scheme-tables.ts';
import { findingsOf, schemeTables, testMeta } from '../../support/grouping-scheme.ts';

const sound = schemeTables({
  mdcs: [{ mdc: 'MDCX', condition: 'main_dx in dx', dx: { 'I21.900': '' } }],
  adrgs: [{ adrg: 'XR1', condition: 'main_dx in dx', lists: { dx: ['I21.900'] }, drgs: { XR11: 'mcc', XR15: 'true' } }],
  complications: { 'J96.000': ['MCC', '1'] },
  exclusions: { 'J44.100': '1' },
});

/** 把表的一行的几格换掉;行从 1 起数数据行。 */
function changed(name: keyof SchemeTables, line: number, cells: Record<string, string>): SchemeTables {
  const part = sound[name]![0]!;
  const rows = part.rows.map((row, i) =>
    i === line - 1 ? part.columns.map((column, c) => cells[column] ?? row[c] ?? '') : row,
  );
  return { ...sound, [name]: [{ ...part, rows }] };
}
function added(name: keyof SchemeTables, cells: Record<string, string>): SchemeTables {
  const part = sound[name]![0]!;
  return { ...sound, [name]: [{ ...part, rows: [...part.rows, part.columns.map((column) => cells[column] ?? '')] }] };
}

function withoutColumn(tables: SchemeTables, name: keyof SchemeTables, column: string): SchemeTables {
  const part = tables[name]![0]!;
  const keep = <T>(cells: readonly T[]) => cells.filter((_, i) => part.columns[i] !== column);
  return { ...tables, [name]: [{ ...part, columns: keep(part.columns), rows: part.rows.map(keep) }] };
}

test('好方案没有发现', () => {
  expect(findingsOf(sound)).toEqual([]);
});

describe('错误:什么也不装载', () => {
  test.each([
    ['条件读不成', changed('drg', 1, { condition: 'mcc or' }), 'error condition-syntax drg 2'],
    ['条件用了不认识的名称', changed('adrg', 1, { condition: 'agee < 3' }), 'error condition-name adrg 2'],
    ['条件用到的清单没有编码', changed('adrg', 1, { condition: 'main_proc in proc' }), 'error list-empty adrg 2'],
    ['DRG 的条件用到的清单没有编码', changed('drg', 2, { condition: 'any_dx in dx2' }), 'error list-empty drg 3'],
    ['有效手术表是空的', changed('adrg', 1, { condition: 'main_proc in valid' }), 'error list-empty adrg 2'],
    ['MDC 用到的不是自己的诊断表', changed('mdc', 1, { condition: 'main_dx in dx1' }), 'error list-empty mdc 2'],
    ['DRG 的 ADRG 不存在', changed('drg', 1, { adrg: 'XR2' }), 'error adrg-missing drg 2'],
    ['DRG 的规则不存在', changed('drg', 1, { rule: '2' }), 'error adrg-missing drg 2'],
    ['ADRG 的 MDC 不存在', changed('adrg', 1, { mdc: 'MDCY' }), 'error mdc-missing adrg 2'],
    ['MDC 重复', added('mdc', { order: '2', mdc: 'MDCX', name: 'x', condition: 'true' }), 'error key-twice mdc 3'],
    [
      '清单里的编码重复',
      added('adrg_code', { adrg: 'XR1', list: 'dx', code: 'I21.900' }),
      'error key-twice adrg_code 3',
    ],
    [
      'DRG 重复',
      added('drg', { order: '3', drg: 'XR11', adrg: 'XR1', name: 'x', condition: 'true' }),
      'error key-twice drg 4',
    ],
    [
      '一码既是 MCC 又是 CC',
      added('complication', { code: 'J96.000', level: 'CC' }),
      'error mcc-and-cc complication 3',
    ],
    [
      'CC 的前缀盖住了 MCC',
      added('complication', { code: 'J96', match: 'prefix', level: 'CC' }),
      'error mcc-and-cc complication 3',
    ],
    ['等级不认识', changed('complication', 1, { level: 'XCC' }), 'error level-unknown complication 2'],
    ['次序不是数', changed('adrg', 1, { order: '甲' }), 'error order-invalid adrg 2'],
    ['键为空', changed('drg', 1, { drg: '' }), 'error key-missing drg 2'],
    ['区间写错', changed('mdc_diagnosis', 1, { match: 'range' }), 'error match-invalid mdc_diagnosis 2'],
    [
      '同一编码的两种写法,排除表又不同',
      added('complication', { code: 'j96.000', level: 'MCC', exclusion_table: '2' }),
      'error key-twice complication 3',
    ],
    ['条件一万字', changed('drg', 1, { condition: `mcc${' or mcc'.repeat(1500)}` }), 'error condition-syntax drg 2'],
    [
      '条件嵌套一千层',
      changed('adrg', 1, { condition: `${'('.repeat(1000)}main_dx in dx${')'.repeat(1000)}` }),
      'error condition-syntax adrg 2',
    ],
    [
      '什么病例也不收:大类的条件自相矛盾',
      changed('mdc', 1, { condition: 'age < 1 and age > 1' }),
      'error admits-nothing scheme -',
    ],
    [
      '什么病例也不收:ADRG 的条件恒不成立',
      changed('adrg', 1, { condition: 'not true' }),
      'error admits-nothing scheme -',
    ],
    [
      '数部位而没有 site 列',
      withoutColumn(changed('mdc', 1, { condition: 'sites >= 2' }), 'mdc_diagnosis', 'site'),
      'error column-missing mdc 2',
    ],
  ])('%s', (_title, tables, expected) => {
    expect(findingsOf(tables)).toContain(expected);
  });

  test('缺列、缺表', () => {
    const [part] = sound.adrg_code as [TablePart];
    const columns = part.columns.map((name) => (name === 'list' ? '哪一组' : name));
    expect(findingsOf({ ...sound, adrg_code: [{ ...part, columns }] })).toEqual([
      'error column-missing adrg_code 1',
      'warning column-unknown adrg_code 1',
    ]);
    const { drg: _, ...without } = sound;
    expect(findingsOf(without)).toContain('error table-missing drg -');
  });

  test('列名重复、表没有数据行', () => {
    const [part] = sound.mdc as [TablePart];
    const twice = { ...part, columns: [...part.columns, 'MDC编码', 'mdc'] };
    expect(findingsOf({ ...sound, mdc: [twice] })).toContain('error column-twice mdc 1');
    expect(findingsOf({ ...sound, mdc: [{ ...part, rows: [] }] })).toContain('error table-empty mdc -');
  });

  test('所有错误一次说全,说清在哪个文件第几行', () => {
    const [part] = sound.drg as [TablePart];
    const rows = [
      ['1', 'XR11', 'XR2', 'x', 'mcc'],
      ['2', 'XR15', 'XR1', 'x', 'tru'],
    ];
    const tables = { ...sound, drg: [{ ...part, rows, source: 'drg/X.csv' }] };
    expect(() => loadScheme(tables, testMeta)).toThrow(SchemeRejected);
    expect(() => loadScheme(tables, testMeta)).toThrow(/2 处错误[\s\S]*drg\/X\.csv 第 3 行[\s\S]*drg\/X\.csv 第 2 行/);
  });
});

describe('提醒:照常装载', () => {
  test.each([
    ['ADRG 没有 DRG', { ...sound, drg: [{ ...sound.drg![0]!, rows: [] }] }, 'warning adrg-without-drg adrg 2'],
    [
      'MDC 从不收的诊断',
      added('adrg_code', { adrg: 'XR1', list: 'dx', code: 'I22.900' }),
      'warning dx-not-admitted adrg 2',
    ],
    [
      '排除表无人引用',
      added('exclusion', { main_dx: 'J45.900', exclusion_table: '2' }),
      'warning exclusion-unused exclusion 3',
    ],
    [
      '排除表没有主要诊断',
      changed('complication', 1, { exclusion_table: '9' }),
      'warning exclusion-undefined complication 2',
    ],
    ['没有名称', changed('adrg', 1, { name: '' }), 'warning name-missing adrg 2'],
    ['编码写法少见', added('exclusion', { main_dx: 'J44', exclusion_table: '1' }), 'warning code-form exclusion 3'],
    [
      '前面的病组已经包尽',
      added('drg', { order: '1.5', drg: 'XR13', adrg: 'XR1', name: 'x', condition: 'mcc and age < 18' }),
      'warning shadowed drg 4',
    ],
    [
      '病组的条件自相矛盾',
      added('drg', { order: '1.5', drg: 'XR13', adrg: 'XR1', name: 'x', condition: 'age < 18 and age >= 60' }),
      'warning never-holds drg 4',
    ],
    [
      '大类没有 ADRG',
      added('mdc', { order: '2', mdc: 'MDCY', name: 'x', condition: 'true' }),
      'warning mdc-without-adrg mdc 3',
    ],
    [
      '数部位而一个部位也没有填',
      changed('mdc', 1, { condition: 'sites >= 2 or main_dx in dx' }),
      'warning sites-empty mdc 2',
    ],
    [
      '清单没有条件用到',
      added('adrg_code', { adrg: 'XR1', list: 'proc', code: '36.0700' }),
      'warning list-unused adrg_code 3',
    ],
    [
      '清单名不合约定',
      added('adrg_code', { adrg: 'XR1', list: '主诊', code: 'I22.900' }),
      'warning list-unknown adrg_code 3',
    ],
    [
      '同一编码的两种写法,其余相同',
      added('adrg_code', { adrg: 'XR1', list: 'dx', code: 'i21.900' }),
      'warning code-alike adrg_code 3',
    ],
    ['DRG 排在恒成立者之后', changed('drg', 1, { condition: 'true' }), 'warning shadowed drg 3'],
    ['首字母与 MDC 不符', changed('adrg', 1, { adrg: 'YR1' }), 'warning letter-mismatch adrg 2'],
    ['次序相同', changed('drg', 2, { order: '1' }), 'warning order-twice drg 3'],
    ['kind 不认识', changed('adrg', 1, { kind: '中医' }), 'warning kind-unknown adrg 2'],
    [
      '编码属于不存在的 ADRG',
      added('adrg_code', { adrg: 'XX9', list: 'dx', code: 'I21.900' }),
      'warning codes-of-unknown-adrg adrg_code 3',
    ],
    [
      '诊断属于不存在的 MDC',
      added('mdc_diagnosis', { mdc: 'MDCQ', code: 'I21.900' }),
      'warning codes-of-unknown-mdc mdc_diagnosis 3',
    ],
  ])('%s', (_title, tables, expected) => {
    expect(findingsOf(tables)).toContain(expected);
  });

  test('标杆不是正数、编码没有名称', () => {
    const cell = (name: keyof SchemeTables, columns: string[], ...rows: string[][]) => ({
      [name]: [{ source: `${name}.csv`, columns, rows }],
    });
    const weights = cell('drg_weight', ['drg', 'rw', 'benchmark_cost'], ['XR11', '2', '-1'], ['XR15', '1', '100']);
    const names = cell('diagnosis', ['code', 'name'], ['I22.900', '甲']);
    expect(findingsOf({ ...sound, ...weights, ...names })).toEqual([
      'warning code-name-missing diagnosis -',
      'warning benchmark-not-positive drg_weight 2',
    ]);
  });

  test('不认识的列、多出的格:说出来,不读', () => {
    const [part] = sound.drg as [TablePart];
    const wide = {
      ...part,
      columns: [...part.columns, '点数', '备注'],
      rows: [...part.rows.map((row) => [...row, '9', '', '多'])],
    };
    expect(findingsOf({ ...sound, drg: [wide] })).toEqual([
      'warning column-unknown drg 1',
      'warning row-too-wide drg 2',
    ]);
  });

  test('MDC 从不收的诊断逐个列出', () => {
    const { findings } = inspectScheme(added('adrg_code', { adrg: 'XR1', list: 'dx', code: 'I22.900' }), testMeta);
    expect(findings.map(({ message }) => message)).toEqual([
      'XR1 的 1 个诊断不在 MDCX 的诊断表中,进不了这个组:I22.900',
    ]);
  });

  test('并发症表没有编码而条件看 mcc', () => {
    expect(findingsOf({ ...sound, complication: [], exclusion: [] })).toEqual(['warning complication-empty drg 2']);
  });

  test('ADRG 排在恒成立的 ADRG 之后', () => {
    const tables = schemeTables({ adrgs: [{ adrg: 'XR1' }, { adrg: 'XZ1', condition: 'mcc or age < 3' }] });
    expect(findingsOf(tables)).toContain('warning shadowed adrg 3');
  });

  test('权重:缺、不是正数、伴 MCC 的反而更低、不认识的组', () => {
    const drgs = { XR11: 'mcc', XR13: '(mcc or cc)', XR15: 'true' };
    const withWeights = (weights: Record<string, string>) =>
      findingsOf(schemeTables({ adrgs: [{ adrg: 'XR1', drgs }], complications: { 'J96.000': ['MCC', ''] }, weights }));
    expect(withWeights({ XR11: '2.0', XR13: '1.5', XR15: '1.0' })).toEqual([]);
    expect(withWeights({ XR11: '1.0', XR13: '1.5', XR15: '1.2' })).toEqual(['warning weight-order drg_weight 3']);
    expect(withWeights({ XR11: '2.0', XR13: '0', XR99: '1' })).toEqual([
      'warning weight-of-unknown-drg drg_weight 4',
      'warning weight-missing drg 4',
      'warning weight-not-positive drg_weight 3',
    ]);
  });
});

test('又长又深的条件很快就有答复', () => {
  const long = changed('drg', 1, { condition: `mcc${' or mcc'.repeat(560)}` });
  const deep = changed('drg', 2, { condition: `${'not '.repeat(900)}mcc` });
  const started = performance.now();
  expect(inspectScheme(long, testMeta).pack).not.toBeNull();
  expect(inspectScheme(deep, testMeta).pack).not.toBeNull();
  expect(performance.now() - started).toBeLessThan(2000);
});

describe('条件能不能成立', () => {
  const tree = (text: string) => (parseCondition(text) as { tree: Condition }).tree;
  test.each([
    ['age < 18 and age >= 60', false],
    ['age < 18 and age > 16.5', true],
    ['age == 3 and age != 3', false],
    ['mcc and not mcc', false],
    ["dept == '0301' and dept == '0302'", false],
    ["dept != '0301' and dept > '03'", true],
    ['not (age < 18) and not (age >= 18)', true],
    ['not true or (cc and not cc)', false],
  ])('%s:%s', (text, expected) => {
    expect(canHold(tree(text))).toBe(expected);
  });

  test.each([
    ['mcc', ['mcc or cc'], false],
    ['mcc or cc', ['mcc'], true],
    ['age < 18', ['age < 1', 'age >= 1'], false],
    ['true', ['age < 18', 'age >= 18'], true],
  ])('前面的都不成立时,%s', (text, earlier, expected) => {
    expect(canHold(tree(text), earlier.map(tree))).toBe(expected);
  });
});

test('一张表由几份文件相接,各按自己的表头读', () => {
  const parts: TablePart[] = [
    {
      source: 'drg/A.csv',
      columns: ['order', 'drg', 'adrg', 'name', 'condition'],
      rows: [['1', 'XR11', 'XR1', '甲', 'mcc']],
    },
    {
      source: 'drg/B.csv',
      columns: ['drg', 'order', 'condition', 'name', 'adrg'],
      rows: [['XR15', '2', 'true', '乙', 'XR1']],
    },
  ];
  const pack = loadScheme({ ...sound, drg: parts }, testMeta);
  expect(pack.drgs.map((row) => [row.drg, row.order, row.name])).toEqual([
    ['XR11', 1, '甲'],
    ['XR15', 2, '乙'],
  ]);
});

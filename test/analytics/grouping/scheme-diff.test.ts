import { expect, test } from '@jest/globals';
import { schemeDiff } from '../../../analytics/grouping/scheme-diff.ts';
import { loadScheme } from '../../../analytics/grouping/scheme-lint.ts';
import { type SchemeSpec, schemeTables, testMeta } from '../../support/grouping-scheme.ts';

const packOf = (spec: SchemeSpec) => loadScheme(schemeTables(spec), testMeta);
const diff = (older: SchemeSpec, newer: SchemeSpec) =>
  [...schemeDiff(packOf(older), packOf(newer))].map(
    ({ level, code, change, old, new: now }) => `${level} ${code} ${change} ${old ?? '—'} → ${now ?? '—'}`,
  );

const BASE: SchemeSpec = {
  mdcs: [{ mdc: 'MDCA' }, { mdc: 'MDCB', condition: 'main_dx in dx', dx: { 'I60.0': '' } }],
  adrgs: [
    {
      adrg: 'AA1',
      mdc: 'MDCA',
      condition: 'any_dx in dx',
      lists: { dx: ['J96.0', 'prefix:R57'] },
      drgs: { AA19: 'true' },
    },
    { adrg: 'AA2', mdc: 'MDCA', condition: 'age < 18', drgs: { AA21: 'mcc', AA29: 'true' } },
    { adrg: 'BB1', mdc: 'MDCB', drgs: { BB19: 'true' } },
  ],
  complications: { 'J96.0': ['MCC', 'T1'], 'E87.6': ['CC', 'T2'] },
  exclusions: { 'I60.0': 'T1' },
  valid: ['36.0600'],
  weights: { AA19: '1.20', BB19: '0.8' },
};

test('同一个方案没有差异;权重写作 1.20 与 1.2 是一样的', () => {
  expect(diff(BASE, { ...BASE, weights: { AA19: '1.2', BB19: '0.8' } })).toEqual([]);
});

test('组的增删、改 MDC、条件、类型与次序各是一条', () => {
  const [first, second, third] = BASE.adrgs!;
  const newer: SchemeSpec = {
    ...BASE,
    adrgs: [
      { ...second!, condition: 'age < 29', kind: 'surgical', drgs: { AA21: 'mcc', AA25: 'cc', AA29: 'true' } },
      first!,
      { ...third!, mdc: 'MDCA' },
      { adrg: 'BB2', mdc: 'MDCB', drgs: { BB29: 'true' } },
    ],
  };
  expect(diff(BASE, newer)).toEqual([
    'ADRG AA2 类型变化 内科 → 手术',
    'ADRG AA2 条件变化 age < 18 → age < 29',
    'ADRG BB1 移动 MDCB → MDCA',
    'ADRG BB2 新增 — → BB2',
    'ADRG MDCA 次序变化 AA1、AA2 → AA2、AA1',
    'DRG BB29 新增 — → BB29',
    'DRG AA25 新增 — → AA25',
  ]);
});

test('编码换表是移动,并发症换等级、换排除表各有说法', () => {
  const [first, second, third] = BASE.adrgs!;
  const newer: SchemeSpec = {
    ...BASE,
    adrgs: [{ ...first!, lists: { dx: ['J96.0'] } }, { ...second!, lists: { dx: ['prefix:R57', 'A41.9'] } }, third!],
    complications: { 'J96.0': ['CC', 'T1'], 'E87.6': ['CC', 'T3'], 'A41.9': ['MCC', ''] },
    exclusions: { 'I60.0': 'T3', 'A41.9': 'T1' },
    valid: ['36.0700'],
    weights: { AA19: '1.5' },
  };
  expect(diff(BASE, newer)).toEqual([
    '编码表 R57* 移动 AA1 dx → AA2 dx',
    '编码表 A41.9 新增 — → AA2 dx',
    'CC J96.0 等级变化 MCC,排除表 T1 → CC,排除表 T1',
    'CC E87.6 排除表变化 CC,排除表 T2 → CC,排除表 T3',
    'MCC A41.9 新增 — → MCC',
    '排除 I60.0 移动 T1 → T3',
    '排除 A41.9 新增 — → T1',
    '有效手术 36.0600 删除 有效手术 → —',
    '有效手术 36.0700 新增 — → 有效手术',
    '权重 AA19 权重变化 RW 1.2 → RW 1.5',
    '权重 BB19 删除 RW 0.8 → —',
  ]);
});

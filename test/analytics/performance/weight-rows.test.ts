import { expect, test } from '@jest/globals';
import { checkWeightRows, type WeightRowInput } from '../../../analytics/performance/weight-rows.ts';

const known = new Set(['FR19', 'GZ13']);
const check = (...rows: Omit<WeightRowInput, 'row'>[]) =>
  checkWeightRows(
    rows.map((row, i) => ({ row: i + 2, ...row })),
    known,
  );

test('好的行照收:千分位、空格与中文等级', () => {
  const { rows, findings } = check(
    { drg: ' FR19 ', rw: '1.2345', benchmarkCost: '12,345.60', benchmarkLos: 8, mortalityRisk: '低', cases: '30' },
    { drg: 'GZ13', mortalityRisk: 0 },
  );
  expect(findings).toEqual([]);
  expect(rows).toEqual([
    { drg: 'FR19', rw: '1.2345', benchmarkCost: '12345.60', benchmarkLos: '8', mortalityRisk: 1, cases: 30 },
    { drg: 'GZ13', rw: null, benchmarkCost: null, benchmarkLos: null, mortalityRisk: 0, cases: null },
  ]);
});

test('方案中没有的病组只是提示', () => {
  const { rows, findings } = check({ drg: 'XX11', rw: 1 });
  expect(findings).toMatchObject([
    { row: 2, severity: 'W', code: 'drg-unknown', message: '分组方案中没有病组 XX11,该行不会被用到' },
  ]);
  expect(rows).toHaveLength(1);
});

test.each([
  [{ drg: 'FR19', rw: 0 }, 'RW 须是大于 0 的数,现为「0」'],
  [{ drg: 'FR19', rw: '-1' }, 'RW 须是大于 0 的数'],
  [{ drg: 'FR19', rw: '1.2.3' }, 'RW 须是大于 0 的数'],
  [{ drg: 'FR19', rw: '0.0000001' }, 'RW 须是大于 0 的数'],
  [{ drg: 'FR19', rw: 'NaN' }, 'RW 须是大于 0 的数'],
  [{ drg: 'FR19', rw: 1, benchmarkCost: '免费' }, '标杆费用 须是大于 0 的数'],
  [{ drg: 'FR19', rw: 1, mortalityRisk: 5 }, '死亡风险等级须是 0–4'],
  [{ drg: 'FR19', rw: 1, cases: '1.5' }, '例数须是不小于 0 的整数'],
  [{ drg: '  ', rw: 1 }, '没有病组编码'],
  [{ drg: 'FR19' }, '没有 RW、标杆或死亡风险等级'],
])('错误的行 %j', (row, message) => {
  const { rows, findings } = check(row);
  expect(rows).toEqual([]);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ row: 2, severity: 'E', message: expect.stringContaining(message) });
});

test('重复的病组指出先出现的行;空表是错误', () => {
  const { rows, findings } = check({ drg: 'FR19', rw: 1 }, { drg: 'FR19', rw: 2 });
  expect(rows).toHaveLength(1);
  expect(findings).toMatchObject([{ row: 3, severity: 'E', message: '病组 FR19 与第 2 行重复' }]);
  expect(check().findings).toMatchObject([{ code: 'weight-table-empty', severity: 'E' }]);
});

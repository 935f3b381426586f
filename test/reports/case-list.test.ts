import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { monthPeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type CaseRow, casesForReport } from '../../sql/read-models/case-list.read-model.ts';
import { batchesInPeriod, qualityFindings } from '../../sql/read-models/data-quality.read-model.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { openTestDatabase } from '../support/database.ts';
import { HOSPITAL, sampleHospital } from './sample-hospital.ts';

const QUERY = { hospitalId: HOSPITAL, period: monthPeriod('2025-06') };
let db: Db;

beforeAll(async () => {
  db = await openTestDatabase();
  await sampleHospital(db, { month: '2025-06', cases: 500, history: 2 });
  await figures(db, { ...QUERY, by: 'hospital' });
});
afterAll(() => db.destroy());

async function pagesOf(query: Parameters<typeof casesForReport>[1], size?: number) {
  const pages: CaseRow[][] = [];
  for await (const page of casesForReport(db, query, size)) pages.push(page);
  return pages;
}

test('分页取齐,不重不漏,按科室与病例号排列', async () => {
  const pages = await pagesOf(QUERY, 120);
  expect(pages.map((page) => page.length)).toEqual([120, 120, 120, 120, 20]);
  const rows = pages.flat();
  expect(new Set(rows.map((row) => row.caseId)).size).toBe(500);
  const order = rows.map((row) => `${row.departmentCode}\u0000${row.caseId.padStart(12, '0')}`);
  expect(order).toEqual([...order].sort());
});

test('带病组名称、当月权重与拒绝原因;金额是元', async () => {
  const rows = (await pagesOf(QUERY)).flat();
  const grouped = rows.find((row) => row.status === 'grouped' && !row.hasError)!;
  expect(grouped.drgName).toMatch(/[一-龥]/);
  expect(grouped.rw).toBeGreaterThan(0);
  expect(grouped.benchmarkCost).toBeGreaterThan(0);
  expect(rows.filter((row) => row.hasError).every((row) => row.errorRules === 'Q21')).toBe(true);
  expect(rows.filter((row) => row.status !== 'grouped').every((row) => row.rw === null)).toBe(true);
  const stored = await db
    .selectFrom('discharge_case')
    .where('case_id', '=', grouped.caseId)
    .select('total_fee')
    .executeTakeFirstOrThrow();
  expect(grouped.totalFee).toBe(Number(stored.total_fee));
});

test('只取一个科室', async () => {
  const rows = (await pagesOf({ ...QUERY, department: '0304' })).flat();
  expect(rows.length).toBeGreaterThan(0);
  expect(new Set(rows.map((row) => row.departmentCode))).toEqual(new Set(['0304']));
});

test('没有病例时一页也没有', async () => {
  expect(await pagesOf({ ...QUERY, period: monthPeriod('2019-01') })).toEqual([]);
});

test('质控规则按病例计数', async () => {
  const rows = (await pagesOf(QUERY)).flat();
  const found = await qualityFindings(db, QUERY);
  expect(found.map((f) => `${f.severity} ${f.rule}`)).toEqual(['E Q21', 'W Q30']);
  expect(found[0]!.cases).toBe(rows.filter((row) => row.hasError).length);
  expect(await batchesInPeriod(db, QUERY)).toEqual(['1']);
});

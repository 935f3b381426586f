import { sql } from 'kysely';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { STORED_FACTS } from '../stores/stored-cases.ts';
import { runOfCase } from './run-of-case.ts';

export interface UngroupedQuery {
  readonly hospitalId: string;
  readonly period: Period;
  readonly department?: string | undefined;
}

const PAGE = 1_000;

/** 期间内计入指标而没有入组(含歧义)的现行病例,按科室、病例号,一页一页给出。 */
export async function* ungroupedCases(db: Db, query: UngroupedQuery, pageSize = PAGE) {
  for (let after: { department: string; caseId: string } | null = null; ; ) {
    const rows: UngroupedCaseRow[] = await page(db, query, after, pageSize).execute();
    if (rows.length === 0) return;
    yield rows;
    const last: UngroupedCaseRow = rows.at(-1)!;
    after = { department: last.department, caseId: last.case_id };
  }
}

export type UngroupedCaseRow = Awaited<ReturnType<ReturnType<typeof page>['execute']>>[number];

const department = sql<string>`coalesce(c.department_code, '')`;

function page(db: Db, query: UngroupedQuery, after: { department: string; caseId: string } | null, pageSize: number) {
  return db
    .selectFrom('discharge_case as c')
    .innerJoin('grouping_run as r', runOfCase)
    .innerJoin('case_group as g', (on) => on.onRef('g.run_id', '=', 'r.run_id').onRef('g.case_id', '=', 'c.case_id'))
    .where('c.is_current', '=', true)
    .where('c.has_error', '=', false)
    .where('c.hospital_id', '=', query.hospitalId)
    .where('c.discharged_on', '>=', query.period.from)
    .where('c.discharged_on', '<', query.period.before)
    .where('g.status', '<>', 'grouped')
    .$if(query.department !== undefined, (q) => q.where(department, '=', query.department!))
    .$if(after !== null, (q) =>
      q.where(
        sql<boolean>`(coalesce(c.department_code, '') collate "C", c.case_id) > (${after!.department}, ${after!.caseId}::bigint)`,
      ),
    )
    .orderBy(sql`coalesce(c.department_code, '') collate "C"`)
    .orderBy('c.case_id')
    .limit(pageSize)
    .select(STORED_FACTS.map((column) => `c.${column}` as const))
    .select([
      department.as('department'),
      'c.record_no',
      'c.physician_code',
      'c.principal_diagnosis',
      'c.principal_diagnosis_name',
      'c.main_procedure',
      'c.main_procedure_name',
      'c.total_fee',
      'g.status',
    ]);
}

import { sql } from 'kysely';
import type { CodeKind } from '../../analytics/codes/code-repair.ts';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';

export interface CodeUsage {
  readonly code: string;
  /** 用到它的病例数(一例里重复填写只计一次)。 */
  readonly cases: number;
  /** 其中作主要诊断(或主要手术操作)的。 */
  readonly asMain: number;
  /** 用到它的病例的总费用,元,两位小数的文字。 */
  readonly totalFee: string;
}

interface UsageQuery {
  readonly hospitalId: string;
  readonly period: Period;
  readonly kind: CodeKind;
}

const COLUMN = { diagnosis: 'diagnosis_codes', procedure: 'procedure_codes' } as const;

/** 期间内现行病例用到的编码(病例 × 编码各一行)。 */
const caseCodes = ({ hospitalId, period, kind }: UsageQuery) => sql`
  select c.case_id, c.total_fee, x.code, min(x.place) as place
  from discharge_case c
  cross join lateral unnest(string_to_array(c.${sql.ref(COLUMN[kind])}, '|')) with ordinality as x(code, place)
  where c.is_current and c.hospital_id = ${hospitalId}
    and c.discharged_on >= ${period.from}::date and c.discharged_on < ${period.before}::date
    and x.code <> ''
  group by c.case_id, c.total_fee, x.code`;

/** 期间内用到的全部不同编码,用得多的在前。 */
export async function codeUsage(db: Db, query: UsageQuery): Promise<CodeUsage[]> {
  const { rows } = await sql<CodeUsage>`
    select code, count(*)::integer as cases, (count(*) filter (where place = 1))::integer as "asMain",
      coalesce(sum(total_fee), 0)::numeric(18,2)::text as "totalFee"
    from (${caseCodes(query)}) u
    group by code
    order by count(*) desc, code collate "C"`.execute(db);
  return rows;
}

export interface ClassUsage {
  readonly outcome: string;
  readonly codes: number;
  /** 有这一类编码的病例数与费用(一例有几个只计一次;一例可以属于几类)。 */
  readonly cases: number;
  readonly mainCases: number;
  readonly totalFee: string;
}

/** 各编码已归好类,求每一类涉及的病例与费用。 */
export async function usageByOutcome(
  db: Db,
  query: UsageQuery,
  outcomes: readonly { code: string; outcome: string }[],
): Promise<ClassUsage[]> {
  const { rows } = await sql<ClassUsage>`
    with class as (
      select code, outcome from jsonb_to_recordset(${JSON.stringify(outcomes)}::text::jsonb) as r(code text, outcome text)
    ), cases as (
      select k.outcome, u.case_id, u.total_fee, min(u.place) as place
      from (${caseCodes(query)}) u join class k on k.code = u.code
      group by k.outcome, u.case_id, u.total_fee
    )
    select c.outcome, (select count(*) from class k where k.outcome = c.outcome)::integer as codes,
      count(*)::integer as cases, (count(*) filter (where place = 1))::integer as "mainCases",
      coalesce(sum(total_fee), 0)::numeric(18,2)::text as "totalFee"
    from cases c group by c.outcome`.execute(db);
  return rows;
}

import { sql } from 'kysely';
import type { Db } from '../database.ts';
import type { CasesQuery } from './case-list.read-model.ts';

/** 一条质控规则在期间内的触发情况。 */
export interface QualityFinding {
  rule: string;
  severity: 'E' | 'W';
  message: string;
  fix: string;
  cases: number;
  totalFee: number;
}

/** 期间内现行病例触发的规则:涉及病例数(同一病例同一规则只计一次)与费用。 */
export async function qualityFindings(db: Db, query: CasesQuery): Promise<QualityFinding[]> {
  const rows = await qualityFindingsQuery(db, query).execute();
  return rows.map((r) => ({ ...r, cases: Number(r.cases), totalFee: Number(r.totalFee ?? 0) }));
}

export function qualityFindingsQuery(db: Db, { hospitalId, period, department }: CasesQuery) {
  const once = db
    .selectFrom('discharge_case as c')
    .innerJoin('batch_finding as f', (on) =>
      on.onRef('f.batch_id', '=', 'c.batch_id').onRef('f.row_no', '=', 'c.row_no'),
    )
    .where('c.is_current', '=', true)
    .where('c.hospital_id', '=', hospitalId)
    .where('c.discharged_on', '>=', period.from)
    .where('c.discharged_on', '<', period.before)
    .$if(department !== undefined, (q) => q.where(sql`coalesce(c.department_code, '')`, '=', department))
    .groupBy(['f.rule', 'f.severity', 'c.case_id', 'c.total_fee'])
    .select([
      'f.rule',
      'f.severity',
      'c.total_fee',
      sql<string>`min(f.message)`.as('message'),
      sql<string>`min(f.fix)`.as('fix'),
    ]);
  return db
    .selectFrom(once.as('o'))
    .groupBy(['o.rule', 'o.severity'])
    .orderBy('o.severity')
    .orderBy('o.rule')
    .select((e) => [
      'o.rule',
      'o.severity',
      e.fn.min<string>('o.message').as('message'),
      e.fn.min<string>('o.fix').as('fix'),
      e.fn.countAll<string>().as('cases'),
      e.fn.sum<string | null>('o.total_fee').as('totalFee'),
    ]);
}

/** 期间内病例所来自的批次号,由小到大。 */
export async function batchesInPeriod(db: Db, { hospitalId, period, department }: CasesQuery): Promise<string[]> {
  const rows = await db
    .selectFrom('discharge_case as c')
    .where('c.is_current', '=', true)
    .where('c.hospital_id', '=', hospitalId)
    .where('c.discharged_on', '>=', period.from)
    .where('c.discharged_on', '<', period.before)
    .$if(department !== undefined, (q) => q.where(sql`coalesce(c.department_code, '')`, '=', department))
    .select('c.batch_id')
    .distinct()
    .orderBy('c.batch_id')
    .execute();
  return rows.map((r) => String(r.batch_id));
}

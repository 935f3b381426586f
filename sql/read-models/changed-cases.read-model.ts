import { sql } from 'kysely';
import type { ChangedCase } from '../../analytics/grouping/change-impact.ts';
import type { Db } from '../database.ts';
import type { ShadowRun } from '../stores/shadow-run.store.ts';

const PAGE = 5_000;

interface Row {
  groups: string;
  codes: string;
  fee: string | null;
}

/** 试算里换了病组的病例,一页一页交给 `take`;用游标,内存与例数无关。 */
export function eachChangedCase(db: Db, run: ShadowRun, take: (changed: ChangedCase) => void): Promise<void> {
  return db.transaction().execute(async (trx) => {
    await sql`declare changed_case no scroll cursor for
      select concat_ws('|', nullif(s.mdc, ''), l.adrg, nullif(s.drg, ''), x.mdc, x.adrg, case when x.status = 'grouped' then x.drg end) as groups,
        concat_ws('|', c.diagnosis_codes, c.procedure_codes) as codes, c.total_fee as fee
      from case_measure s
      join case_group l on l.run_id = s.run_id and l.case_id = s.case_id
      join case_group x on x.run_id = ${run.runId} and x.case_id = s.case_id
      join discharge_case c on c.case_id = s.case_id
      where s.hospital_id = ${run.hospitalId} and s.discharged_on >= ${run.from}::date
        and s.discharged_on < ${run.before}::date and s.discharges = 1
        and s.drg <> case when x.status = 'grouped' then x.drg else '' end`.execute(trx);
    for (;;) {
      const { rows } = await sql<Row>`fetch forward ${sql.lit(PAGE)} from changed_case`.execute(trx);
      if (rows.length === 0) break;
      for (const { groups, codes, fee } of rows) {
        take({ groups: split(groups), codes: split(codes), feeInCents: Math.round(Number(fee ?? 0) * 100) });
      }
    }
    await sql`close changed_case`.execute(trx);
  });
}

const split = (joined: string) => (joined === '' ? [] : joined.split('|'));

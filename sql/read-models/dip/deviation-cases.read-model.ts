import { sql } from 'kysely';
import type { Deviation } from '../../../analytics/dip/case-pricing.ts';
import type { InsuranceKind } from '../../../analytics/dip/insurance-kind.ts';
import type { Db } from '../../database.ts';
import { dipCases } from './dip-cases.ts';
import { entryMean } from './dip-units.read-model.ts';
import type { SettlementBasis } from './settlement.read-model.ts';

/** 费用极低、极高的一例;数只供写入单元格。 */
export interface DeviationCase {
  readonly caseId: string;
  readonly recordNo: string;
  readonly departmentCode: string;
  readonly physicianCode: string | null;
  readonly insurance: InsuranceKind;
  readonly entry: string;
  readonly entryName: string | null;
  readonly totalFee: number;
  readonly meanCost: number | null;
  readonly deviation: Deviation;
  readonly score: number;
  readonly deviationFactor: number;
  readonly auxiliaryFactor: number;
  readonly coefficient: number;
}

const PAGE = 5000;

/** 进了结算的偏差病例,按病例号,一页一页。 */
export async function* deviationCases(
  db: Db,
  { scope, terms }: Pick<SettlementBasis, 'scope' | 'terms'>,
): AsyncGenerator<readonly DeviationCase[]> {
  for (let after = '-1'; ; ) {
    const { rows } = await sql<Record<string, string | null>>`
      with ${dipCases(scope, terms)}
      select c.case_id, c.record_no, c.department_code, c.physician_code, c.insurance, c.entry, e.name as entry_name,
        c.total_fee, ${entryMean} as mean_cost, c.deviation, c.score, c.deviation_factor, c.auxiliary_factor, c.coefficient
      from dip_case c
      join dip_run n on n.run_id = c.run_id
      left join dip_entry e on e.region_key = c.region_key and e.entry = c.entry
      where c.settled and c.deviation in ('low', 'high', 'extreme') and c.case_id > ${after}::bigint
      order by c.case_id limit ${PAGE}`.execute(db);
    if (rows.length === 0) return;
    yield rows.map(toCase);
    after = rows.at(-1)!.case_id!;
  }
}

const toCase = (row: Record<string, string | null>): DeviationCase => ({
  caseId: row.case_id!,
  recordNo: row.record_no!,
  departmentCode: row.department_code!,
  physicianCode: row.physician_code!,
  insurance: row.insurance as InsuranceKind,
  entry: row.entry!,
  entryName: row.entry_name!,
  totalFee: Number(row.total_fee),
  meanCost: row.mean_cost === null ? null : Number(row.mean_cost),
  deviation: row.deviation as Deviation,
  score: Number(row.score),
  deviationFactor: Number(row.deviation_factor),
  auxiliaryFactor: Number(row.auxiliary_factor),
  coefficient: Number(row.coefficient),
});

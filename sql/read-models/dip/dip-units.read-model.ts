import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import type { InsuranceKind } from '../../../analytics/dip/insurance-kind.ts';
import { type ByScenario, type MonthSums, SCENARIOS } from '../../../analytics/dip/settlement-chain.ts';
import { type Fen, parseYuan } from '../../../analytics/money.ts';
import type { Db } from '../../database.ts';
import { dipCases } from './dip-cases.ts';
import type { SettlementBasis } from './settlement.read-model.ts';

export type DipUnitBy = 'department' | 'entry';

/** 一个科室或病种、一个险种里进了结算的病例。 */
export interface DipUnitPart {
  readonly code: string;
  readonly insurance: InsuranceKind;
  readonly cases: number;
  /** 该科室的病种数(各险种合计),不可相加。 */
  readonly entries: number;
  /** 费用极低、费用极高(含极端异常)的例数。 */
  readonly lowCases: number;
  readonly highCases: number;
  /** 病种分值之和(未乘系数)。 */
  readonly score: Decimal;
  /** 各例同级均费之和与有均费的例数、费用,供费用比。 */
  readonly meanCost: Fen;
  readonly comparedCost: Fen;
  readonly sums: MonthSums;
}

interface Row {
  code: string;
  insurance: InsuranceKind;
  cases: string;
  entries: string;
  low_cases: string;
  high_cases: string;
  score: string;
  mean_cost: string;
  compared_cost: string;
  points_low: string;
  points_base: string;
  points_high: string;
  standard_low: string | null;
  standard_base: string | null;
  standard_high: string | null;
  slope: string;
  cost: string;
  burden: string;
}

const UNIT_COLUMN: Readonly<Record<DipUnitBy, string>> = { department: 'department_code', entry: 'entry' };

/** 本院级别的上年均费:目录按级别给的,没有就用不分级别的。没有或为 0 是空。 */
export const entryMean = sql`nullif(coalesce(case n.hospital_level when 1 then e.mean_cost_1 when 2 then e.mean_cost_2
  when 3 then e.mean_cost_3 end, e.mean_cost), 0)`;

/** 各科室(或病种)× 险种的合计;各行之和就是全院。 */
export async function dipUnitParts(
  db: Db,
  { scope, terms }: Pick<SettlementBasis, 'scope' | 'terms'>,
  by: DipUnitBy,
): Promise<DipUnitPart[]> {
  const unit = sql.ref(UNIT_COLUMN[by]);
  const { rows } = await sql<Row>`
    with ${dipCases(scope, terms)},
    priced as (
      select c.*, round(${entryMean}, 2) as mean_cost from dip_case c
      join dip_run n on n.run_id = c.run_id
      left join dip_entry e on e.region_key = c.region_key and e.entry = c.entry
      where c.settled
    ),
    entry_count as (select ${unit} as code, count(distinct entry) as entries from priced group by 1)
    select k.code, insurance, count(*) as cases,
      max(k.entries) as entries,
      count(*) filter (where deviation = 'low') as low_cases,
      count(*) filter (where deviation in ('high', 'extreme')) as high_cases,
      sum(score) as score, coalesce(sum(mean_cost), 0) as mean_cost,
      coalesce(sum(total_fee) filter (where mean_cost is not null), 0) as compared_cost,
      ${sql.join(SCENARIOS.flatMap((s) => [sql.raw(`sum(points_${s}) as points_${s}`), sql.raw(`sum(standard_${s}) as standard_${s}`)]))},
      sum(points_per_coefficient) as slope, sum(total_fee) as cost, sum(self_paid) as burden
    from priced join entry_count k on k.code = ${unit} group by k.code, insurance order by k.code, insurance`.execute(
    db,
  );
  return rows.map(partOf);
}

const yuan = (text: string): Fen => parseYuan(text)!;

function partOf(row: Row): DipUnitPart {
  const by = <T>(read: (scenario: (typeof SCENARIOS)[number]) => T) =>
    Object.fromEntries(SCENARIOS.map((s) => [s, read(s)])) as ByScenario<T>;
  return {
    code: row.code,
    insurance: row.insurance,
    cases: Number(row.cases),
    entries: Number(row.entries),
    lowCases: Number(row.low_cases),
    highCases: Number(row.high_cases),
    score: new Decimal(row.score),
    meanCost: yuan(row.mean_cost),
    comparedCost: yuan(row.compared_cost),
    sums: {
      month: '',
      points: by((s) => new Decimal(row[`points_${s}`])),
      standard: by((s) => yuan(row[`standard_${s}`] ?? '0')),
      slope: new Decimal(row.slope),
      cost: yuan(row.cost),
      burden: yuan(row.burden),
    },
  };
}

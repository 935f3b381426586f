import { Decimal } from 'decimal.js';
import { sql } from 'kysely';
import type { InsuranceKind } from '../../../analytics/dip/insurance-kind.ts';
import { type ByScenario, type MonthSums, SCENARIOS } from '../../../analytics/dip/settlement-chain.ts';
import { type Fen, parseYuan } from '../../../analytics/money.ts';
import type { Db } from '../../database.ts';
import { type DipScope, dipCases, type TermsByInsurance } from './dip-cases.ts';

/** 某险种(null:不由 DIP 结算)某月的病例:怎样入的组,有多少进了结算。 */
export interface CaseCounts {
  readonly cases: number;
  readonly matched: number;
  readonly core: number;
  readonly comprehensive: number;
  readonly grassroots: number;
  readonly tcm: number;
  readonly ungrouped: number;
  /** 没有诊断、编码不合或没有费用,不能匹配。 */
  readonly unmatched: number;
  /** 还没有运行结果(运行之后才导入的,或那些日子没有施行的目录)。 */
  readonly pending: number;
  /** 有分值而没有个人负担,暂不进结算。 */
  readonly withoutBurden: number;
  readonly settled: number;
}

export const COUNTS = [
  'cases',
  'matched',
  'core',
  'comprehensive',
  'grassroots',
  'tcm',
  'ungrouped',
  'unmatched',
  'pending',
  'withoutBurden',
  'settled',
] as const satisfies readonly (keyof CaseCounts)[];

export interface SettlementSums {
  /** YYYY-MM。 */
  readonly month: string;
  readonly insurance: InsuranceKind | null;
  readonly counts: CaseCounts;
  /** 进了结算的病例之和。 */
  readonly sums: MonthSums;
  /** 结算分值的来历:病种分值、辅助目录与费用偏差各调整了多少;余下的是系数与舍入。 */
  readonly makeup: { readonly score: Decimal; readonly auxiliary: Decimal; readonly deviation: Decimal };
}

interface Row extends Record<keyof CaseCounts, string> {
  month: string;
  insurance: InsuranceKind | null;
  points_low: string;
  points_base: string;
  points_high: string;
  standard_low: string;
  standard_base: string;
  standard_high: string;
  slope: string;
  cost: string;
  burden: string;
  score: string;
  auxiliary: string;
  deviation: string;
}

/** 按月、险种的合计;金额与分值都是逐例算好的和。 */
export async function settlementSums(db: Db, scope: DipScope, terms: TermsByInsurance): Promise<SettlementSums[]> {
  const total = (expression: string) => sql.raw(`coalesce(sum(${expression}) filter (where settled), 0)`);
  const ofType = (type: string) => sql.raw(`count(*) filter (where type = '${type}') as ${type}`);
  const { rows } = await sql<Row>`
    with ${dipCases(scope, terms)}
    select month::text, insurance, count(*) as cases, count(points_base) as matched,
      ${sql.join(['core', 'comprehensive', 'grassroots', 'tcm'].map(ofType))},
      count(*) filter (where status = 'ungrouped') as ungrouped,
      count(*) filter (where status = 'unmatched') as unmatched,
      count(*) filter (where status is null) as pending,
      count(*) filter (where insurance is not null and points_base is not null and self_paid is null) as "withoutBurden",
      count(*) filter (where settled) as settled,
      ${sql.join(SCENARIOS.map((s) => sql`${total(`points_${s}`)} as ${sql.ref(`points_${s}`)}`))},
      ${sql.join(SCENARIOS.map((s) => sql`${total(`standard_${s}`)} as ${sql.ref(`standard_${s}`)}`))},
      ${total('points_per_coefficient')} as slope, ${total('total_fee')} as cost, ${total('self_paid')} as burden,
      ${total('score')} as score, ${total('score * (auxiliary_factor - 1)')} as auxiliary,
      ${total('score * auxiliary_factor * (deviation_factor - 1)')} as deviation
    from dip_case group by month, insurance order by month, insurance`.execute(db);
  return rows.map((row) => ({
    month: row.month.slice(0, 7),
    insurance: row.insurance,
    counts: Object.fromEntries(COUNTS.map((name) => [name, Number(row[name])])) as unknown as CaseCounts,
    sums: monthSums(row),
    makeup: {
      score: new Decimal(row.score),
      auxiliary: new Decimal(row.auxiliary),
      deviation: new Decimal(row.deviation),
    },
  }));
}

const yuan = (text: string): Fen => parseYuan(text)!;

function monthSums(row: Row): MonthSums {
  const by = <T>(read: (scenario: 'low' | 'base' | 'high') => T) =>
    Object.fromEntries(SCENARIOS.map((s) => [s, read(s)])) as ByScenario<T>;
  return {
    month: row.month.slice(0, 7),
    points: by((s) => new Decimal(row[`points_${s}`])),
    standard: by((s) => yuan(row[`standard_${s}`])),
    slope: new Decimal(row.slope),
    cost: yuan(row.cost),
    burden: yuan(row.burden),
  };
}

/** 几个月或几个险种的例数之和。 */
export const addCounts = (all: readonly CaseCounts[]): CaseCounts =>
  Object.fromEntries(
    COUNTS.map((name) => [name, all.reduce((sum, counts) => sum + counts[name], 0)]),
  ) as unknown as CaseCounts;

import { sql } from 'kysely';
import type { DipCaseResult } from '../../analytics/dip/case-result.ts';
import { formatPoints } from '../../analytics/dip/exact-decimal.ts';
import { copyText } from '../bulk-load.ts';
import type { Db } from '../database.ts';
import { STORED_FACTS, UNIT } from './stored-cases.ts';

export const DIP_RESULT_COLUMNS = [
  'run_id',
  'case_id',
  'status',
  'cause',
  'entry',
  'type',
  'kind',
  'deviation',
  'score',
  'deviation_factor',
  'auxiliary_factor',
  'coefficient',
  'coefficient_rule',
  'points',
  'points_per_coefficient',
  'auxiliary',
  'decided_by',
  'cost_decided',
] as const;

/** 偏差系数的小数位:连乘回去的误差小于分值的末位。 */
const FACTOR_PLACES = 12;
const NONE = Array.from({ length: 13 }, () => '\\N').join('\t');

/** 一个病例结果的 COPY 文本。 */
export function dipResultRow(runId: number, caseId: string, { status, cause, score }: DipCaseResult): string {
  const head = `${runId}\t${caseId}\t${status}\t${cause ?? '\\N'}`;
  if (score === null) return `${head}\t${NONE}\tf\n`;
  const { factors } = score;
  const cells = [
    copyText(score.entry),
    score.type,
    score.kind,
    score.deviation,
    factors.score,
    factors.deviation.toFixed(FACTOR_PLACES),
    factors.auxiliary,
    factors.coefficient,
    score.coefficientRule,
    formatPoints(score.points),
    score.pointsPerCoefficient.toFixed(6),
    score.auxiliary.length > 0 ? copyText(score.auxiliary.join('、')) : '\\N',
    score.decidedBy ?? '\\N',
  ];
  return `${head}\t${cells.join('\t')}\t${score.costDecided ? 't' : 'f'}\n`;
}

/** 匹配要看的各列:分组的事实(末项是出院日)之后是总费用。 */
export const SCORED_FACTS = [...STORED_FACTS, 'total_fee'] as const;

const PAGE = 5000;

export interface CasesToScore {
  readonly hospitalId: string;
  readonly from: string;
  readonly before: string;
}

/**
 * 要匹配的已存病例(现行版本,没有 E 级缺陷),每例一行文本,各项以 UNIT 相隔,次序同 {@link SCORED_FACTS}。
 * 须在事务里(用游标),内存与例数无关。
 */
export async function* casesToScore(trx: Db, wanted: CasesToScore): AsyncGenerator<readonly string[]> {
  const cells = SCORED_FACTS.flatMap((column, i) => [...(i === 0 ? [] : [sql.lit(UNIT)]), sql.ref(`c.${column}`)]);
  await sql`declare case_to_score no scroll cursor for
    select concat(${sql.join(cells)}) as line ${scorable(wanted)} order by c.discharged_on, c.case_id`.execute(trx);
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch forward ${sql.lit(PAGE)} from case_to_score`.execute(trx);
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
  }
  await sql`close case_to_score`.execute(trx);
}

export async function countCasesToScore(trx: Db, wanted: CasesToScore): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n ${scorable(wanted)}`.execute(trx);
  return Number(rows[0]!.n);
}

const scorable = ({ hospitalId, from, before }: CasesToScore) => sql`from discharge_case c
  where c.hospital_id = ${hospitalId} and c.is_current and not c.has_error
    and c.discharged_on >= ${from}::date and c.discharged_on < ${before}::date`;

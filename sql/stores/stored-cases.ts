import { sql } from 'kysely';
import type { Db } from '../database.ts';
import { FIRST_DAY, LAST_DAY } from './grouping-run.store.ts';

/** 一页病例:每例一行文本,各项以 {@link UNIT} 相隔,次序同 {@link STORED_FACTS}。 */
export type CaseLines = readonly string[];

/** 分组要看的各列。 */
export const STORED_FACTS = [
  'case_id',
  'sex',
  'age_years',
  'age_days',
  'birth_weight',
  'admission_weight',
  'los',
  'discharge_mode',
  'department_code',
  'ventilator_hours',
  'icu_hours',
  'diagnosis_codes',
  'procedure_codes',
  'discharged_on',
] as const;
export const UNIT = '\u001f';

const PAGE = 10_000;
/** 没有出院日的病例归最近施行的方案。 */
const DAY_OF_CASE = sql`coalesce(c.discharged_on, '9999-12-31'::date)`;

export interface CasesToGroup {
  readonly hospitalId: string;
  /** 在这个运行里还没有结果的病例。 */
  readonly runId: number;
  readonly from: string;
  readonly before: string;
  /** 只要现行版本、有出院日的(影子运行)。 */
  readonly currentOnly?: boolean;
}

/**
 * 要分组的已存病例,逐页给出;写这一页的结果时已在取下一页。须在事务里(用游标),内存与例数无关。
 * 每例一行文本:十三个字段逐个过驱动与线程,要慢几倍。
 */
export async function* casesToGroup(trx: Db, wanted: CasesToGroup): AsyncGenerator<CaseLines> {
  await sql`select set_config('cursor_tuple_fraction', '1', true)`.execute(trx);
  await sql`declare case_to_group no scroll cursor for ${selection(wanted)}`.execute(trx);
  const fetch = () => {
    const page = sql<{ line: string }>`fetch forward ${sql.lit(PAGE)} from case_to_group`.execute(trx);
    // 提前取的一页若失败,错误留给轮到它时抛出。
    page.catch(() => undefined);
    return page;
  };
  for (let next = fetch(); ; ) {
    const { rows } = await next;
    if (rows.length === 0) break;
    next = fetch();
    yield rows.map((row) => row.line);
  }
  await sql`close case_to_group`.execute(trx);
}

/** 要分组的例数。 */
export async function countCasesToGroup(trx: Db, wanted: CasesToGroup): Promise<number> {
  const { rows } = await sql<{ n: string }>`select count(*) as n ${matching(wanted)}`.execute(trx);
  return Number(rows[0]!.n);
}

function selection(wanted: CasesToGroup) {
  const cells = STORED_FACTS.flatMap((column, i) => [...(i === 0 ? [] : [sql.lit(UNIT)]), sql.ref(`c.${column}`)]);
  // concat 把空值写作空文本。
  return sql`select concat(${sql.join(cells)}) as line ${matching(wanted)}`;
}

function matching({ hospitalId, runId, from, before, currentOnly }: CasesToGroup) {
  const day = currentOnly ? sql`c.discharged_on` : DAY_OF_CASE;
  return sql`from discharge_case c
    where c.hospital_id = ${hospitalId}
      ${currentOnly ? sql`and c.is_current and c.discharged_on is not null` : sql``}
      ${from === FIRST_DAY ? sql`` : sql`and ${day} >= ${from}::date`}
      ${before === LAST_DAY ? sql`` : sql`and ${day} < ${before}::date`}
      and not exists (select from case_group g where g.run_id = ${runId} and g.case_id = c.case_id)`;
}

import { monthPeriod } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { type CurrentRun, runsWithin } from './current-run.ts';

/** 期间内的权重与标杆从哪里来。 */
export interface WeightsNote {
  /** none:各月都没有权重;mixed:各月来源不同,或有的月份没有。 */
  readonly origin: 'loaded' | 'own_history' | 'mixed' | 'none';
  /** 印在报表上的一句话。 */
  readonly note: string;
  readonly tables: readonly WeightTableUse[];
  /** 没有权重的月份。 */
  readonly monthsWithout: readonly string[];
}

export interface WeightTableUse {
  readonly weightTableId: number;
  readonly name: string;
  readonly source: string;
  readonly origin: 'loaded' | 'own_history';
  readonly months: readonly string[];
}

const OWN_HISTORY = '权重与标杆由本院此前月份测算';

/** 说明某些月份用了哪些权重表;`months` 是期间内有数据的月份。 */
export async function weightsNote(
  db: Db,
  hospitalId: string,
  runs: readonly Pick<CurrentRun, 'schemeKey' | 'from' | 'before'>[],
  months: readonly string[],
): Promise<WeightsNote> {
  const rows = await db
    .selectFrom('month_weight as m')
    .innerJoin('weight_table as t', 't.weight_table_id', 'm.weight_table_id')
    .where('m.hospital_id', '=', hospitalId)
    .where('m.scheme_key', 'in', [...runs.map((run) => run.schemeKey), ''])
    .select(['m.scheme_key', 'm.month', 't.weight_table_id', 't.name', 't.source', 't.origin'])
    .orderBy('m.month')
    .execute();
  const tables = new Map<number, WeightTableUse & { months: string[] }>();
  for (const { month, scheme_key, weight_table_id: weightTableId, ...table } of rows) {
    const run = runs.find(({ schemeKey }) => schemeKey === scheme_key);
    if (!months.includes(month.slice(0, 7)) || !run) continue;
    // 方案不在这个月施行的,留着的旧行不算。
    if (runsWithin([run], monthPeriod(month.slice(0, 7))).length === 0) continue;
    const use = tables.get(weightTableId) ?? { weightTableId, ...table, months: [] };
    use.months.push(month.slice(0, 7));
    tables.set(weightTableId, use);
  }
  const uses = [...tables.values()];
  const covered = new Set(uses.flatMap((use) => use.months));
  const monthsWithout = months.filter((month) => !covered.has(month));
  return { ...describe(uses, monthsWithout), tables: uses, monthsWithout };
}

function describe(uses: readonly WeightTableUse[], monthsWithout: readonly string[]) {
  const loaded = [...new Set(uses.filter((use) => use.origin === 'loaded').map((use) => `${use.name}(${use.source})`))];
  const ownMonths = uses.filter((use) => use.origin === 'own_history').flatMap((use) => use.months);
  if (uses.length === 0)
    return { origin: 'none' as const, note: '没有权重表,也没有更早月份的数据可供测算;与权重有关的指标不给出' };
  const parts = [
    ...(loaded.length > 0 ? [`权重与标杆取自${loaded.join('、')}`] : []),
    ...(ownMonths.length > 0 ? [loaded.length > 0 ? `${ownMonths.join('、')} 的${OWN_HISTORY}` : OWN_HISTORY] : []),
    ...(monthsWithout.length > 0 ? [`${monthsWithout.join('、')} 没有权重,不参加与权重有关的指标`] : []),
  ];
  const single = monthsWithout.length === 0 && new Set(uses.map((use) => use.origin)).size === 1;
  return { origin: single ? uses[0]!.origin : ('mixed' as const), note: parts.join(';') };
}

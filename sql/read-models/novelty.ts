import { type RawBuilder, sql } from 'kysely';
import { NOVELTY_MONTHS, type NoveltyMeasure } from '../../analytics/performance/measures.ts';
import { addMonths, type Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { successionRows } from './succession.ts';
import { type Grain, isGrain, SLOTS } from './unit-levels.ts';
import { conditions, keysOf, levelOf, sourceOf, type UnitQuery } from './unit-source.ts';

export type Novelty = Record<NoveltyMeasure, number>;

interface NoveltyRow {
  readonly code: string;
  readonly parent: string;
  readonly slot: string;
  readonly new_drgs: string;
  readonly earlier: string;
}

/** 一个单位(与一段时间)的键,与 {@link unitSums} 的行对应。 */
export const noveltyKey = ({ code, parent, slot }: { code: string; parent: string; slot: string }) =>
  [code, parent, slot].join('\u001f');

/**
 * 各单位新增的 DRG 组数:本段收治、该单位此前 12 个月没有收治过的;以及全院此前 12 个月的入组病例数。
 * 按时间分段的,各段与自己之前的 12 个月比。没有入组病例的单位不在其中。
 */
export async function noveltyOf(db: Db, query: UnitQuery): Promise<Map<string, Novelty>> {
  const { hospitalId, period } = query;
  const rolled = sourceOf(query) === 'unit_month';
  const day = sql.raw(rolled || sourceOf(query) === 'group_month' ? 's.month' : 's.discharged_on');
  const { code, parent, slot, start } = placeOf(query, day);
  const past: Period = { ...period, from: noveltyFrom(period.from) };
  const { rows } = await sql<NoveltyRow>`
    with seen as (
      select distinct ${code} as code, ${parent} as parent, ${day} as day, ${start} as start, ${slot} as slot, ${
        rolled ? sql`unnest(s.drgs)` : sql`s.drg`
      } as drg
      from ${sql.table(sourceOf(query))} s ${successionRows(query.succession)}
      where ${conditions({ ...query, period: past }, rolled || sourceOf(query) === 'group_month' ? 's.month' : 's.discharged_on')}
        ${rolled ? sql`and s.level = ${levelOf(query)}` : sql`and s.grouped > 0`}),
    marked as (select *, lag(day) over (partition by code, parent, drg order by day) as previous from seen),
    first as (
      select distinct on (code, parent, slot, drg) code, parent, slot, start, previous
      from marked where day >= ${period.from}::date order by code, parent, slot, drg, day)
    select code, parent, slot, ${earlierCases(hospitalId, rolled)}::text as earlier,
      count(*) filter (where previous is null or previous < start - ${interval})::text as new_drgs
    from first group by code, parent, slot, start`.execute(db);
  return new Map(
    rows.map((row) => [noveltyKey(row), { newDrgCount: Number(row.new_drgs), earlierCases: Number(row.earlier) }]),
  );
}

const interval = sql.raw(`interval '${NOVELTY_MONTHS} months'`);

/** 与此前比要从哪一天看起。 */
export const noveltyFrom = (day: string): string => `${addMonths(day.slice(0, 7), -NOVELTY_MONTHS)}-01`;

/** 单位的键、所在的一段与这段的首日。 */
function placeOf(query: UnitQuery, day: RawBuilder<unknown>) {
  const grain = isGrain(query.by) ? query.by : query.grain;
  const keys = keysOf({ ...query, by: isGrain(query.by) ? 'hospital' : query.by, grain: undefined });
  const start = grain ? startOf(grain, day) : sql`${query.period.from}::date`;
  return { code: keys.code, parent: keys.parent, slot: grain ? SLOTS[grain] : sql`''::text`, start };
}

/** 一天所在的一段的首日。 */
function startOf(grain: Grain, day: RawBuilder<unknown>): RawBuilder<unknown> {
  if (grain !== 'half') return sql`date_trunc(${sql.lit(grain)}, ${day}::timestamp)::date`;
  return sql`make_date(extract(year from ${day})::integer, case when extract(month from ${day}) <= 6 then 1 else 7 end, 1)`;
}

/** 全院在这段首日之前 12 个月的入组病例数。 */
const earlierCases = (hospitalId: string, rolled: boolean) => {
  const source = rolled ? sql`unit_month h where h.level = 'hospital'` : sql`case_measure h where true`;
  const day = sql.ref(rolled ? 'h.month' : 'h.discharged_on');
  return sql`(select coalesce(sum(h.grouped), 0) from ${source} and h.hospital_id = ${hospitalId}
      and ${day} >= first.start - ${interval} and ${day} < first.start)`;
};

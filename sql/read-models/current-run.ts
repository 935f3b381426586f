import type { Db } from '../database.ts';
import { FIRST_DAY, isBefore, LAST_DAY } from '../stores/grouping-run.store.ts';

export interface SchemeInfo {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  /** 只供参考的方案,结果不作结算依据。 */
  readonly forReference: boolean;
}

/** 一家医院的一个现行运行:出院日在 `from` 与 `before` 之间(半开)的病例归它。 */
export interface CurrentRun {
  readonly runId: number;
  readonly schemeKey: string;
  readonly engineVersion: string;
  readonly scheme: SchemeInfo;
  /** YYYY-MM-DD;`-infinity`、`infinity` 是不限。 */
  readonly from: string;
  readonly before: string;
}

/** 某医院的各现行运行与其方案,起始日早的在前;还没有分过组时为空。 */
export async function runsOfHospital(db: Db, hospitalId: string): Promise<CurrentRun[]> {
  const rows = await db
    .selectFrom('grouping_run as r')
    .innerJoin('scheme as s', 's.scheme_key', 'r.scheme_key')
    .where('r.hospital_id', '=', hospitalId)
    .where('r.is_current', '=', true)
    .select(['r.run_id', 'r.scheme_key', 'r.engine_version', 'r.live_from', 'r.live_before'])
    .select(['s.scheme_id', 's.version', 's.name', 's.for_reference'])
    .orderBy('r.live_from')
    .execute();
  return rows.map((row) => ({
    runId: row.run_id,
    schemeKey: row.scheme_key,
    engineVersion: row.engine_version,
    scheme: { id: row.scheme_id, version: row.version, name: row.name, forReference: row.for_reference },
    from: row.live_from,
    before: row.live_before,
  }));
}

/** 与一段日子(半开)相交的运行。 */
export const runsWithin = <Run extends { from: string; before: string }>(
  runs: readonly Run[],
  days: { from: string; before: string },
): Run[] => runs.filter((run) => isBefore(run.from, days.before) && isBefore(days.from, run.before));

/** 一个方案与归它的出院日;两头不限为 null。 */
export interface SchemeUse extends SchemeInfo {
  readonly from: string | null;
  readonly before: string | null;
}

export const usesOf = (runs: readonly CurrentRun[]): SchemeUse[] =>
  runs.map(({ scheme, from, before }) => ({
    ...scheme,
    from: from === FIRST_DAY ? null : from,
    before: before === LAST_DAY ? null : before,
  }));

/** 几个方案合起来的写法:一个就是它自己;几个则名称里写明各自的版本与日子,版本留空。 */
export function schemeOfRuns(runs: readonly CurrentRun[]): SchemeInfo | undefined {
  if (runs.length < 2) return runs[0]?.scheme;
  return {
    id: runs.map(({ scheme }) => scheme.id).join('、'),
    version: '',
    name: usesOf(runs)
      .map((use) => `${use.name} ${use.version}(${daysText(use)})`)
      .join('、'),
    forReference: runs.some(({ scheme }) => scheme.forReference),
  };
}

function daysText({ from, before }: SchemeUse): string {
  const until = before === null ? '' : `${before} 前`;
  return `${from === null ? '' : `${from} 起`}${from !== null && until ? '、' : ''}${until}出院`;
}

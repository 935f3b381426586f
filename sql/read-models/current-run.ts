import type { Db } from '../database.ts';

export interface SchemeInfo {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  /** 只供参考的方案,结果不作结算依据。 */
  readonly forReference: boolean;
}

export interface CurrentRun {
  readonly runId: number;
  readonly schemeKey: string;
  readonly engineVersion: string;
  readonly scheme: SchemeInfo;
}

/** 某医院的现行分组运行与其方案;还没有分过组时返回 undefined。 */
export async function currentRun(db: Db, hospitalId: string): Promise<CurrentRun | undefined> {
  const row = await db
    .selectFrom('grouping_run as r')
    .innerJoin('scheme as s', 's.scheme_key', 'r.scheme_key')
    .where('r.hospital_id', '=', hospitalId)
    .where('r.is_current', '=', true)
    .select(['r.run_id', 'r.scheme_key', 'r.engine_version', 's.scheme_id', 's.version', 's.name', 's.for_reference'])
    .executeTakeFirst();
  return (
    row && {
      runId: row.run_id,
      schemeKey: row.scheme_key,
      engineVersion: row.engine_version,
      scheme: { id: row.scheme_id, version: row.version, name: row.name, forReference: row.for_reference },
    }
  );
}

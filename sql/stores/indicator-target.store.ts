import type { Db } from '../database.ts';
import { type Entering, writeVersions } from './versioned-row.ts';

/** 一个指标某年的目标、参考值、综合指数界值与责任部门;没有写的为 null。 */
export interface TargetEntry {
  readonly indicator: string;
  readonly target: string | null;
  readonly reference: string | null;
  readonly referenceSource: string | null;
  readonly worst: string | null;
  readonly best: string | null;
  readonly responsible: string | null;
}

export function saveTargets(db: Db, entering: Entering, entries: readonly TargetEntry[]): Promise<number> {
  const rows = entries.map(({ indicator, referenceSource, ...entry }) => {
    return [indicator, { ...entry, reference_source: referenceSource }] as const;
  });
  return writeVersions(db, 'indicator_target', entering, new Map(rows));
}

/** 某年现行的目标,数为 number。 */
export interface Target {
  readonly target: number | null;
  readonly reference: number | null;
  readonly referenceSource: string | null;
  readonly worst: number | null;
  readonly best: number | null;
  readonly responsible: string | null;
}

const numberOr = (text: string | null) => (text === null ? null : Number(text));

export async function currentTargets(db: Db, hospitalId: string, year: number): Promise<Map<string, Target>> {
  const rows = await db
    .selectFrom('indicator_target')
    .selectAll()
    .where('hospital_id', '=', hospitalId)
    .where('year', '=', year)
    .where('is_current', '=', true)
    .execute();
  return new Map(
    rows.map((row) => [
      row.indicator,
      {
        target: numberOr(row.target),
        reference: numberOr(row.reference),
        referenceSource: row.reference_source,
        worst: numberOr(row.worst),
        best: numberOr(row.best),
        responsible: row.responsible,
      },
    ]),
  );
}

import { type Period, requirePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { openShadowRun, settleShadowRun, shadowGroupedFrom } from '../../sql/stores/shadow-run.store.ts';
import { countCasesToGroup } from '../../sql/stores/stored-cases.ts';
import type { JobProgress } from '../jobs/job-runner.ts';
import { groupStored } from './grouping-runs.ts';
import type { LiveSchemes } from './live-schemes.ts';

export interface ShadowOrder {
  readonly hospitalId: string;
  readonly schemeKey: string;
  readonly period: string;
  readonly by: string;
}

/**
 * 任务:把一个期间的现行病例按另一个方案(草案也可以)分组,存成影子运行。
 * 不动现行运行、汇总与权重,所以任何指标都不变;一个事务,中断则什么也不留。
 */
export function runShadow(
  db: Db,
  schemes: LiveSchemes,
  { hospitalId, schemeKey, period: label, by }: ShadowOrder,
  report: (progress: JobProgress) => void = () => {},
): Promise<{ runId: string; cases: number }> {
  const period: Period = requirePeriod(label);
  return db.transaction().execute(async (trx) => {
    const scheme = await schemes.open(trx, schemeKey);
    const { hash: schemeHash, engineVersion } = scheme;
    const run = { hospitalId, period, schemeKey, schemeHash, engineVersion, createdBy: by };
    const runId = await openShadowRun(trx, run);
    const inPeriod = { hospitalId, runId, from: period.from, before: period.before, currentOnly: true };
    const cases = await countCasesToGroup(trx, inPeriod);
    const wanted = { ...inPeriod, from: await shadowGroupedFrom(trx, run) };
    const total = await countCasesToGroup(trx, wanted);
    let done = 0;
    await groupStored(trx, scheme, wanted, (grouped) => {
      done += grouped;
      report({ done, total, unit: '例' });
    });
    await settleShadowRun(trx, runId, run, cases);
    return { runId: String(runId), cases };
  });
}

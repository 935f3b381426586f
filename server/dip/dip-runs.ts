import { formatMillionths } from '../../analytics/dip/exact-decimal.ts';
import { monthsTouched, type Period } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { countCasesToScore } from '../../sql/stores/dip-case.store.ts';
import { createDipRun, putMonthRuns, tallyDipRun } from '../../sql/stores/dip-run.store.ts';
import type { DipRunPurpose } from '../../sql/tables/dip-settlement.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { Problem } from '../http/problem.ts';
import type { JobProgress } from '../jobs/job-runner.ts';
import type { LiveRegions, OpenRegion } from './live-regions.ts';
import { StoredDipCases, scoreStored } from './score-stored.ts';

/** 匹配与计分引擎的版本:规则执行的方式变了就加一,旧结果留在旧的运行里。 */
export const DIP_ENGINE_VERSION = '1';

export interface DipRunRequest {
  readonly hospitalId: string;
  readonly period: Period;
  /** 写了是影子运行:整个期间用这个目录试算,不进结算;没有写则用各日施行的目录。 */
  readonly region?: string | undefined;
  readonly createdBy: string;
}

export interface DipRunDeps {
  readonly db: Db;
  readonly schemes: LiveSchemes;
  readonly regions: LiveRegions;
}

/** 运行所管的出院日,半开。 */
interface RunDays {
  readonly from: string;
  readonly before: string;
}

interface PlannedRun extends RunDays {
  readonly region: OpenRegion;
}

export interface DipRunOutcome {
  readonly runIds: readonly number[];
  readonly purpose: DipRunPurpose;
  readonly cases: number;
}

/**
 * 给一家医院一个期间的病例匹配病种、计分,一个事务;先前的结果不动。
 * @throws Problem 期间没有施行的目录,或供结算的期间不是整月。
 */
export async function runDip(
  { db, schemes, regions }: DipRunDeps,
  request: DipRunRequest,
  report: (progress: JobProgress) => void = () => {},
): Promise<DipRunOutcome> {
  const { hospitalId, period } = request;
  const purpose: DipRunPurpose = request.region ? 'shadow' : 'live';
  const planned = await plan(db, regions, request);
  return db.transaction().execute(async (trx) => {
    const total = await countCasesToScore(trx, { hospitalId, ...period });
    const runs: (RunDays & { runId: number })[] = [];
    let cases = 0;
    for (const run of planned) {
      const before = cases;
      const onScored = (count: number) => report({ done: before + count, total, unit: '例' });
      const { runId, scored } = await runOne(trx, schemes, { ...request, ...run, purpose }, onScored);
      runs.push({ runId, from: run.from, before: run.before });
      cases += scored;
    }
    if (purpose === 'live') await putMonthRuns(trx, hospitalId, period, runs);
    return { runIds: runs.map(({ runId }) => runId), purpose, cases };
  });
}

type OneRun = PlannedRun & { hospitalId: string; purpose: DipRunPurpose; createdBy: string };

async function runOne(trx: Db, schemes: LiveSchemes, run: OneRun, onScored: (cases: number) => void) {
  const { region, hospitalId, from, before } = run;
  const { hospitalCoefficient, hospitalLevel, pointValue } = region.compiled.policy;
  const runId = await createDipRun(trx, {
    ...run,
    regionKey: region.key,
    engineVersion: DIP_ENGINE_VERSION,
    hospitalCoefficient: formatMillionths(hospitalCoefficient),
    hospitalLevel,
    policyPointValues: Object.fromEntries(
      Object.entries(pointValue).map(([insurance, value]) => [insurance, formatMillionths(value)]),
    ),
  });
  const cases = new StoredDipCases(region, schemes);
  const scored = await scoreStored(trx, cases, runId, { hospitalId, from, before }, onScored);
  await tallyDipRun(trx, runId);
  return { runId, scored };
}

async function plan(db: Db, regions: LiveRegions, { period, region }: DipRunRequest): Promise<PlannedRun[]> {
  if (region) return [{ region: await regions.open(db, region), from: period.from, before: period.before }];
  if (!isWholeMonths(period))
    throw new Problem(
      422,
      'dip-period',
      '期间不是整月',
      `供结算的运行按整月,「${period.label}」不是;请改写期间,或指定目录作影子运行。`,
    );
  const live = await regions.liveIn(db, period);
  if (live.length === 0) throw noLiveRegion(period);
  return live.map((open) => {
    const { effective_from: from, effective_before: before } = open.registered;
    return {
      region: open,
      from: [from, period.from].sort()[1]!,
      before: [before ?? period.before, period.before].sort()[0]!,
    };
  });
}

export const noLiveRegion = ({ label }: Period) =>
  new Problem(
    409,
    'dip-no-live-region',
    '没有施行的 DIP 目录',
    `${label} 没有施行的 DIP 目录;请先登记、核准并施行一个目录。`,
  );

const isWholeMonths = (period: Period) => {
  const months = monthsTouched(period);
  return period.from.endsWith('-01') && period.before.endsWith('-01') && months.length > 0;
};

import { groupCase } from '../../analytics/grouping/group-case.ts';
import { addMonths } from '../../analytics/period.ts';
import { copyBlock } from '../../sql/bulk-load.ts';
import type { Db } from '../../sql/database.ts';
import { LineBuffer } from '../../sql/line-buffer.ts';
import { GROUP_COLUMNS, writeGroup } from '../../sql/stores/discharge-case.store.ts';
import {
  createRun,
  currentRuns,
  earlierRun,
  FIRST_DAY,
  type GroupingRun,
  isBefore,
  LAST_DAY,
  lockRuns,
  putCurrent,
  type RunDays,
} from '../../sql/stores/grouping-run.store.ts';
import { monthsOfHospital, refreshRollup } from '../../sql/stores/rollup.store.ts';
import { type CasesToGroup, casesToGroup } from '../../sql/stores/stored-cases.ts';
import { hasOwnWeights } from '../../sql/stores/weight-table.store.ts';
import type { LiveScheme, OpenScheme } from './live-scheme.ts';
import { caseOfLine } from './stored-case.ts';

/** 医院在一个施行中的方案下的现行运行。 */
export interface LiveRun extends RunDays {
  readonly runId: number;
  readonly scheme: LiveScheme;
}

/** 没有权重的方案,本院历史测算要用施行日之前这么多个月的病例。 */
const HISTORY_MONTHS = 12;

/**
 * 使医院的现行运行与施行中的各方案一致,与调用者同一事务。方案、内容或引擎没变则不动;
 * 变了,只给所涉日子里没有结果的病例分组(含旧版本),并刷新变了的月份的汇总。旧运行的结果不动。
 */
export async function alignRuns(
  trx: Db,
  hospitalId: string,
  schemes: readonly LiveScheme[],
  onGrouped: (cases: number) => void = () => {},
): Promise<LiveRun[]> {
  await lockRuns(trx, hospitalId);
  const current = await currentRuns(trx, hospitalId);
  if (areAligned(current, schemes)) return current.map((run, i) => ({ ...run, scheme: schemes[i]! }));

  const runs: LiveRun[] = [];
  for (const scheme of schemes) runs.push(await prepareRun(trx, hospitalId, scheme));
  await putCurrent(trx, hospitalId, runs);
  for (const run of runs) {
    const { groupedFrom: from, before, runId } = run;
    await groupStored(trx, run.scheme, { hospitalId, runId, from, before }, onGrouped);
  }
  const months = await monthsOfHospital(trx, hospitalId);
  await refreshRollup(
    trx,
    hospitalId,
    months.filter((month) => runsIn(month, current) !== runsIn(month, runs)),
  );
  return runs;
}

/** 现行运行正是施行中的这些方案,日子也相同。 */
export const areAligned = (current: readonly GroupingRun[], schemes: readonly LiveScheme[]): boolean =>
  current.length === schemes.length &&
  schemes.every((scheme, i) => {
    const [run, days] = [current[i]!, daysOf(scheme)];
    return isRunOf(run, scheme) && run.from === days.from && run.before === days.before;
  });

const daysOf = ({ from, before }: LiveScheme) => ({ from: from ?? FIRST_DAY, before: before ?? LAST_DAY });

const isRunOf = (run: GroupingRun, { key, hash, engineVersion }: OpenScheme) =>
  run.schemeKey === key && run.schemeHash === hash && run.engineVersion === engineVersion;

/** 该方案的运行:先前有过的接着用,没有则新开。 */
async function prepareRun(trx: Db, hospitalId: string, scheme: LiveScheme): Promise<LiveRun> {
  const days = daysOf(scheme);
  const earlier = await earlierRun(trx, hospitalId, scheme);
  const needed = await groupedFrom(trx, hospitalId, scheme, days.from);
  const start = earlier && isBefore(earlier.groupedFrom, needed) ? earlier.groupedFrom : needed;
  const run = { ...days, groupedFrom: start };
  const { key: schemeKey, hash: schemeHash, engineVersion } = scheme;
  const runId = earlier?.runId ?? (await createRun(trx, { ...run, hospitalId, schemeKey, schemeHash, engineVersion }));
  return { ...run, runId, scheme };
}

async function groupedFrom(trx: Db, hospitalId: string, { key }: LiveScheme, from: string): Promise<string> {
  if (from === FIRST_DAY || (await hasOwnWeights(trx, key, hospitalId))) return from;
  return `${addMonths(from.slice(0, 7), -HISTORY_MONTHS)}-01`;
}

/** 一个月里各日归哪个运行;前后不同的月份要刷新汇总。 */
function runsIn(month: string, runs: readonly (RunDays & { runId: number })[]): string {
  const [first, next] = [`${month}-01`, `${addMonths(month, 1)}-01`];
  return runs
    .filter(({ from, before }) => isBefore(from, next) && isBefore(first, before))
    .map(({ runId, from, before }) => {
      const start = isBefore(first, from) ? from : first;
      return `${runId}:${start}:${isBefore(before, next) ? before : next}`;
    })
    .join(' ');
}

/** 给已存的病例分组并写进运行;返回例数。 */
export async function groupStored(
  trx: Db,
  { compiled, codes }: OpenScheme,
  wanted: CasesToGroup,
  onGrouped: (cases: number) => void = () => {},
): Promise<number> {
  const lines = new LineBuffer();
  let cases = 0;
  for await (const page of casesToGroup(trx, wanted)) {
    for (const line of page) {
      const { caseId, facts, dischargedOn } = caseOfLine(line);
      writeGroup(lines, wanted.runId, caseId, groupCase(compiled, codes.convert(facts, dischargedOn)));
    }
    await copyBlock(trx, 'case_group', GROUP_COLUMNS, lines.take());
    cases += page.length;
    onGrouped(page.length);
  }
  return cases;
}

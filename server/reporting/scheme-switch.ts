import { addDays } from '../../analytics/period.ts';
import type { SwitchSources } from '../../reports/scheme-switch/scheme-switch.report.ts';
import type { ReportRequest } from '../../reports/sheets/scope.ts';
import type { Db } from '../../sql/database.ts';
import { migrationOverall } from '../../sql/read-models/case-migration.read-model.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { type ShadowRun, shadowRuns } from '../../sql/stores/shadow-run.store.ts';
import { compareSchemes } from '../grouping/compare-schemes.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { comparisonNotes } from '../grouping/present-shadow.ts';
import { runShadow } from '../grouping/shadow-run.ts';

/** R14 要的试算:做过而不缺病例、内容也没换的接着用,否则现做;规则与期末施行的方案比。 */
export async function switchSources(db: Db, schemes: LiveSchemes, request: ReportRequest): Promise<SwitchSources> {
  const schemeKey = request.options?.scheme ?? '';
  const run = (await upToDate(db, schemes, request, schemeKey)) ?? (await freshRun(db, schemes, request, schemeKey));
  const { missing } = await migrationOverall(db, run);
  const { period, hospitalId } = request;
  const current = await figures(db, { hospitalId, period, by: 'hospital' });
  const against = schemes.schemeFor(addDays(period.before, -1)).key;
  const { changes } = await compareSchemes(db, against, schemeKey);
  return { run, against, changes, notes: comparisonNotes(run, current, missing) };
}

const sameRun =
  ({ period, hospitalId }: ReportRequest, schemeKey: string) =>
  (run: ShadowRun) =>
    run.hospitalId === hospitalId && run.schemeKey === schemeKey && run.period === period.label;

async function upToDate(db: Db, schemes: LiveSchemes, request: ReportRequest, schemeKey: string) {
  const scheme = await schemes.open(db, schemeKey);
  const run = (await shadowRuns(db, { hospitalId: request.hospitalId })).find(sameRun(request, schemeKey));
  if (!run || run.schemeHash !== scheme.hash || run.engineVersion !== scheme.engineVersion) return undefined;
  return (await migrationOverall(db, run)).missing === 0 ? run : undefined;
}

async function freshRun(db: Db, schemes: LiveSchemes, request: ReportRequest, schemeKey: string): Promise<ShadowRun> {
  const { hospitalId, period, generatedBy } = request;
  const { runId } = await runShadow(db, schemes, { hospitalId, schemeKey, period: period.label, by: generatedBy });
  return (await shadowRuns(db, { runId: Number(runId) }))[0]!;
}

import type { z } from 'zod';
import type { Db } from '../../sql/database.ts';
import type { MigrationSums } from '../../sql/read-models/case-migration.read-model.ts';
import { migrationOverall } from '../../sql/read-models/case-migration.read-model.ts';
import { type FigureSet, figures } from '../../sql/read-models/figures.read-model.ts';
import { type ShadowRun, shadowRuns, weightOriginOf, weightsTextOf } from '../../sql/stores/shadow-run.store.ts';
import { notFound } from '../http/problem.ts';
import type { ShadowOverall, ShadowRunSchema } from './shadow.schemas.ts';

export async function requireShadow(db: Db, id: string): Promise<ShadowRun> {
  const [run] = await shadowRuns(db, { runId: Number(id) });
  if (!run) throw notFound('试算', id);
  return run;
}

export const presentShadow = (run: ShadowRun): z.output<typeof ShadowRunSchema> => ({
  id: String(run.runId),
  hospital: run.hospitalId,
  scheme: run.schemeKey,
  schemeName: `${run.schemeName} ${run.schemeVersion}`,
  forReference: run.forReference,
  period: run.period,
  from: run.from,
  before: run.before,
  cases: run.cases,
  weights: weightsTextOf(run),
  weightOrigin: weightOriginOf(run),
  createdBy: run.createdBy ?? '',
  createdAt: run.createdAt.toISOString(),
});

/** 没有一例有权重时,总权重与 CMI 不是 0,是没有。 */
export function presentSums(sums: MigrationSums) {
  const { cases, changed, fee, fromGrouped, toGrouped, fromWeighted, toWeighted, fromWeight, toWeight } = sums;
  return {
    cases,
    changed,
    fee: fee.toFixed(2),
    fromGrouped,
    toGrouped,
    fromWeight: fromWeighted > 0 ? fromWeight : null,
    toWeight: toWeighted > 0 ? toWeight : null,
    fromCmi: fromWeighted > 0 ? fromWeight / fromWeighted : null,
    toCmi: toWeighted > 0 ? toWeight / toWeighted : null,
  };
}

/** 试算的总体影响,与比较时要注意的。 */
export async function presentOverall(db: Db, run: ShadowRun): Promise<z.output<typeof ShadowOverall>> {
  const period = { from: run.from, before: run.before, label: run.period };
  const current = await figures(db, { hospitalId: run.hospitalId, period, by: 'hospital' });
  const { fromDrgs, toDrgs, missing, excluded, ...sums } = await migrationOverall(db, run);
  return {
    run: presentShadow(run),
    overall: { ...presentSums(sums), fromDrgs, toDrgs, missing, excluded },
    current: {
      scheme: `${current.scheme.name} ${current.scheme.version}`.trim(),
      weights: current.weights.note,
      weightOrigin: current.weights.origin,
    },
    notes: comparisonNotes(run, current, missing),
  };
}

const OWN_HISTORY =
  '试算的方案没有装载权重,权重由本院此前月份的病例按同样的方法测算;第一个有数据的月份没有可供测算的。';

/** 比较时要注意的几条;页面与报表都印。 */
export function comparisonNotes(run: ShadowRun, current: Pick<FigureSet, 'weights'>, missing: number): string[] {
  const origin = weightOriginOf(run);
  const loadedNow = current.weights.tables.some((table) => table.origin === 'loaded');
  return [
    ...(missing > 0 ? [`试算之后又存入 ${missing} 例,没有参加比较;请重新试算。`] : []),
    ...(origin === 'none' ? ['试算的方案没有权重,也没有更早的病例可供测算;与权重有关的数不给出。'] : []),
    ...(origin === 'own_history' ? [OWN_HISTORY] : []),
    ...(origin !== 'none' && (origin !== 'own_history') !== loadedNow
      ? ['两个方案的权重来源不同,总权重与 CMI 不宜直接相比,只看各科室、各病组的相对升降。']
      : []),
    ...(run.forReference ? ['试算的方案是参考方案,不用于结算。'] : []),
  ];
}

import { evaluateIndicator, type Figure } from '../../analytics/performance/indicator.ts';
import {
  compileIndicator,
  INDICATORS,
  type Indicator,
  type IndicatorDefinition,
  IndicatorInvalid,
  measuresUsedBy,
} from '../../analytics/performance/indicator-registry.ts';
import { MEASURE_LABELS, type MeasureName } from '../../analytics/performance/measures.ts';
import { OFFICIAL_INDICATORS } from '../../analytics/performance/quality-development/official-registry.ts';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { settledSums } from '../../sql/read-models/figures.read-model.ts';
import { type Approval, approveDefinition, saveDraft } from '../../sql/stores/indicator-definition.store.ts';
import { conflict, notFound, Problem } from '../http/problem.ts';

/** 编译一个指标;公式写错时是给人看的 422,说明错在哪里。 */
export function checkedIndicator(definition: IndicatorDefinition): Indicator {
  try {
    return compileIndicator(definition);
  } catch (error) {
    if (!(error instanceof IndicatorInvalid)) throw error;
    throw new Problem(422, 'formula-invalid', '公式有误', `${error.reason}。可用的度量见指标页右侧的清单。`);
  }
}

/** 只为试算的指标:公式是真的,其余无关紧要。 */
const trialOf = (formulas: Pick<IndicatorDefinition, 'numerator' | 'denominator' | 'coverage' | 'minCoverage'>) =>
  checkedIndicator({
    id: 'trial',
    name: '试算',
    unit: '',
    precision: 4,
    format: 'index',
    direction: 'monitor',
    dimension: '',
    excludes: '',
    source: '试算',
    version: '0',
    effectiveFrom: '1900-01-01',
    note: '',
    ...formulas,
  });

export interface Preview {
  readonly indicator: Indicator;
  readonly figure: Figure | null;
  readonly measures: readonly { name: MeasureName; label: string; value: number }[];
}

/** 检查公式,并以某期间的数试算;没有给期间时只检查。 */
export async function previewFormula(
  db: Db,
  formulas: Parameters<typeof trialOf>[0],
  unit: { hospitalId: string; period: Period; department?: string | undefined } | null,
): Promise<Preview> {
  const indicator = trialOf(formulas);
  if (!unit) return { indicator, figure: null, measures: [] };
  const { sums } = await settledSums(db, { ...unit, by: 'hospital' }, measuresUsedBy(indicator));
  const measures = sums[0]!.measures;
  const names = new Set([
    ...indicator.formulas.numerator.measures,
    ...(indicator.formulas.denominator?.measures ?? []),
  ]);
  return {
    indicator,
    figure: evaluateIndicator(indicator, measures),
    measures: [...names].map((name) => ({ name, label: MEASURE_LABELS[name], value: measures[name] })),
  };
}

/** 检查并存草案;编号不能与内置指标相同。 */
export async function draftIndicator(
  db: Db,
  hospitalId: string,
  definition: IndicatorDefinition,
  by: string,
): Promise<number> {
  if (INDICATORS.has(definition.id) || OFFICIAL_INDICATORS.has(definition.id)) {
    throw conflict('indicator-builtin', '编号已被内置指标使用', `编号 ${definition.id} 是内置指标;请另取编号。`);
  }
  const { effectiveFrom, effectiveBefore } = definition;
  if (effectiveBefore && effectiveBefore <= effectiveFrom) {
    throw new Problem(
      422,
      'indicator-days',
      '生效日期有误',
      `停用日 ${effectiveBefore} 须晚于生效日 ${effectiveFrom}。`,
    );
  }
  checkedIndicator(definition);
  return saveDraft(db, hospitalId, definition, by);
}

const REFUSALS: Record<Exclude<Approval, 'approved' | 'not-found'>, [code: string, title: string, detail: string]> = {
  'not-draft': ['indicator-not-draft', '不是草案', '只有草案可以核准;要改已核准的指标请另起一版草案。'],
  'not-later': ['indicator-not-later', '生效日太早', '新的一版的生效日须晚于已核准的各版,否则会改写已经用过的口径。'],
};

export async function approveIndicator(
  db: Db,
  hospitalId: string,
  of: { id: string; version: number },
  by: string,
): Promise<void> {
  const outcome = await approveDefinition(db, hospitalId, of, { name: by, at: new Date() });
  if (outcome === 'not-found') throw notFound('指标版本', `${of.id} 第 ${of.version} 版`);
  if (outcome !== 'approved') throw conflict(...REFUSALS[outcome]);
}

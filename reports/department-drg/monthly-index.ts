import { assess, type UnitAssessment } from '../../analytics/performance/assessment/assess.ts';
import type { AssessmentItem, AssessmentPlan } from '../../analytics/performance/assessment/assessment-plan.ts';
import {
  indicatorsOf,
  itemsOf,
  measuredIntervals,
  measuredValues,
} from '../../analytics/performance/assessment/measured-items.ts';
import monthlyIndex from '../../analytics/performance/assessment/monthly-index.json' with { type: 'json' };
import type { IndicatorId } from '../../analytics/performance/indicator.ts';
import type { Spread } from '../../analytics/performance/intervals.ts';
import type { FigureSet, FigureUnit } from '../../sql/read-models/figures.read-model.ts';
import type { Remark } from '../sheets/definitions.ts';

/** 综合绩效指数的口径:与科室考核同一种方案、同一个算法,只是一个片区装下全部单位。 */
export const MONTHLY_INDEX = monthlyIndex as AssessmentPlan;
export const MONTHLY_INDICATORS: readonly IndicatorId[] = indicatorsOf(MONTHLY_INDEX);

/** 同一层次各单位的总分(百分制)、区间与名次的范围;`keyOf` 给出单位的键,`spreadOf` 给出逐例的值。 */
export function monthlyScores(
  { units, registry }: Pick<FigureSet, 'units' | 'registry'>,
  hospital: FigureUnit | undefined,
  keyOf: (unit: FigureUnit) => string,
  spreadOf: (key: string, indicator: IndicatorId) => Spread | null,
): ReadonlyMap<string, UnitAssessment> {
  const assessed = units.map((unit) => {
    const key = keyOf(unit);
    return {
      code: key,
      name: unit.name,
      zone: MONTHLY_INDEX.otherZone,
      cases: unit.measures.discharges,
      values: measuredValues(MONTHLY_INDEX, unit.figures),
      lastYear: {},
      intervals: measuredIntervals(MONTHLY_INDEX, registry, unit.figures, (indicator) => spreadOf(key, indicator)),
    };
  });
  const whole = hospital ? measuredValues(MONTHLY_INDEX, hospital.figures) : {};
  const zones = assess(MONTHLY_INDEX, assessed, whole);
  return new Map(zones.flatMap((zone) => zone.units.map((unit) => [unit.code, unit])));
}

/** 印在口径说明上的几段:由口径的数据写出。 */
export function monthlyRemarks(): Remark[] {
  const { name, source, version, minimumWeightShare, minimumCases } = MONTHLY_INDEX;
  const items = itemsOf(MONTHLY_INDEX).map(itemText).join('；');
  const share = `${Math.round(minimumWeightShare * 100)}%`;
  return [
    [
      name,
      `100 × Σ 权重×得分 ÷ Σ 权重，得分 =（指标值 − 最差）÷（最好 − 最差），限在 0–1；只算可得的项，可得权重不足 ${share} 或月度总病例数少于 ${minimumCases} 例时不给出。各项：${items}。口径版本 ${version}，来源：${source}。`,
    ],
    [
      '院内排名',
      '同一层次内按综合绩效指数排名，未分内外科。指数由当月病例算出，各项的值有 95% 区间（率用 Wilson 法，CMI 与消耗指数由逐例的值求；其余看作精确），合成指数的区间；两个单位的区间不相交才分先后。写作「2–5」的，与名次在其间的单位分不出高下，不宜据以奖惩；写作「2」的是确定的名次。',
    ],
  ];
}

/** 一项的口径;只有最差与最好两端的计分法有数可写。 */
function itemText({ name, weight, score }: AssessmentItem): string {
  const ends = 'worst' in score ? `，最差 ${score.worst}、最好 ${score.best}` : '';
  return `${name}（权重 ${weight}${ends}）`;
}

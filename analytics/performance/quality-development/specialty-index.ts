import { compositeScore } from '../comparison.ts';
import scoring from './specialty-scoring.json' with { type: 'json' };

/** 一个重点监测病种一年的数;标杆来自清单,没有时以本院上年为基准。 */
export interface DiseaseYear {
  readonly code: string;
  readonly name: string;
  /** 有数据的月数:两年的月数可能不同,例数按月均比。 */
  readonly months: number;
  readonly cases: number;
  readonly deaths: number;
  readonly bedDays: number;
  readonly totalFee: number;
  readonly surgical: number;
  readonly level4: number;
  readonly minimallyInvasive: number;
  readonly benchmarkLos: number | null;
  readonly benchmarkCost: number | null;
}

/** 计分的一项:`relative` 的先除以基准(标杆或上年)再给分。 */
interface ScoringItem {
  readonly key: string;
  readonly name: string;
  readonly weight: number;
  readonly worst: number;
  readonly best: number;
  readonly relative?: boolean;
}
export const SPECIALTY_SCORING: { readonly source: string; readonly items: readonly ScoringItem[] } = scoring;

/** 计分的各项数:月均例数、四级与微创占比、平均住院日、次均费用;没有手术的病种不计手术两项。 */
export function diseaseValues(disease: DiseaseYear): Record<string, number | null> {
  const { cases, surgical, bedDays, totalFee } = disease;
  const per = (part: number, whole: number) => (whole > 0 ? part / whole : null);
  return {
    monthlyCases: per(cases, disease.months),
    level4Share: per(disease.level4, surgical),
    minimallyInvasiveShare: per(disease.minimallyInvasive, surgical),
    meanLos: per(bedDays, cases),
    meanFee: per(totalFee, cases),
  };
}

/** 一个病种的得分(0–1):各项得分按权重平均;可得的项一项也没有时为 null。 */
export function diseaseScore(disease: DiseaseYear, lastYear: DiseaseYear | undefined): number | null {
  const now = diseaseValues(disease);
  const base = lastYear ? diseaseValues(lastYear) : {};
  const benchmarks: Record<string, number | null> = { meanLos: disease.benchmarkLos, meanFee: disease.benchmarkCost };
  const indicators = SPECIALTY_SCORING.items.map(({ key, relative, worst, best, weight }) => {
    const reference = benchmarks[key] ?? base[key] ?? null;
    const value = now[key] ?? null;
    const ratio = value === null || !reference ? null : value / reference;
    return { key, worst, best, weight, value: relative ? ratio : value };
  });
  const { composite } = compositeScore(indicators);
  return composite === null ? null : composite / 100;
}

/** 专科能力指数 = 100 × Σ 例数×病种得分 ÷ Σ 例数。 */
export function specialtyIndex(diseases: readonly { cases: number; score: number | null }[]) {
  const scored = diseases.flatMap(({ cases, score }) => (score === null || cases === 0 ? [] : [{ cases, score }]));
  const cases = scored.reduce((sum, disease) => sum + disease.cases, 0);
  if (cases === 0) return { value: null, numerator: null, denominator: null, reason: '没有可计分的重点监测病种' };
  const earned = 100 * scored.reduce((sum, disease) => sum + disease.cases * disease.score, 0);
  return { value: earned / cases, numerator: earned, denominator: cases, reason: null };
}

/** 由今年与上年的病种求专科能力指数。 */
export function specialtyFigure(diseases: readonly DiseaseYear[], before: readonly DiseaseYear[]) {
  const lastYear = new Map(before.map((disease) => [disease.code, disease]));
  return specialtyIndex(
    diseases.map((disease) => ({ cases: disease.cases, score: diseaseScore(disease, lastYear.get(disease.code)) })),
  );
}

import { isDiagnosisForm } from '../discharge/icd-code.ts';
import type { Fen } from '../money.ts';
import type { Deviation, PointFactors } from './case-pricing.ts';
import type { CompiledRegion } from './compiled-region.ts';
import type { DecidingRule } from './contest.ts';
import { type Points, toNumber } from './exact-decimal.ts';
import { explainMatch, type MatchProof } from './explain-match.ts';
import type { DipCase } from './match-case.ts';
import type { EntryType, TreatmentKind } from './region-pack.ts';
import type { RegionPolicy } from './region-policy.ts';

/** 入组;没有病种收它;缺费用或诊断,不能匹配。 */
export type DipStatus = 'matched' | 'ungrouped' | 'unmatched';

/** 没有入组的原因。 */
export type DipCause = 'no-diagnosis' | 'diagnosis-form' | 'no-cost' | 'no-entry' | 'not-met';

export const causeNames: Readonly<Record<DipCause, string>> = {
  'no-diagnosis': '没有主要诊断',
  'diagnosis-form': '主要诊断不是医保版编码,找不到病种;请按医保版重新编码',
  'no-cost': '没有总费用,不能计分',
  'no-entry': '目录中没有这个诊断的病种',
  'not-met': '有这个诊断的病种,但操作不合,也没有这种治疗方式的综合病种承接',
};

/** 分值所乘的系数由什么定。 */
export type CoefficientRule = 'hospital' | 'grassroots' | 'tcm' | 'inside';

export const coefficientRuleNames: Readonly<Record<CoefficientRule, string>> = {
  hospital: '机构系数',
  grassroots: '基层病种系数(同病同价,代替机构系数)',
  tcm: '机构系数 × 中医优势病种系数',
  inside: '机构系数已并入偏差系数',
};

/** 入组病例的分值由来:各因子连乘、四舍五入到四位小数就是分值。 */
export interface ScoreBreakdown {
  readonly entry: string;
  readonly type: EntryType;
  readonly kind: TreatmentKind;
  readonly deviation: Deviation;
  readonly factors: PointFactors;
  readonly coefficientRule: CoefficientRule;
  readonly points: Points;
  /** 机构系数每增加 1,分值增加多少;基层病种不随机构系数,为 0。 */
  readonly pointsPerCoefficient: number;
  /** 起作用的辅助目录行,如 `严重程度:3`。 */
  readonly auxiliary: readonly string[];
  /** 胜出者与次席之间的规则;只有一个候选为 null。 */
  readonly decidedBy: DecidingRule | null;
  readonly costDecided: boolean;
}

export type DipCaseResult =
  | { readonly status: 'matched'; readonly cause: null; readonly score: ScoreBreakdown }
  | { readonly status: 'ungrouped' | 'unmatched'; readonly cause: DipCause; readonly score: null };

/** 已存的病例:费用可能没有。 */
export interface DipInput extends Omit<DipCase, 'totalCost'> {
  readonly totalCost: Fen | null;
}

/** 一个已存病例的病种与分值,或没有的原因。 */
export function scoreCase(region: CompiledRegion, c: DipInput): DipCaseResult {
  const [main] = c.diagnoses;
  if (!main) return without('unmatched', 'no-diagnosis');
  if (!isDiagnosisForm(main)) return without('unmatched', 'diagnosis-form');
  if (c.totalCost === null || c.totalCost < 0) return without('unmatched', 'no-cost');
  const proof = explainMatch(region, { ...c, totalCost: c.totalCost });
  const score = breakdown(proof, region.policy);
  return score === null ? without('ungrouped', causeOf(proof, region)) : { status: 'matched', cause: null, score };
}

const without = (status: 'ungrouped' | 'unmatched', cause: DipCause): DipCaseResult => ({ status, cause, score: null });

function causeOf(proof: MatchProof, { comprehensive }: CompiledRegion): DipCause {
  return proof.notCandidates.length > 0 || comprehensive.covers(proof.diagnosis) ? 'not-met' : 'no-entry';
}

/** 匹配的证明 → 分值的由来;未入组为 null。 */
export function breakdown(proof: MatchProof, policy: RegionPolicy): ScoreBreakdown | null {
  const { match, auxiliary, decidedBy, costDecided } = proof;
  const { entry, type, kind, deviation, points, factors } = match;
  if (entry === null || !type || !kind || !deviation || points === null || factors === null) return null;
  const merged = policy.deviation.coefficientInside && (deviation === 'low' || deviation === 'high');
  return {
    entry,
    type,
    kind,
    deviation,
    factors,
    coefficientRule: merged ? 'inside' : type === 'grassroots' || type === 'tcm' ? type : 'hospital',
    points,
    pointsPerCoefficient: pointsPerCoefficient(type, deviation, factors, policy),
    auxiliary: auxiliary.map(({ catalogue, code }) => `${catalogue}:${code}`),
    decidedBy,
    costDecided,
  };
}

/** 分值是机构系数的一次式,这是它的斜率;并入偏差系数的地区,费用极低的不随机构系数。 */
function pointsPerCoefficient(
  type: EntryType,
  deviation: Deviation,
  { score, auxiliary, deviation: factor }: PointFactors,
  policy: RegionPolicy,
): number {
  if (type === 'grassroots') return 0;
  const own = score * auxiliary * (type === 'tcm' ? toNumber(policy.tcmFactor) : 1);
  if (!policy.deviation.coefficientInside) return own * factor;
  return deviation === 'low' ? 0 : own;
}

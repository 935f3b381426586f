import type { Figure, Indicator } from '../api/types.ts';
import type { PeriodOut } from '../figures/figure-types.ts';
import type { RankRange } from '../shared/rank-range.tsx';

/** 一个数,或没有它的原因。 */
export interface Known {
  value: number | null;
  reason: string | null;
}

export interface BaseComparison extends Known {
  base: PeriodOut | null;
  growth: number | null;
  difference: number | null;
  partial: boolean;
}

export interface PeerValue {
  indicator: string;
  peerGroup: string;
  /** 诊疗科目编码;空串是全院。 */
  specialty: string;
  period: string;
  mean: number | null;
  p25: number | null;
  p50: number | null;
  p75: number | null;
  peers: number;
  source: string;
  /** 不显示数的原因(同行太少)。 */
  hidden: string | null;
}

export interface StoredPeerValue extends PeerValue {
  indicatorName: string;
  specialtyName: string;
  loadedBy: string;
  loadedAt: string;
}

export interface BenchmarkUnit {
  code: string;
  name: string;
  cases: number;
  figure: Figure;
  /** 指标的样本量。 */
  sample: number;
  /** 不评级的原因;评级的为 null。 */
  unrated: string | null;
  interval: { low: number | null; high: number | null; reason: string | null };
  rank: (RankRange & { of: number }) | null;
  rankReason: string | null;
  percentile: Known;
  previous: BaseComparison;
  lastYear: BaseComparison;
  history: Known & { months: number };
  peers: PeerValue[];
}

export type BenchmarkLevel = 'hospital' | 'department';

/** `GET /benchmarks` 的回答。 */
export interface Benchmarks {
  period: PeriodOut;
  scheme: { id: string; version: string; name: string; forReference: boolean };
  weights: { origin: string; note: string };
  indicator: Indicator;
  level: BenchmarkLevel;
  minimumSample: number;
  intervalLevel: number;
  hospitalMean: Known;
  target: Known;
  units: BenchmarkUnit[];
}

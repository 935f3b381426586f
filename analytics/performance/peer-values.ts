import { parsePeriod } from '../period.ts';
import { MIN_PEERS } from './benchmark.ts';
import type { Indicator } from './indicator.ts';

/** 装载的一行同行值:某指标在某范围、专科、期间的均值与分位;比例是 0–1 的小数。 */
export interface PeerValue {
  readonly indicator: string;
  /** 同行的范围,如「某市三级综合医院」。 */
  readonly peerGroup: string;
  /** 专科(诊疗科目编码);空串是全院。 */
  readonly specialty: string;
  readonly period: string;
  readonly mean: number | null;
  readonly p25: number | null;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly peers: number;
  readonly source: string;
}

/** 给人看的同行值:同行太少时只有家数与原因,没有数。 */
export interface ShownPeerValue extends PeerValue {
  readonly hidden: string | null;
}

export function shownPeerValue<V extends PeerValue>(value: V): V & ShownPeerValue {
  if (value.peers >= MIN_PEERS) return { ...value, hidden: null };
  return { ...value, mean: null, p25: null, p50: null, p75: null, hidden: `同行少于 ${MIN_PEERS} 家，不显示` };
}

/**
 * 一个单位可比的同行值,每个范围一行:期间相同的;没有时,比值类指标取不晚于本期的最近一个期间
 * (同行值常按年发布),总量不取——不同长短的期间不可比。
 */
export function peersFor(
  values: readonly PeerValue[],
  {
    indicator,
    period,
    specialty,
  }: { indicator: Indicator; period: { label: string; before: string }; specialty: string },
): ShownPeerValue[] {
  const ended = (value: PeerValue) => parsePeriod(value.period)?.before ?? '';
  const groups = new Map<string, PeerValue>();
  for (const value of values) {
    if (value.indicator !== indicator.id || value.specialty !== specialty) continue;
    const same = value.period === period.label;
    if (!same && (indicator.denominator === null || ended(value) > period.before)) continue;
    const best = groups.get(value.peerGroup);
    const isBetter = !best || (best.period !== period.label && (same || ended(value) > ended(best)));
    if (isBetter) groups.set(value.peerGroup, value);
  }
  return [...groups.values()].map(shownPeerValue);
}

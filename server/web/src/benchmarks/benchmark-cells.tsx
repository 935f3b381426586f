import { Tooltip } from 'antd';
import type { Indicator } from '../api/types.ts';
import { changeOf, decimal, indicatorValue, NONE, periodName } from '../format.ts';
import { RankRangeText } from '../shared/rank-range.tsx';
import type { BaseComparison, BenchmarkUnit, Known, PeerValue } from './benchmark-types.ts';

/** 没有数的一格:横线,停留看原因。 */
export function Missing({ reason }: { reason: string | null }) {
  return (
    <Tooltip title={reason ?? '没有数值'}>
      <span className="muted">{NONE}</span>
    </Tooltip>
  );
}

export function KnownText({ indicator, known }: { indicator: Indicator; known: Known }) {
  if (known.value === null) return <Missing reason={known.reason} />;
  return <span className="number">{indicatorValue(indicator, known.value)}</span>;
}

export function IntervalText({ indicator, interval }: { indicator: Indicator; interval: BenchmarkUnit['interval'] }) {
  const { low, high, reason } = interval;
  if (low === null || high === null) return <Missing reason={reason} />;
  return <span className="number">{`${indicatorValue(indicator, low)} – ${indicatorValue(indicator, high)}`}</span>;
}

/** 名次:分得出高下才是一个数,否则是范围;不评级的写明。 */
export function RankText({ unit: { rank, rankReason, unrated } }: { unit: BenchmarkUnit }) {
  if (unrated !== null)
    return (
      <Tooltip title={unrated}>
        <span className="muted">不评级</span>
      </Tooltip>
    );
  if (!rank) return <Missing reason={rankReason} />;
  return <RankRangeText rank={rank} of={rank.of} />;
}

export function PercentileText({ percentile }: { percentile: Known }) {
  if (percentile.value === null) return <Missing reason={percentile.reason} />;
  return <span className="number">{decimal(percentile.value * 100, 0)}</span>;
}

interface ChangeProps {
  indicator: Indicator;
  unit: BenchmarkUnit;
  to: BaseComparison;
}

/** 同比、环比:相对变化(比例以百分点计),停留看基期的数。 */
export function BaseChange({ indicator, unit, to }: ChangeProps) {
  // 本期还没过完时两期都只取头几天,变化由接口的差求,不用整期的值。
  const now = to.value === null || to.difference === null ? unit.figure.value : to.value + to.difference;
  const asFigure = (value: number | null) => ({ ...unit.figure, value });
  const change = changeOf(indicator, asFigure(now), asFigure(to.value));
  if (!change) return <Missing reason={to.reason ?? '本期没有数值'} />;
  const days = to.partial ? '（本期还没过完，两期取同样的天数）' : '';
  return (
    <Tooltip title={`${to.base?.label ?? ''}：${indicatorValue(indicator, to.value)}${days}`}>
      <span className={`number ${change.mood}`}>{change.text}</span>
    </Tooltip>
  );
}

/** 装载的同行值,一个范围一行。 */
export function PeersText({ indicator, peers }: { indicator: Indicator; peers: PeerValue[] }) {
  if (peers.length === 0) return <Missing reason="没有装载同专科、同期间（或最近一年）的同行值" />;
  const text = (value: number | null) => indicatorValue(indicator, value);
  return peers.map(({ peerGroup, period, peers: count, hidden, source, ...value }) => (
    <div key={peerGroup}>
      <Tooltip title={`${periodName(period)}，${count} 家；来源：${source}`}>
        <span className="defined small">{peerGroup}</span>
      </Tooltip>{' '}
      {hidden ? (
        <span className="muted small">{hidden}</span>
      ) : (
        <span className="number small">
          均值 {text(value.mean)}；P25 {text(value.p25)}、P50 {text(value.p50)}、P75 {text(value.p75)}
        </span>
      )}
    </div>
  ));
}

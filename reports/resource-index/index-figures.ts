import { adoptedIn } from '../../analytics/performance/adoption.ts';
import { type Interval, meanInterval, type RankRange, rankRanges } from '../../analytics/performance/intervals.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureSet, type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import { unitSpreads } from '../../sql/read-models/unit-spread.read-model.ts';
import type { ReportRequest } from '../sheets/scope.ts';
import { thresholds } from '../sheets/thresholds.ts';
import { figureOf, type UnitRow } from '../sheets/unit-columns.ts';

/** 一个科室:指标、两个指数的区间与名次范围、费用高出标杆最多的病组。 */
export interface IndexRow extends UnitRow {
  readonly costInterval: Interval | null;
  readonly timeInterval: Interval | null;
  readonly costRank: RankRange | null;
  readonly highGroups: readonly string[];
}

export interface IndexFigures {
  readonly set: FigureSet;
  readonly hospital: UnitRow | undefined;
  readonly departments: readonly IndexRow[];
  readonly groups: readonly FigureUnit[];
}

export type MeanIndex = 'costIndex' | 'timeIndex';

/** 区间与名次由逐例之值求得,只有「各组之比按例数平均」的算法有;采用别的算法时没有。 */
export const hasIntervals = ({ registry }: Pick<FigureSet, 'registry'>, id: MeanIndex): boolean =>
  adoptedIn(registry, id) === id;

const HIGH_GROUPS = 3;

/** 两个消耗指数分析要用的数。例数不足以评级的科室不给区间、不排名;没有区间的算法也不给。 */
export async function indexFigures(db: Db, { hospitalId, period, department }: ReportRequest): Promise<IndexFigures> {
  const only = department === undefined ? {} : { department };
  const of = (by: 'hospital' | 'department' | 'drg', rest: { department?: string } = only) =>
    figures(db, { hospitalId, period, by, ...rest });
  const set = await of('hospital');
  const departments = await of('department');
  const groups = await of('drg');
  const spreads = await unitSpreads(db, { hospitalId, period, by: 'department', ...only });
  const rated = (unit: FigureUnit) => unit.measures.grouped >= thresholds.unratedSample.value;
  const intervalOf = (unit: FigureUnit, id: MeanIndex) => {
    if (!hasIntervals(set, id)) return null;
    const spread = spreads.get(unit.code)?.[id];
    return spread && rated(unit) && figureOf(unit, id) !== null ? meanInterval(spread) : null;
  };
  const costs = departments.units.flatMap((unit) => {
    const [value, interval] = [figureOf(unit, 'costIndex'), intervalOf(unit, 'costIndex')];
    return value === null || interval === null ? [] : [{ key: unit.code, value, interval }];
  });
  const places = rankRanges(costs, 'down');
  const rows: IndexRow[] = [];
  for (const unit of departments.units) {
    rows.push({
      ...unit,
      costInterval: intervalOf(unit, 'costIndex'),
      timeInterval: intervalOf(unit, 'timeIndex'),
      costRank: places.get(unit.code) ?? null,
      highGroups: highGroups((await of('drg', { department: unit.code })).units),
    });
  }
  const hospital = set.units[0];
  return {
    set,
    hospital: hospital && hospital.measures.discharges > 0 ? hospital : undefined,
    departments: rows.sort((a, b) => b.measures.grouped - a.measures.grouped || (a.code < b.code ? -1 : 1)),
    groups: groups.units
      .filter(({ measures }) => measures.costRatioCases > 0 || measures.losRatioCases > 0)
      .sort((a, b) => b.measures.grouped - a.measures.grouped || (a.code < b.code ? -1 : 1)),
  };
}

/** 实际费用高出按标杆的期望最多的几个病组。 */
function highGroups(units: readonly FigureUnit[]): string[] {
  return units
    .map(({ code, measures }) => ({ code, excess: measures.benchmarkedFee - measures.expectedFee }))
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess)
    .slice(0, HIGH_GROUPS)
    .map(({ code, excess }) => `${code}（+${(excess / 10_000).toFixed(2)}万元）`);
}

export const intervalText = (interval: Interval | null): string | null =>
  interval && `${interval.low.toFixed(2)}–${interval.high.toFixed(2)}`;

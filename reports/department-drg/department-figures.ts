import type { IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureBy, type FigureSet, type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import type { ReportRequest } from '../sheets/scope.ts';
import { thresholds } from '../sheets/thresholds.ts';
import { compositeScore, ranks } from './composite.ts';
import type { PerformanceRow } from './performance-columns.ts';

export interface DepartmentFigures {
  readonly set: FigureSet;
  readonly hospital: PerformanceRow | undefined;
  readonly departments: readonly PerformanceRow[];
  readonly teams: readonly PerformanceRow[];
  readonly physicians: readonly PerformanceRow[];
}

/** 科室绩效要用的数:三个层次,医疗组与医师另求新增的病组数。 */
export async function departmentFigures(db: Db, request: ReportRequest): Promise<DepartmentFigures> {
  const { hospitalId, period, department } = request;
  const of = (by: FigureBy, indicators?: readonly IndicatorId[]) =>
    figures(db, { hospitalId, period, by, indicators, ...(department === undefined ? {} : { department }) });
  const novelty = async (by: 'team' | 'physician') => (await of(by, ['newDrgs'])).units;
  const set = await of('hospital');
  const unit = set.units[0];
  return {
    set,
    hospital: unit && unit.measures.discharges > 0 ? { ...unit, score: null, rank: null, newDrgs: null } : undefined,
    departments: rowsOf((await of('department')).units, unit, []),
    teams: rowsOf((await of('team')).units, unit, await novelty('team')),
    physicians: rowsOf((await of('physician')).units, unit, await novelty('physician')),
  };
}

function rowsOf(
  units: readonly FigureUnit[],
  hospital: FigureUnit | undefined,
  novelty: readonly FigureUnit[],
): PerformanceRow[] {
  const fresh = new Map(novelty.map((unit) => [keyOf(unit), unit.figures.newDrgs!.value]));
  const sorted = [...units].sort((a, b) => compare(a.parentCode, b.parentCode) || compare(a.code, b.code));
  const rated = (unit: FigureUnit) => unit.measures.discharges >= thresholds.unratedSample.value;
  const scores = sorted.map((unit) => (rated(unit) ? compositeScore(unit, hospital) : null));
  const places = ranks(scores);
  return sorted.map((unit, i) => ({
    ...unit,
    score: scores[i] ?? null,
    rank: places[i] ?? null,
    newDrgs: fresh.get(keyOf(unit)) ?? null,
  }));
}

const keyOf = ({ parentCode = '', code }: FigureUnit) => `${parentCode}\u0000${code}`;
const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

import { addMonths } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureBy, type FigureSet, type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import { NOVELTY_MONTHS, newDrgGroups, type UnitNovelty } from '../../sql/read-models/unit-drg-novelty.read-model.ts';
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

/** 科室绩效要用的数:本月三个层次,加此前 12 个月的病组以判新增。 */
export async function departmentFigures(db: Db, request: ReportRequest): Promise<DepartmentFigures> {
  const { hospitalId, period, department } = request;
  const of = (by: FigureBy) =>
    figures(db, { hospitalId, period, by, ...(department === undefined ? {} : { department }) });
  const since = `${addMonths(period.from.slice(0, 7), -NOVELTY_MONTHS)}-01`;
  const novelty = (by: 'team' | 'physician') => newDrgGroups(db, { hospitalId, period, since, by });
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
  novelty: readonly UnitNovelty[],
): PerformanceRow[] {
  const fresh = new Map(novelty.map((n) => [keyOf(n.department, n.unit), n.newDrgs]));
  const sorted = [...units].sort((a, b) => compare(a.parentCode, b.parentCode) || compare(a.code, b.code));
  const rated = (unit: FigureUnit) => unit.measures.discharges >= thresholds.unratedSample.value;
  const scores = sorted.map((unit) => (rated(unit) ? compositeScore(unit, hospital) : null));
  const places = ranks(scores);
  return sorted.map((unit, i) => ({
    ...unit,
    score: scores[i] ?? null,
    rank: places[i] ?? null,
    newDrgs: novelty.length === 0 ? null : (fresh.get(keyOf(unit.parentCode ?? '', unit.code)) ?? 0),
  }));
}

const keyOf = (department: string, unit: string) => `${department}\u0000${unit}`;
const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

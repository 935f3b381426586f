import type { Db } from '../../sql/database.ts';
import { type FigureSet, type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import { indicatorSpreads } from '../../sql/read-models/indicator-spread.read-model.ts';
import { SPREAD_SEPARATOR } from '../../sql/read-models/unit-spread.read-model.ts';
import type { ReportRequest } from '../sheets/scope.ts';
import { MONTHLY_INDICATORS, monthlyScores } from './monthly-index.ts';
import type { PerformanceRow } from './performance-columns.ts';

export interface DepartmentFigures {
  readonly set: FigureSet;
  readonly hospital: PerformanceRow | undefined;
  readonly departments: readonly PerformanceRow[];
  readonly teams: readonly PerformanceRow[];
  readonly physicians: readonly PerformanceRow[];
}

type Level = 'department' | 'team' | 'physician';

/** 科室绩效要用的数:三个层次与各自的综合绩效指数,医疗组与医师另求新增的病组数。 */
export async function departmentFigures(db: Db, request: ReportRequest): Promise<DepartmentFigures> {
  const { hospitalId, period, department } = request;
  const asked = { hospitalId, period, ...(department === undefined ? {} : { department }) };
  const set = await figures(db, { ...asked, by: 'hospital' });
  const unit = set.units[0];
  const rowsAt = async (by: Level) => {
    const level = await figures(db, { ...asked, by });
    const spreads = await indicatorSpreads(db, { ...asked, by, indicators: MONTHLY_INDICATORS });
    const novelty = by === 'department' ? [] : (await figures(db, { ...asked, by, indicators: ['newDrgs'] })).units;
    return rowsOf(level.units, monthlyScores(level, unit, keyOf, spreads), novelty);
  };
  return {
    set,
    hospital: unit && unit.measures.discharges > 0 ? { ...unit, score: null, rank: null, newDrgs: null } : undefined,
    departments: await rowsAt('department'),
    teams: await rowsAt('team'),
    physicians: await rowsAt('physician'),
  };
}

function rowsOf(
  units: readonly FigureUnit[],
  scores: ReturnType<typeof monthlyScores>,
  novelty: readonly FigureUnit[],
): PerformanceRow[] {
  const fresh = new Map(novelty.map((unit) => [keyOf(unit), unit.figures.newDrgs!.value]));
  const sorted = [...units].sort((a, b) => compare(a.parentCode, b.parentCode) || compare(a.code, b.code));
  return sorted.map((unit) => {
    const { score = null, rank = null } = scores.get(keyOf(unit)) ?? {};
    return { ...unit, score, rank, newDrgs: fresh.get(keyOf(unit)) ?? null };
  });
}

/** 单位的键,与逐例之值的键相同:医疗组、医师的编码在科室之内才唯一。 */
const keyOf = ({ parentCode, code }: FigureUnit) =>
  parentCode === undefined ? code : `${parentCode}${SPREAD_SEPARATOR}${code}`;
const compare = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

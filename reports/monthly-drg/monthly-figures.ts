import { monthPeriod, yearToDate } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureBy, type FigureSet, type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import { monthOf, previousMonth, type ReportRequest, sameMonthLastYear } from '../sheets/scope.ts';
import { type OverviewRow, overviewRowsOf } from './overview-rows.ts';

/** 月报要用的各期间的数。 */
export interface MonthlyFigures {
  readonly set: FigureSet;
  readonly now: FigureUnit | undefined;
  readonly previous: FigureUnit | undefined;
  readonly lastYear: FigureUnit | undefined;
  readonly yearToDate: FigureUnit | undefined;
  /** 本年各月,键如 `2025-06`。 */
  readonly months: ReadonlyMap<string, FigureUnit>;
  readonly departments: readonly FigureUnit[];
  /** 运行概况的各行,概念已定到采用的算法。 */
  readonly rows: readonly OverviewRow[];
}

export async function monthlyFigures(db: Db, request: ReportRequest): Promise<MonthlyFigures> {
  const { hospitalId, department } = request;
  const month = monthOf(request);
  const of = (by: FigureBy, period: FigureSet['period']) =>
    figures(db, { hospitalId, period, by, ...(department === undefined ? {} : { department }) });
  const set = await of('hospital', monthPeriod(month));
  const previous = await of('hospital', monthPeriod(previousMonth(month)));
  const lastYear = await of('hospital', monthPeriod(sameMonthLastYear(month)));
  const year = await of('hospital', yearToDate(month));
  const byMonth = await of('month', yearToDate(month));
  const byDepartment = await of('department', monthPeriod(month));
  return {
    set,
    now: withCases(set),
    previous: withCases(previous),
    lastYear: withCases(lastYear),
    yearToDate: withCases(year),
    months: new Map(byMonth.units.map((unit) => [unit.code.slice(0, 7), unit])),
    departments: [...byDepartment.units].sort((a, b) => b.measures.totalFee - a.measures.totalFee),
    rows: overviewRowsOf(set.registry),
  };
}

/** 没有病例的期间当作没有数据(显示「—」),而不是一排 0。 */
function withCases({ units }: FigureSet): FigureUnit | undefined {
  const [unit] = units;
  return unit && unit.measures.discharges > 0 ? unit : undefined;
}

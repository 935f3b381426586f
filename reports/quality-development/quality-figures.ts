import type { OfficialListId } from '../../analytics/performance/quality-development/definition.ts';
import { OFFICIAL_LISTS } from '../../analytics/performance/quality-development/official-registry.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureSet, type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import {
  type OfficialTable,
  officialTable,
} from '../../sql/read-models/quality-development/official-table.read-model.ts';
import {
  type OfficialTrend,
  officialTrend,
} from '../../sql/read-models/quality-development/official-trend.read-model.ts';
import type { ReportRequest } from '../sheets/scope.ts';

export interface QualityFigures {
  readonly set: FigureSet;
  readonly table: OfficialTable;
  readonly national: OfficialTable;
  readonly trend: OfficialTrend;
  readonly hospital: FigureUnit | undefined;
  readonly departments: readonly FigureUnit[];
}

const TREND_YEARS = 5;

/** 报表选项里的清单;没有写的是综合医院。 */
export function listOption({ options = {} }: ReportRequest): OfficialListId {
  const given = options.list ?? 'general';
  return given in OFFICIAL_LISTS ? (given as OfficialListId) : 'general';
}

export async function qualityFigures(db: Db, request: ReportRequest): Promise<QualityFigures> {
  const { hospitalId, period } = request;
  const year = Number(period.from.slice(0, 4));
  const table = await officialTable(db, hospitalId, listOption(request), year);
  const set = await figures(db, { hospitalId, period, by: 'hospital' });
  return {
    set,
    table,
    national: await officialTable(db, hospitalId, 'national', year),
    trend: await officialTrend(db, hospitalId, 'national', { until: year, count: TREND_YEARS }),
    hospital: set.units.find(({ measures }) => measures.discharges > 0),
    departments: (await figures(db, { hospitalId, period, by: 'department' })).units,
  };
}

import { evaluateIndicators, type Figure, type IndicatorId } from '../../analytics/performance/indicator.ts';
import type { MeasureSums } from '../../analytics/performance/measures.ts';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../database.ts';
import { ensureMonthWeights } from '../stores/month-weight.store.ts';
import { currentRun, type SchemeInfo } from './current-run.ts';
import { nameUnits } from './unit-names.ts';
import { type FigureBy, type UnitSums, unitSums } from './unit-sums.ts';
import { type WeightsNote, weightsNote } from './weights-note.ts';

export type { SchemeInfo } from './current-run.ts';
export type { FigureBy } from './unit-sums.ts';
export type { WeightsNote } from './weights-note.ts';

export interface FigureQuery {
  readonly hospitalId: string;
  readonly period: Period;
  readonly by: FigureBy;
  /** 只看一个科室;空串是没有填科室的病例。 */
  readonly department?: string;
}

/** 一个单位的各项数;team 与 physician 的上级是科室,drg 的上级是 MDC。 */
export interface FigureUnit {
  readonly code: string;
  readonly name: string;
  readonly parentCode?: string;
  readonly parentName?: string;
  readonly measures: MeasureSums;
  readonly figures: Record<IndicatorId, Figure>;
}

export interface FigureSet {
  readonly period: Period;
  readonly by: FigureBy;
  readonly scheme: SchemeInfo;
  readonly weights: WeightsNote;
  /** 因 E 级缺陷未计入任何指标的记录数。 */
  readonly excludedRecords: number;
  readonly units: FigureUnit[];
}

const NOT_GROUPED_YET: SchemeInfo = { id: '', version: '', name: '尚未分组', forReference: true };

/**
 * 某期间按某一层次的各项指标,屏幕、接口与报表共用。先确保所涉月份的权重已定。
 * 各单位可相加的度量之和等于全院;没有有效病例的单位不列出(hospital 总有一行),其剔除记录计入 excludedRecords。
 */
export async function figures(db: Db, query: FigureQuery): Promise<FigureSet> {
  const { hospitalId, period, by } = query;
  const run = await currentRun(db, hospitalId);
  const months = await monthsIn(db, hospitalId, period);
  await ensureMonthWeights(db, hospitalId, months);
  const sums = await unitSums(db, { ...query, runId: run?.runId ?? 0, schemeKey: run?.schemeKey ?? '' });
  const listed = sums.filter((unit) => by === 'hospital' || unit.measures.discharges > 0);
  const named = await nameUnits(db, { hospitalId, by, schemeKey: run?.schemeKey ?? '' }, listed);
  return {
    period,
    by,
    scheme: run?.scheme ?? NOT_GROUPED_YET,
    weights: await weightsNote(db, hospitalId, run?.schemeKey ?? '', months),
    excludedRecords: sums.reduce((total, unit) => total + unit.measures.excluded, 0),
    units: named.map(withFigures),
  };
}

const withFigures = (unit: UnitSums & { name: string }): FigureUnit => ({
  ...unit,
  figures: evaluateIndicators(unit.measures),
});

/** 期间触及的、有数据的月份。 */
async function monthsIn(db: Db, hospitalId: string, period: Period): Promise<string[]> {
  const rows = await db
    .selectFrom('hospital_month')
    .select('month')
    .where('hospital_id', '=', hospitalId)
    .where('month', '>=', `${period.from.slice(0, 7)}-01`)
    .where('month', '<', period.before)
    .orderBy('month')
    .execute();
  return rows.map((row) => row.month.slice(0, 7));
}

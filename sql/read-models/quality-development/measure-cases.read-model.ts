import type { QualityMeasure } from '../../../analytics/performance/quality-development/record-measures.ts';
import { monthsTouched, type Period } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import { casesOfMeasure } from '../../stores/quality-month.store.ts';
import { casesWithIds } from '../case-versions.read-model.ts';

interface MeasureCasesQuery {
  readonly hospitalId: string;
  /** 整月的期间:清单按月选用。 */
  readonly period: Period;
  readonly measure: QualityMeasure;
  readonly department?: string | undefined;
}

/** 计入一个质量度量的病例(一页)与总数;各月之和等于汇总里的数。 */
export async function casesBehindMeasure(db: Db, query: MeasureCasesQuery, page: number, pageSize: number) {
  const ids: string[] = [];
  for (const month of monthsTouched(query.period)) ids.push(...(await casesOfMeasure(db, { ...query, month })));
  const shown = ids.slice((page - 1) * pageSize, page * pageSize);
  return { items: await casesWithIds(db, shown), total: ids.length };
}

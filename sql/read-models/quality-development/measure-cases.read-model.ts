import { compileIndicator } from '../../../analytics/performance/indicator-registry.ts';
import { MEASURE_LABELS, type MeasureName } from '../../../analytics/performance/measures.ts';
import type { Period } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import { casesWithIds } from '../case-versions.read-model.ts';
import { casesOfFigure } from '../figure-cases.read-model.ts';
import { settledSums } from '../figures.read-model.ts';

interface MeasureCasesQuery {
  readonly hospitalId: string;
  readonly period: Period;
  readonly measure: MeasureName;
  readonly department?: string | undefined;
}

/** 计入一个度量的病例(一页)与总数;个数类的度量,总数就是期间的那个数。 */
export async function casesBehindMeasure(
  db: Db,
  { measure, ...unit }: MeasureCasesQuery,
  page: number,
  pageSize: number,
) {
  await settledSums(db, { ...unit, by: 'hospital' }, [measure]);
  const query = { unit: { ...unit, by: 'hospital' as const }, indicator: onlyMeasure(measure), page, pageSize };
  const { items, total } = await casesOfFigure(db, { ...query, show: 'counted' });
  const ids = items.map(({ caseId }) => caseId);
  return { items: await casesWithIds(db, ids), total };
}

/** 只是这一个度量的指标。 */
const onlyMeasure = (measure: MeasureName) =>
  compileIndicator({
    id: measure,
    name: MEASURE_LABELS[measure],
    unit: '',
    precision: 0,
    format: 'count',
    direction: 'monitor',
    dimension: '',
    numerator: measure,
    denominator: null,
    excludes: '',
    source: '度量',
    version: '1.0',
    effectiveFrom: '2024-01-01',
    note: '',
  });

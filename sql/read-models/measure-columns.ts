import { type RawBuilder, sql } from 'kysely';
import { STORED_MEASURES, type StoredMeasure } from '../../analytics/performance/measures.ts';

/** 视图与汇总表共有的度量列,次序与登记一致。 */
export const MEASURE_COLUMNS = (Object.keys(STORED_MEASURES) as StoredMeasure[]).map((name) => ({
  name,
  column: STORED_MEASURES[name].column,
}));

/** 度量列的列表,给 insert 用。 */
export const measureColumnList: RawBuilder<unknown> = sql.join(MEASURE_COLUMNS.map(({ column }) => sql.ref(column)));

/** 各度量列之和,列名不变;没有病例时为 0。 */
export const measureSums: RawBuilder<unknown> = sql.join(
  MEASURE_COLUMNS.map(({ column }) => sql`coalesce(sum(${sql.ref(column)}), 0) as ${sql.ref(column)}`),
);

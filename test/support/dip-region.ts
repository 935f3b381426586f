import type { RegionFiles } from '../../analytics/dip/region-inspection.ts';
import type { RegionTable } from '../../analytics/dip/table-rows.ts';

/** 目录的一行,只写要紧的格。 */
export type EntryCells = Partial<
  Record<'code' | 'name' | 'diagnosis' | 'procedures' | 'kind' | 'type' | 'score' | 'mean_cost', string>
>;

export interface RegionSpec {
  readonly entries: readonly EntryCells[];
  readonly procedureKinds?: Readonly<Record<string, string>>;
  readonly auxiliary?: readonly Readonly<Record<string, string>>[];
  readonly policy?: Readonly<Record<string, unknown>>;
}

/** 测试用的政策:各项都写出,单改一项即可。 */
export const testPolicy = {
  type_order: ['core', 'grassroots', 'comprehensive'],
  order: ['parts', 'matched', 'kind', 'cost', 'code'],
  comprehensive_falls_back: false,
  deviation: { low: 0.5, high: 2, extreme: 5 },
  hospital_coefficient: 1,
  grassroots_coefficient: 1,
};

const ENTRY = {
  code: 'C1',
  name: '甲',
  diagnosis: 'K80.1',
  procedures: '',
  kind: 'conservative',
  type: 'core',
  score: '100',
  mean_cost: '10000.00',
};
const ENTRY_COLUMNS = Object.keys(ENTRY) as (keyof typeof ENTRY)[];
const AUXILIARY_COLUMNS = ['catalogue', 'code', 'name', 'entry', 'condition', 'dx', 'proc', 'factor'];

export const tableOf = (source: string, columns: readonly string[], rows: readonly (readonly string[])[]) =>
  ({ source, columns, rows }) satisfies RegionTable;

/** 一个小区域的各表与政策。 */
export function regionFiles({ entries, procedureKinds = {}, auxiliary, policy }: RegionSpec): RegionFiles {
  const rows = entries.map((entry) => ENTRY_COLUMNS.map((column) => entry[column] ?? ENTRY[column]));
  const kinds = Object.entries(procedureKinds).map(([code, kind]) => [code, kind, kind === 'surgery' ? '3' : '']);
  const auxiliaryRows = auxiliary?.map((row) => AUXILIARY_COLUMNS.map((column) => row[column] ?? ''));
  return {
    catalogue: tableOf('catalogue.csv', ENTRY_COLUMNS, rows),
    procedureKind: tableOf('procedure_kind.csv', ['code', 'kind', 'level'], kinds),
    ...(auxiliaryRows && { auxiliary: tableOf('auxiliary.csv', AUXILIARY_COLUMNS, auxiliaryRows) }),
    policy: { ...testPolicy, ...policy },
  };
}

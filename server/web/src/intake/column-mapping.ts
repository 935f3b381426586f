import type { Batch } from '../api/batch-types.ts';

/** 列对照的一行;field 未定的不保存,空串为忽略这一列。 */
export interface MappingRow {
  header: string;
  field: string | undefined;
}

export const mappingPath = (source: string): string => `/column-mappings/${encodeURIComponent(source)}`;

/** 失败与列名有关,或已存入而有列没有认出:可以对应好再传。 */
export const canMapColumns = ({ status, columns }: Batch): boolean =>
  columns !== null && (status === 'failed' || (status === 'stored' && columns.unknown.length > 0));

/** 没有认出的列在前,其后是已保存的。 */
export function rowsOf(saved: Record<string, string>, unknown: string[]): MappingRow[] {
  const headers = new Set([...unknown.map((text) => text.trim()), ...Object.keys(saved)]);
  return [...headers].map((header) => ({ header, field: saved[header] }));
}

/** 要保存的内容。 */
export const columnsOf = (rows: MappingRow[]): Record<string, string> =>
  Object.fromEntries(rows.flatMap(({ header, field }) => (field === undefined ? [] : [[header, field]])));

/** 被两个表头同时指到的字段;这样的对照会让文件不能导入。 */
export function fieldsTwice(rows: MappingRow[]): string[] {
  const fields = rows.flatMap(({ field }) => field || []);
  return [...new Set(fields.filter((field, at) => fields.indexOf(field) !== at))];
}

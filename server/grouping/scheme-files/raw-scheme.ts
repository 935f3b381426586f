import type { SchemeFinding } from '../../../analytics/grouping/scheme-finding.ts';
import type { SchemeTableName, TablePart } from '../../../analytics/grouping/scheme-tables.ts';

/** 正在读的各表。 */
export type TableParts = { [table in SchemeTableName]?: TablePart[] };

export function addPart(tables: TableParts, table: SchemeTableName, part: TablePart): void {
  const parts = tables[table];
  if (parts) parts.push(part);
  else tables[table] = [part];
}

/** 从文件里读出、还没有体检的方案:各表的文本、说明的原样,与读文件时的发现。 */
export interface RawScheme {
  readonly tables: TableParts;
  /** 说明的各项,键是写在文件里的样子(`effectiveFrom`、`生效日`)。 */
  readonly about: Readonly<Record<string, unknown>>;
  readonly findings: readonly SchemeFinding[];
}

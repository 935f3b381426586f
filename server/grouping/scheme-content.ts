import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { packTables } from '../../analytics/grouping/pack-tables.ts';
import { readSchemePack } from '../../analytics/grouping/read-scheme-pack.ts';
import { FindingList } from '../../analytics/grouping/scheme-finding.ts';
import type { SchemeMeta, SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import { type SchemeTableName, type SchemeTables, schemeTableNames } from '../../analytics/grouping/scheme-tables.ts';

/** 方案的内容:压缩的规范写法,与它的摘要。 */
export interface SchemeContent {
  readonly bytes: Uint8Array;
  readonly hash: string;
}

/** 列名与行一起存:以后的版本多了列,先前存下的仍读得对。 */
interface Stored {
  readonly meta: SchemeMeta;
  readonly tables: SchemeTables;
}

/** 方案包 → 存库的内容。摘要只看各表,不看名称、版本这些说明:同一套表摘要相同。 */
export function contentOf(pack: SchemePack): SchemeContent {
  const tables = packTables(pack);
  const hash = createHash('sha256');
  for (const table of schemeTableNames) {
    for (const line of linesOf(tables, table)) hash.update(`${table}\u001f${line}\u001e`);
  }
  const stored: Stored = { meta: pack.meta, tables };
  const bytes = deflateRawSync(Buffer.from(JSON.stringify(stored)), { level: 6 });
  return { bytes: new Uint8Array(bytes), hash: hash.digest('hex') };
}

/** 有次序的表照次序;其余各表的行与次序无关,排好再算,换个次序仍是同一套表。 */
function linesOf(tables: SchemeTables, table: SchemeTableName): string[] {
  const lines = (tables[table] ?? []).flatMap(({ columns, rows }) =>
    rows.map((cells) => cells.map((cell, i) => (cell === '' ? '' : `${columns[i]}=${cell}`)).join('\u001f')),
  );
  return table === 'mdc' || table === 'adrg' || table === 'drg' ? lines : lines.sort();
}

/** 存库的内容 → 方案包。存下的方案都已体检无误,这里不再体检。 */
export function packOfContent(bytes: Uint8Array): SchemePack {
  const { meta, tables } = JSON.parse(inflateRawSync(bytes).toString('utf8')) as Stored;
  return readSchemePack(tables, meta, new FindingList());
}

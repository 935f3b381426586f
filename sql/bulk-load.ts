import { CompiledQuery, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** 作为唯一参数传给驱动,表示「把这块字节经 COPY 装入」。两种数据库的连接都认识它。 */
export class CopyBlock {
  readonly bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
}

/** 作为唯一参数传给驱动,表示「这是含多条语句的脚本」。 */
export class Script {}

/**
 * 把一块 COPY 文本(制表符分隔,`\N` 为空,见 {@link copyText})装入一张表;用在事务里,块的大小由调用者定。
 * PGlite 一块不宜超过约 16 MB。
 */
export async function copyBlock(
  db: Kysely<Tables>,
  table: keyof Tables,
  columns: readonly string[],
  bytes: Uint8Array,
): Promise<void> {
  if (bytes.length === 0) return;
  await db.executeQuery(CompiledQuery.raw(`copy ${table} (${columns.join(', ')}) from stdin`, [new CopyBlock(bytes)]));
}

/** 执行含多条语句的 SQL 脚本。 */
export async function runScript(db: Kysely<Tables>, sql: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(sql, [new Script()]));
}

const SPECIAL = /[\\\t\n\r]/;
/** 须转义的字符与它的写法。 */
export const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** 一个值的 COPY 文本:null 写作 `\N`;反斜杠、制表符与换行转义;NUL 字符 PostgreSQL 不能存,去掉。 */
export function copyText(value: string | null): string {
  if (value === null) return '\\N';
  const text = value.includes('\0') ? value.replaceAll('\0', '') : value;
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!) : text;
}

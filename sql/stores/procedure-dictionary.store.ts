import type { ProcedureDictionary } from '../../analytics/discharge/procedure-dictionary.ts';
import type { Db } from '../database.ts';

export interface StoredDictionary {
  readonly contentHash: string;
  /** 各行,已压缩。 */
  readonly content: Uint8Array;
  readonly createdBy: string;
}

/** 存一个字典;编号与版本已有的不动(内容不同由调用者先查)。 */
export async function storeDictionary(
  trx: Db,
  { about, rows, key }: ProcedureDictionary,
  { contentHash, content, createdBy }: StoredDictionary,
): Promise<void> {
  await trx
    .insertInto('procedure_dictionary')
    .values({
      dictionary_key: key,
      dictionary_id: about.id,
      version: about.version,
      name: about.name,
      source: about.source,
      for_reference: about.forReference,
      content_hash: contentHash,
      content: Buffer.from(content),
      row_count: rows.length,
      created_by: createdBy,
    })
    .onConflict((c) => c.doNothing())
    .execute();
}

const DESCRIBED = [
  'dictionary_key',
  'dictionary_id',
  'version',
  'name',
  'source',
  'for_reference',
  'content_hash',
  'row_count',
  'created_by',
  'registered_at',
] as const;

export const listDictionaries = (db: Db) =>
  db.selectFrom('procedure_dictionary').select(DESCRIBED).orderBy('registered_at').execute();

/** 字典及其压缩内容;没有为 undefined。 */
export const findDictionary = (db: Db, key: string) =>
  db
    .selectFrom('procedure_dictionary')
    .select([...DESCRIBED, 'content'])
    .where('dictionary_key', '=', key)
    .executeTakeFirst();

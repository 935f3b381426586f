import { type DictionaryCoverage, dictionaryCoverage, readDictionary } from '../../analytics/dip/read-dictionary.ts';
import { RegionRejected } from '../../analytics/dip/region-inspection.ts';
import {
  builtInDictionary,
  type DictionaryAbout,
  ProcedureDictionary,
  type ProcedureDictionaryRow,
} from '../../analytics/discharge/procedure-dictionary.ts';
import type { Db } from '../../sql/database.ts';
import { procedureUsage } from '../../sql/read-models/dip/procedure-usage.read-model.ts';
import { findDictionary, storeDictionary } from '../../sql/stores/procedure-dictionary.store.ts';
import { conflict, notFound } from '../http/problem.ts';
import { explained } from './catalogue-problem.ts';
import { readDictionaryTable } from './region-source.ts';
import { digestOf, packed, unpacked } from './stored-content.ts';

/** 按键取字典;没有写键时是内置的参考字典。 @throws Problem 没有这个字典。 */
export async function dictionaryByKey(db: Db, key: string | null): Promise<ProcedureDictionary> {
  if (key === null || key === builtInDictionary.key) return builtInDictionary;
  const stored = await findDictionary(db, key);
  if (!stored) throw notFound('操作字典', key);
  return new ProcedureDictionary(
    {
      id: stored.dictionary_id,
      version: stored.version,
      name: stored.name,
      source: stored.source,
      forReference: stored.for_reference,
    },
    unpacked<ProcedureDictionaryRow[]>(stored.content),
  );
}

/** 存下字典。内置的字典用到时也存:程序换了版本,先前的目录仍照原来的字典。 */
export async function keepDictionary(trx: Db, dictionary: ProcedureDictionary, createdBy: string): Promise<void> {
  const contentHash = digestOf(JSON.stringify(dictionary.rows));
  await storeDictionary(trx, dictionary, { contentHash, content: packed(dictionary.rows), createdBy });
}

export interface DictionaryImport {
  readonly path: string;
  readonly fileName: string;
  readonly about: DictionaryAbout;
  readonly createdBy: string;
}

/** 读一个操作字典文件(.csv,或有「操作治疗方式」工作表的 .xlsx)并存下。 @throws Problem 有错误,什么也没有存。 */
export const importDictionary = (db: Db, { path, fileName, about, createdBy }: DictionaryImport) =>
  explained(async () => {
    const { table, findings: found } = await readDictionaryTable(path, fileName);
    const { dictionary, findings } = readDictionary(table, about);
    const all = [...found, ...findings];
    if (dictionary === null || all.some(({ level }) => level === 'error')) throw new RegionRejected(about.name, all);
    if (await findDictionary(db, dictionary.key))
      throw conflict('dictionary-registered', '字典已登记', `字典 ${dictionary.key} 已经有了;换内容请换一个版本号。`);
    await db.transaction().execute((trx) => keepDictionary(trx, dictionary, createdBy));
    return {
      key: dictionary.key,
      rows: dictionary.rows.length,
      findings: all,
      coverage: await coverageOf(db, dictionary),
    };
  });

/** 字典对已存病例所用操作的覆盖。 */
export const coverageOf = async (db: Db, dictionary: ProcedureDictionary): Promise<DictionaryCoverage> =>
  dictionaryCoverage(dictionary, await procedureUsage(db));

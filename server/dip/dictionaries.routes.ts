import { rm } from 'node:fs/promises';
import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { builtInDictionary } from '../../analytics/discharge/procedure-dictionary.ts';
import type { Db } from '../../sql/database.ts';
import { listDictionaries } from '../../sql/stores/procedure-dictionary.store.ts';
import { endpoint } from '../http/endpoint.ts';
import { readUpload } from '../intake/upload.ts';
import {
  CatalogueKey,
  Coverage,
  Dictionary,
  DictionaryFields,
  DictionaryForm,
  DictionaryImported,
} from './catalogue.schemas.ts';
import { coverageOf, dictionaryByKey, importDictionary } from './procedure-dictionaries.ts';

const TAG = 'DIP';

/** 操作的治疗方式与手术级别字典。 */
export function dictionaryRoutes(
  router: Router,
  openapi: OpenAPIRegistry,
  { db, uploadFolder, maxSchemeBytes }: { db: Db; uploadFolder: string; maxSchemeBytes: number },
): void {
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/dictionaries',
    summary: '操作字典(治疗方式、手术级别);内置的参考字典在最前',
    tag: TAG,
    answers: { 200: Dictionary.array() },
    handle: async () => [200, await dictionaries(db)],
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/dip/dictionaries',
    summary: '装载操作字典(.csv 或 .xlsx);有错误则什么也不存',
    tag: TAG,
    upload: DictionaryForm,
    answers: { 201: DictionaryImported },
    handle: async ({ request }) => {
      const { fields, file } = await readUpload(request, uploadFolder, maxSchemeBytes);
      try {
        const { by, ...about } = DictionaryFields.parse(fields);
        const order = {
          path: file.path,
          fileName: file.fileName,
          about: { ...about, forReference: false },
          createdBy: by,
        };
        return [201, await importDictionary(db, order)];
      } finally {
        await rm(file.path, { force: true });
      }
    },
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/dip/dictionaries/:key/coverage',
    summary: '字典对已存病例所用操作的覆盖',
    tag: TAG,
    params: CatalogueKey,
    answers: { 200: Coverage },
    handle: async ({ params }) => [200, await coverageOf(db, await dictionaryByKey(db, params.key))],
  });
}

async function dictionaries(db: Db) {
  const { key, about, rows } = builtInDictionary;
  const stored = (await listDictionaries(db)).filter((row) => row.dictionary_key !== key);
  return [
    { key, name: about.name, source: about.source, forReference: about.forReference, rows: rows.length, builtIn: true },
    ...stored.map((row) => ({
      key: row.dictionary_key,
      name: row.name,
      source: row.source,
      forReference: row.for_reference,
      rows: row.row_count,
      builtIn: false,
    })),
  ];
}

import type { OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Router } from 'express';
import { z } from 'zod';
import { CODE_LIST_KINDS, type CodeListKind } from '../../analytics/performance/quality-development/code-list-kinds.ts';
import type { Db } from '../../sql/database.ts';
import { codeListItems, codeLists } from '../../sql/read-models/quality-development/code-lists.read-model.ts';
import { deleteCodeList } from '../../sql/stores/code-list.store.ts';
import { endpoint, IdParams } from '../http/endpoint.ts';
import { conflict, notFound } from '../http/problem.ts';
import { readUpload } from '../intake/upload.ts';
import { importCodeList } from './code-list-file.ts';

const TAG = '编码清单';
const Kind = z.enum(Object.keys(CODE_LIST_KINDS) as [CodeListKind, ...CodeListKind[]]);

const CodeListSchema = z
  .object({
    id: z.string(),
    kind: Kind,
    kindName: z.string(),
    about: z.string().describe('怎样判定'),
    name: z.string(),
    version: z.string(),
    source: z.string(),
    effectiveFrom: z.string(),
    effectiveBefore: z.string().nullable(),
    builtIn: z.boolean().describe('内置的起步清单,只供参考'),
    items: z.number(),
  })
  .openapi('CodeList');

const Item = z
  .object({
    code: z.string(),
    name: z.string(),
    ranges: z.string(),
    benchmarkLos: z.number().nullable(),
    benchmarkCost: z.number().nullable(),
  })
  .openapi('CodeListItem');

const required = (message: string) => z.string({ error: message }).trim().min(1, message).max(200);
const day = (message: string) => z.iso.date({ error: message });
const Fields = z.object({
  kind: Kind,
  name: required('请写明清单的名称'),
  version: required('请写明版本'),
  source: required('请写明来源(文件名、文号)'),
  effectiveFrom: day('生效日请写成 2025-01-01 的样子'),
  effectiveBefore: day('失效日请写成 2026-01-01 的样子').or(z.literal('')).optional(),
  loadedBy: z.string().trim().max(100).default('未署名'),
});

export interface CodeListDeps {
  db: Db;
  uploadFolder: string;
  maxUploadBytes: number;
  /** 清单变了:补齐看板汇总。 */
  figuresChanged: () => Promise<void>;
}

export function codeListRoutes(router: Router, openapi: OpenAPIRegistry, deps: CodeListDeps): void {
  const { db } = deps;
  const found = async (id: string) => {
    const list = (await codeLists(db)).find((candidate) => String(candidate.id) === id);
    if (!list) throw notFound('清单', id);
    return list;
  };
  endpoint(router, openapi, {
    method: 'get',
    path: '/code-lists',
    summary: '编码清单(重点监测病种、微创手术等):装载的在前,内置起步清单在后',
    tag: TAG,
    answers: { 200: CodeListSchema.array() },
    handle: async () => [200, (await codeLists(db)).map(present)],
  });
  endpoint(router, openapi, {
    method: 'get',
    path: '/code-lists/:id/items',
    summary: '一张清单的各项',
    tag: TAG,
    params: IdParams,
    answers: { 200: Item.array() },
    handle: async ({ params }) => {
      const { id } = await found(params.id);
      const number = (text: string | null) => (text === null ? null : Number(text));
      const items = (await codeListItems(db, id)).map(({ benchmark_los, benchmark_cost, ...item }) => {
        return { ...item, benchmarkLos: number(benchmark_los), benchmarkCost: number(benchmark_cost) };
      });
      return [200, items];
    },
  });
  endpoint(router, openapi, {
    method: 'post',
    path: '/code-lists',
    summary: '装载一张清单(CSV 或 xlsx;列:编号、名称、编码范围、标杆住院日、标杆费用)',
    tag: TAG,
    upload: Fields.extend({ file: z.any().openapi({ type: 'string', format: 'binary' }) }),
    answers: { 201: z.object({ id: z.string(), items: z.number() }) },
    handle: async ({ request }) => {
      const { fields, file } = await readUpload(request, deps.uploadFolder, deps.maxUploadBytes);
      const loaded = await importCodeList(db, file.path, () => {
        const { effectiveBefore, ...about } = Fields.parse(fields);
        return { ...about, effectiveBefore: effectiveBefore || null };
      });
      await deps.figuresChanged();
      return [201, { id: String(loaded.id), items: loaded.items }];
    },
  });
  endpoint(router, openapi, {
    method: 'delete',
    path: '/code-lists/:id',
    summary: '删除一张装载的清单(内置的不能删);用到它的月份随后重算',
    tag: TAG,
    params: IdParams,
    answers: { 200: z.object({ deleted: z.boolean() }) },
    handle: async ({ params }) => {
      const { id, name } = await found(params.id);
      if (!(await deleteCodeList(db, id)))
        throw conflict('code-list-built-in', '内置清单不能删', `「${name}」是内置的起步清单。`);
      await deps.figuresChanged();
      return [200, { deleted: true }];
    },
  });
}

const present = (list: Awaited<ReturnType<typeof codeLists>>[number]): z.output<typeof CodeListSchema> => ({
  id: String(list.id),
  kind: list.kind,
  kindName: CODE_LIST_KINDS[list.kind].name,
  about: CODE_LIST_KINDS[list.kind].about,
  name: list.name,
  version: list.version,
  source: list.source,
  effectiveFrom: list.from,
  effectiveBefore: list.before,
  builtIn: list.builtIn,
  items: list.items,
});

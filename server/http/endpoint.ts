import { extendZodWithOpenApi, type OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';

extendZodWithOpenApi(z);
z.config(z.locales.zhCN());

type Schema = z.ZodType;
type Parsed<S> = S extends Schema ? z.output<S> : undefined;

export interface EndpointInput<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  request: Request;
  response: Response;
}

/** 一个接口的声明:检查输入、生成文档、调用服务;不在此计算。 */
export interface Endpoint<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined> {
  method: 'get' | 'post' | 'put' | 'delete';
  /** Express 写法,如 `/batches/:id`。 */
  path: string;
  summary: string;
  tag: string;
  params?: P;
  query?: Q;
  body?: B;
  /** 不由 zod 检查的请求体(文件上传),只进文档。 */
  upload?: Schema;
  /** 成功的回答;`file` 为下载。 */
  answers: Record<number, Schema | { file: string; about: string }>;
  /** 返回 [状态码, 内容];自己写了回答(下载)时返回 undefined。 */
  handle: (input: EndpointInput<Parsed<P>, Parsed<Q>, Parsed<B>>) => Promise<[number, unknown] | undefined>;
}

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

/** 把接口挂到路由上,并登记到 OpenAPI。前缀 `/api/v1`。 */
export function endpoint<P extends Schema | undefined, Q extends Schema | undefined, B extends Schema | undefined>(
  router: Router,
  openapi: OpenAPIRegistry,
  declared: Endpoint<P, Q, B>,
): void {
  register(openapi, declared);
  router[declared.method](declared.path, async (request, response) => {
    const input = {
      params: declared.params?.parse(request.params),
      query: declared.query?.parse(request.query),
      body: declared.body?.parse(request.body),
      request,
      response,
    } as EndpointInput<Parsed<P>, Parsed<Q>, Parsed<B>>;
    const answer = await declared.handle(input);
    if (answer) response.status(answer[0]).json(answer[1]);
  });
}

function register(openapi: OpenAPIRegistry, declared: Endpoint<any, any, any>): void {
  const responses: Record<string, object> = {
    default: { description: '错误(RFC 9457)', content: { 'application/problem+json': { schema: ProblemSchema } } },
  };
  for (const [status, answer] of Object.entries(declared.answers)) {
    responses[status] =
      answer instanceof z.ZodType
        ? { description: declared.summary, content: { 'application/json': { schema: answer } } }
        : { description: answer.about, content: { [answer.file]: { schema: { type: 'string', format: 'binary' } } } };
  }
  const body = declared.body
    ? { content: { 'application/json': { schema: declared.body } } }
    : declared.upload && { content: { 'multipart/form-data': { schema: declared.upload } } };
  openapi.registerPath({
    method: declared.method,
    path: `/api/v1${declared.path.replace(/:(\w+)/g, '{$1}')}`,
    summary: declared.summary,
    tags: [declared.tag],
    request: { params: declared.params, query: declared.query, ...(body ? { body } : {}) },
    responses,
  });
}

/** 列表分页的查询参数。 */
export const PageQuery = z.object({
  page: z.coerce.number().int().min(1).default(1).describe('页码,从 1 起'),
  pageSize: z.coerce.number().int().min(1).max(500).default(50).describe('每页条数,至多 500'),
});

/** 一页列表的回答。 */
export const pageOf = <S extends Schema>(item: S) =>
  z.object({ items: z.array(item), total: z.number(), page: z.number(), pageSize: z.number() });

export const IdParams = z.object({ id: z.string().regex(/^\d{1,18}$/, '编号应是数字') });

import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { ZodError } from 'zod';

/** 一处输入错误:在哪里、错在什么。 */
export interface ProblemDetail {
  path: string;
  message: string;
}

/**
 * 会让使用者看到的错误:稳定的代码、状态码、中文说明与「接下来怎么办」。
 * 经 {@link problemHandler} 成为 RFC 9457 的回答。
 */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly errors: ProblemDetail[];
  constructor(status: number, code: string, title: string, detail: string, errors: ProblemDetail[] = []) {
    super(detail);
    this.status = status;
    this.code = code;
    this.title = title;
    this.errors = errors;
  }
}

export const notFound = (what: string, id: string) =>
  new Problem(404, 'not-found', `没有该${what}`, `没有编号为 ${id} 的${what};请核对编号,或从列表中重新选取。`);

export const conflict = (code: string, title: string, detail: string) => new Problem(409, code, title, detail);

function fromZod(error: ZodError): Problem {
  const errors = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const detail = errors.map(({ path, message }) => (path ? `${path}:${message}` : message)).join(';');
  return new Problem(400, 'invalid-input', '输入不正确', detail, errors);
}

/** body-parser 等中间件抛出的错误(带 status 与 type)。 */
function fromMiddleware(error: { status?: number; type?: string }): Problem | null {
  if (error.type === 'entity.too.large') {
    return new Problem(413, 'body-too-large', '请求太大', '请求内容超过上限;病例请分批提交,每批不超过 10,000 例。');
  }
  if (error.type === 'entity.parse.failed') {
    return new Problem(400, 'invalid-json', '不是正确的 JSON', '请求内容不是正确的 JSON;请检查引号、逗号与括号。');
  }
  return error.status && error.status < 500
    ? new Problem(error.status, 'bad-request', '请求不正确', '请求不正确。')
    : null;
}

function send(response: Response, requestId: string, problem: Problem): void {
  response
    .status(problem.status)
    .type('application/problem+json')
    .json({
      type: `urn:casemix:problem:${problem.code}`,
      title: problem.title,
      status: problem.status,
      code: problem.code,
      detail: problem.message,
      requestId,
      ...(problem.errors.length > 0 ? { errors: problem.errors } : {}),
    });
}

/** 所有错误的出口。不认识的错误:500 与请求编号,细节只进日志,不给外面看。 */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error, _request, response, next) => {
    if (response.headersSent) return next(error);
    const requestId = randomUUID();
    const known = error instanceof Problem ? error : error instanceof ZodError ? fromZod(error) : fromMiddleware(error);
    if (!known) log.error({ requestId, err: error }, '未预料的错误');
    send(
      response,
      requestId,
      known ??
        new Problem(
          500,
          'internal',
          '服务内部错误',
          `服务出了未预料的错误;请把请求编号 ${requestId} 告知信息科,据此可在日志中查到原因。`,
        ),
    );
  };
}

/** 没有该路径。 */
export const noRoute: RequestHandler = (request) => {
  throw new Problem(404, 'no-route', '没有该地址', `没有 ${request.method} ${request.path};接口清单见 /api/docs。`);
};

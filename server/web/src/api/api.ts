import type { Problem } from './types.ts';

/** 接口的根;相对当前页面,放在子路径下也能用。 */
export const API = 'api/v1';

/** 接口给出的错误(RFC 9457),原样展示给使用者。 */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

const unreachable: Problem = {
  title: '连不上服务',
  detail: '浏览器没有收到服务的回答；请检查网络，或请信息科确认服务在运行。',
  status: 0,
  code: 'unreachable',
};

/** 任何错误都变成可展示的说明。 */
export function problemOf(error: unknown): Problem {
  return error instanceof ApiError ? error.problem : unreachable;
}

function readAnswer(status: number, text: string): unknown {
  const body = parsed(text);
  if (status >= 200 && status < 300) return body;
  if (isProblem(body)) throw new ApiError(body);
  const detail = `服务回答了状态 ${status}，没有说明原因；请稍后重试。`;
  throw new ApiError({ title: '请求没有成功', detail, status, code: 'unexplained' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'title' in body && 'detail' in body;

export type Query = Record<string, string | number | null | undefined>;

/** 接口地址;空的参数不写。空串有含义(没有填科室),照写。 */
export function urlOf(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return `${API}${path}${text && `?${text}`}`;
}

export async function get<T>(url: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(url, { signal: signal ?? null, headers: { Accept: 'application/json' } });
  return readAnswer(response.status, await response.text()) as T;
}

export const post = <T>(path: string, body: unknown = {}): Promise<T> => send('POST', path, body);
export const put = <T>(path: string, body: unknown): Promise<T> => send('PUT', path, body);

export const remove = <T>(path: string): Promise<T> => send('DELETE', path, {});

async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown): Promise<T> {
  const response = await fetch(urlOf(path), {
    method,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return readAnswer(response.status, await response.text()) as T;
}

/** 上传一个文件;`onProgress` 给出已传的比例(fetch 报不了上传进度)。 */
export function upload<T>(
  path: string,
  file: File,
  fields: Record<string, string>,
  onProgress: (share: number) => void = () => {},
): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', urlOf(path));
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiError(unreachable));
    request.onload = () => {
      try {
        resolve(readAnswer(request.status, request.responseText) as T);
      } catch (error) {
        reject(error);
      }
    };
    request.send(form);
  });
}

import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { Problem } from './problem.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/** 请求带来的令牌:`Authorization: Bearer 令牌`,或 Basic 认证的口令(浏览器会自己弹框,下载也带得上)。 */
function tokenOf(header: string | undefined): string | null {
  const [scheme, value] = (header ?? '').split(' ', 2);
  if (!scheme || !value) return null;
  if (/^bearer$/i.test(scheme)) return value;
  if (!/^basic$/i.test(scheme)) return null;
  const pair = Buffer.from(value, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** 设了访问令牌时,每个请求都必须带上它;比较用等时比较,免得逐字猜出。 */
export function requireToken(token: string | null): RequestHandler {
  const expected = token === null ? null : digest(token);
  return (request, response, next) => {
    if (!expected) return next();
    const given = tokenOf(request.headers.authorization);
    if (given !== null && timingSafeEqual(digest(given), expected)) return next();
    response.set('WWW-Authenticate', 'Basic realm="casemix", charset="UTF-8"');
    throw new Problem(
      401,
      'token-required',
      '需要访问令牌',
      '本服务设了访问令牌;请在请求头写 Authorization: Bearer 令牌,浏览器里口令处填令牌。',
    );
  };
}

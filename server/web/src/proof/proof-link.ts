import { hrefOf } from '../router.ts';
import type { SharedCase } from './proof-types.ts';

/** 分享的链接:内容都在 # 之后,浏览器不会把它发给服务器,也不进访问日志。 */
export function proofLink(shared: SharedCase): string {
  const bytes = new TextEncoder().encode(JSON.stringify(shared));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  const token = text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return `${location.href.split('#')[0]}${hrefOf('proof')}/${token}`;
}

/** 读链接;残缺或不是这种链接为 null。 */
export function readProofLink(token: string | undefined): SharedCase | null {
  if (!token) return null;
  try {
    const text = atob(token.replaceAll('-', '+').replaceAll('_', '/'));
    const shared: unknown = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0))));
    return isShared(shared) ? shared : null;
  } catch {
    return null;
  }
}

function isShared(value: unknown): value is SharedCase {
  if (typeof value !== 'object' || value === null || !('scheme' in value) || !('case' in value)) return false;
  const { scheme, case: facts } = value;
  return typeof scheme === 'string' && typeof facts === 'object' && facts !== null && 'diagnoses' in facts;
}

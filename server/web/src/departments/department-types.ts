export interface Term {
  code: string;
  name: string;
  validFrom: string;
  validBefore: string | null;
}
export type LinkKind = 'renamed' | 'merged' | 'split';
export interface Link {
  from: string;
  ward: string;
  to: string;
  effectiveOn: string;
  kind: LinkKind;
  note: string;
}
/** `GET /departments/history` 的回答。 */
export interface History {
  departments: Term[];
  links: Link[];
}
export const LINK_KINDS: Record<LinkKind, string> = { renamed: '更名（换编码）', merged: '合并', split: '拆分' };
/** 没有写启用日的,从这一天起;页面上显示为空。 */
export const EARLIEST = '1900-01-01';

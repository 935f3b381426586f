/** 组码第二位所示的类别。 */
export type GroupKind = 'surgical' | 'non-OR procedure' | 'medical' | 'ambiguous' | 'ungrouped';

/** 组码各位的含义。 */
export interface GroupCode {
  readonly mdc: string | null;
  readonly kind: GroupKind;
  /** 第四位(细分)原样给出;歧义、未入组、只有三位的 ADRG 码为 null。 */
  readonly digit: string | null;
}

/**
 * 读 CHS-DRG 组码:首位 MDC,次位 A–J 外科、K–Q 非手术室操作、R–Z 内科,三位顺序,四位细分;
 * xQY 是歧义病案,0000 与 x00 是未入组。不是组码的文本返回 null。
 * 细分位的含义各地不同,这里只给出字符,不解释。来源:CHS-DRG 编码规则(手册 2.1、2.3)。
 */
export function parseGroupCode(code: string): GroupCode | null {
  if (code === '0000') return { mdc: null, kind: 'ungrouped', digit: null };
  const parts = /^([A-Z])(?:(QY)|(00)|([A-Z])[0-9A-Z]([0-9A-Z])?)$/.exec(code);
  if (!parts) return null;
  const [, mdc, ambiguous, unassigned, letter, digit] = parts;
  if (ambiguous) return { mdc: mdc!, kind: 'ambiguous', digit: null };
  if (unassigned) return { mdc: mdc!, kind: 'ungrouped', digit: null };
  return { mdc: mdc!, kind: kindOf(letter!), digit: digit ?? null };
}

function kindOf(letter: string): GroupKind {
  if (letter <= 'J') return 'surgical';
  return letter <= 'Q' ? 'non-OR procedure' : 'medical';
}

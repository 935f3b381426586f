import type { SchemeChange } from './scheme-change.ts';

/** 换了病组的一个病例:两边的组码(连同上级 ADRG、MDC)与它的编码;费用以分计。 */
export interface ChangedCase {
  readonly groups: readonly string[];
  readonly codes: readonly string[];
  readonly feeInCents: number;
}

export interface Impact {
  readonly cases: number;
  readonly feeInCents: number;
}

/**
 * 每处规则差异涉及的、换了病组的病例:组的差异看病例离开或进入该组,编码的差异看病案上有没有合于它的编码。
 * 一个病例对一处差异只计一次;一个病例可以涉及几处差异,所以各行不可相加。
 */
export class ChangeImpact {
  readonly #tally = new Map<string, { cases: number; feeInCents: number }>();
  readonly #prefixes = new Set<string>();
  readonly #ranges: { key: string; from: string; upTo: string }[] = [];

  constructor(changes: Iterable<SchemeChange>) {
    for (const change of changes) {
      const key = keyOf(change);
      if (this.#tally.has(key)) continue;
      this.#tally.set(key, { cases: 0, feeInCents: 0 });
      if (isGroupLevel(change)) continue;
      const [from, upTo] = change.code.split('-');
      if (change.code.endsWith('*')) this.#prefixes.add(change.code);
      else if (upTo !== undefined) this.#ranges.push({ key, from: from!, upTo });
    }
  }

  add({ groups, codes, feeInCents }: ChangedCase): void {
    const touched = new Set(groups.map(groupKey));
    for (const code of new Set(codes)) {
      touched.add(code);
      for (let length = 1; length <= code.length; length++) {
        const prefix = `${code.slice(0, length)}*`;
        if (this.#prefixes.has(prefix)) touched.add(prefix);
      }
      for (const { key, from, upTo } of this.#ranges) {
        if (code.slice(0, from.length) >= from && code.slice(0, upTo.length) <= upTo) touched.add(key);
      }
    }
    for (const key of touched) {
      const tally = this.#tally.get(key);
      if (!tally) continue;
      tally.cases++;
      tally.feeInCents += feeInCents;
    }
  }

  of(change: SchemeChange): Impact {
    return this.#tally.get(keyOf(change)) ?? { cases: 0, feeInCents: 0 };
  }
}

const isGroupLevel = ({ level }: SchemeChange) =>
  level === 'MDC' || level === 'ADRG' || level === 'DRG' || level === '权重';
const groupKey = (code: string) => `组 ${code}`;
/** `BR1/2` 是 BR1 的第二条规则,病例只知道 BR1。 */
const keyOf = (change: SchemeChange) => (isGroupLevel(change) ? groupKey(change.code.split('/')[0]!) : change.code);

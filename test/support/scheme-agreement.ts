import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { groupDelimitedCase } from '../../analytics/grouping/group-case.ts';
import type { GroupingResult } from '../../analytics/grouping/grouping-case.ts';
import type { ParityCase } from './parity-material.ts';

/** 一种不一致:期望的 ADRG、我们给的 ADRG 与例数。未入组写作 `未入组`。 */
export interface Disagreement {
  readonly expected: string;
  readonly actual: string;
  readonly cases: number;
}

/** 与对照病例的一致率(0–1)。 */
export interface SchemeAgreement {
  readonly cases: number;
  readonly mdc: number;
  readonly adrg: number;
  readonly drg: number;
  /** 不一致的 MDC、ADRG,例数多的在前。 */
  readonly mdcDisagreements: readonly Disagreement[];
  readonly adrgDisagreements: readonly Disagreement[];
}

type Levels = readonly [mdc: string, adrg: string, drg: string];

const UNGROUPED = '未入组';
const NONE: Levels = [UNGROUPED, UNGROUPED, UNGROUPED];

// 对照文件把未入组写作 0000、00、0000;我们也没有给出组即为一致,不问是没有 MDC 还是没有 ADRG。
const expectedLevels = (expected: Levels): Levels => (expected[0] === '0000' || expected[0] === '00' ? NONE : expected);

const actualLevels = ({ status, mdc, adrg, drg }: GroupingResult): Levels =>
  status === 'grouped' || status === 'ambiguous' ? [mdc!, adrg!, drg] : NONE;

/** 用方案给对照病例分组,数出 MDC、ADRG、DRG 各有多少一致。 */
export function schemeAgreement(scheme: CompiledScheme, cases: readonly ParityCase[]): SchemeAgreement {
  const agreed = [0, 0, 0];
  const pairs = [new Map<string, number>(), new Map<string, number>()];
  for (const { facts, expected } of cases) {
    const wanted = expectedLevels(expected);
    const given = actualLevels(groupDelimitedCase(scheme, facts));
    for (let level = 0; level < 3; level++) {
      if (wanted[level] === given[level]) agreed[level]!++;
      else if (level < 2) count(pairs[level]!, `${wanted[level]}|${given[level]}`);
    }
  }
  const share = (level: number) => agreed[level]! / cases.length;
  const [mdcDisagreements, adrgDisagreements] = pairs.map(worstFirst) as [Disagreement[], Disagreement[]];
  return { cases: cases.length, mdc: share(0), adrg: share(1), drg: share(2), mdcDisagreements, adrgDisagreements };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function worstFirst(pairs: Map<string, number>): Disagreement[] {
  return [...pairs]
    .map(([pair, cases]) => {
      const [expected, actual] = pair.split('|') as [string, string];
      return { expected, actual, cases };
    })
    .sort((a, b) => b.cases - a.cases);
}

import type { CaseCodes } from '../../analytics/codes/case-codes.ts';
import { CODE_CHANGES } from '../../analytics/codes/code-repair.ts';
import type { CodeNote } from '../../analytics/grouping/case-proof.ts';
import type { GroupingCase } from '../../analytics/grouping/grouping-case.ts';

const AXES = { diagnosis: 'dx', procedure: 'proc' } as const;

/** 病例换过(或对照表有几个目标而没有换)的编码,写成证明里的说明。 */
export const conversionNotes = (codes: CaseCodes, c: GroupingCase, day: string | null): CodeNote[] =>
  codes.conversions(c, day).map(({ kind, place, given, changes, outcome, targets }) => ({
    axis: AXES[kind],
    place,
    given,
    changes: changes.map((change) => CODE_CHANGES[change]),
    mapped: outcome === 'mapped',
    targets: outcome === 'ambiguous' ? targets : [],
  }));

/** 同一个编码既改过写法又换过:合成一条,原来的写法取改写法之前的。 */
export function mergeNotes(written: readonly CodeNote[], converted: readonly CodeNote[]): CodeNote[] {
  const key = ({ axis, place }: CodeNote) => `${axis}${place}`;
  const before = new Map(written.map((note) => [key(note), note]));
  const merged = converted.map((note) => {
    const first = before.get(key(note));
    before.delete(key(note));
    return first ? { ...note, given: first.given, changes: [...first.changes, ...note.changes] } : note;
  });
  return [...before.values(), ...merged];
}

import type { CodeAxis, CodePosition, Comparison, VariableName } from '../condition-tree.ts';
import type { CodeSet } from './code-set.ts';
import type { CodeUniverse } from './code-universe.ts';
import { chooseValue, type ValueTest } from './value-choice.ts';

export type Level = 'MCC' | 'CC';

/** 对病例的一条最小要求。 */
export type Literal =
  | {
      readonly kind: 'code';
      readonly axis: CodeAxis;
      readonly position: CodePosition;
      readonly list: string;
      readonly wanted: boolean;
    }
  | { readonly kind: 'complication'; readonly level: Level; readonly wanted: boolean }
  /** 有一个被主要诊断排除的这一级并发症。 */
  | { readonly kind: 'excluded'; readonly level: Level }
  | { readonly kind: 'sites'; readonly mdc: string; readonly test: ValueTest }
  | { readonly kind: 'value'; readonly variable: Exclude<VariableName, 'sites'>; readonly test: ValueTest }
  | { readonly kind: 'missing'; readonly variable: VariableName };

/** 病例上须有的一个编码。 */
export interface Need {
  readonly position: 'any' | 'other';
  readonly among: CodeSet;
}

/** 一类编码还可以是什么。 */
export interface AxisDraft {
  readonly main: CodeSet;
  readonly other: CodeSet;
  readonly needs: readonly Need[];
}

export interface Universes {
  readonly dx: CodeUniverse;
  readonly proc: CodeUniverse;
}

/** 造了一半的病例:已有的要求,与合乎它们的余地。不可改,每加一条要求得一份新的。 */
export interface CaseDraft {
  readonly dx: AxisDraft;
  readonly proc: AxisDraft;
  readonly complications: readonly Extract<Literal, { kind: 'complication' | 'excluded' }>[];
  readonly sites: readonly Extract<Literal, { kind: 'sites' }>[];
  readonly values: ReadonlyMap<VariableName, readonly ValueTest[]>;
  readonly missing: ReadonlySet<VariableName>;
}

export function emptyDraft({ dx, proc }: Universes): CaseDraft {
  const free = ({ all }: CodeUniverse): AxisDraft => ({ main: all, other: all, needs: [] });
  return { dx: free(dx), proc: free(proc), complications: [], sites: [], values: new Map(), missing: new Set() };
}

/** 加上一条要求;已看得出不能同时满足时为 null。 */
export function withLiteral(draft: CaseDraft, literal: Literal, universes: Universes): CaseDraft | null {
  switch (literal.kind) {
    case 'code': {
      const axis = withCode(draft[literal.axis], literal, universes[literal.axis].inList(literal.list));
      return axis && { ...draft, [literal.axis]: axis };
    }
    case 'complication':
    case 'excluded':
      return withComplication(draft, literal);
    case 'sites':
      return { ...draft, sites: [...draft.sites, literal] };
    case 'missing':
      return valuesFit({ ...draft, missing: new Set([...draft.missing, literal.variable]) }, literal.variable);
    case 'value': {
      const tests = [...(draft.values.get(literal.variable) ?? []), literal.test];
      return valuesFit({ ...draft, values: new Map([...draft.values, [literal.variable, tests]]) }, literal.variable);
    }
  }
}

function withComplication(
  draft: CaseDraft,
  literal: Extract<Literal, { kind: 'complication' | 'excluded' }>,
): CaseDraft | null {
  const opposite = (known: Literal) =>
    known.kind === 'complication' &&
    literal.kind === 'complication' &&
    known.level === literal.level &&
    known.wanted !== literal.wanted;
  if (draft.complications.some(opposite)) return null;
  return { ...draft, complications: [...draft.complications, literal] };
}

function withCode(
  draft: AxisDraft,
  { position, wanted }: Extract<Literal, { kind: 'code' }>,
  list: CodeSet,
): AxisDraft | null {
  const { main, other, needs } = draft;
  if (position === 'main') {
    const rest = wanted ? main.and(list) : main.without(list);
    return rest.isEmpty() ? null : { ...draft, main: rest };
  }
  if (wanted) return { ...draft, needs: [...needs, { position, among: list }] };
  const rest = position === 'any' ? main.without(list) : main;
  return rest.isEmpty() ? null : { ...draft, main: rest, other: other.without(list) };
}

/** 变量还有合乎要求的值。 */
function valuesFit(draft: CaseDraft, variable: VariableName): CaseDraft | null {
  return draftValue(draft, variable) === undefined ? null : draft;
}

/** 变量取的值;没有要求为 null(不填),取不到为 undefined。 */
export function draftValue({ values, missing }: CaseDraft, variable: VariableName): number | string | null | undefined {
  const tests = values.get(variable) ?? [];
  if (missing.has(variable)) return tests.some(({ wanted }) => wanted) ? undefined : null;
  return tests.length === 0 ? null : chooseValue(variable, tests);
}

export const testOf = ({ operator, value }: Comparison, wanted: boolean): ValueTest => ({ operator, value, wanted });

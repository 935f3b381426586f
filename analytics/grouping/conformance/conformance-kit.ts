import type { CompiledScheme } from '../compiled-scheme.ts';
import { holdsAlways } from '../condition-logic.ts';
import { groupCase } from '../group-case.ts';
import type { GroupingCase, GroupingResult } from '../grouping-case.ts';
import type { SchemePack } from '../scheme-pack.ts';
import type { Literal, Universes } from './case-draft.ts';
import { CaseSearch, type Goal } from './case-search.ts';
import { codeMeanings } from './code-kind.ts';
import { CodeUniverse } from './code-universe.ts';
import { type CriticalLeaf, criticalLeaves, type Wanted } from './critical-leaf.ts';
import { missVariants } from './miss-variants.ts';
import { SchemeMeaning } from './scheme-meaning.ts';
import { must, type Target, targetsOf } from './target.ts';

/** 一个核对病例:方案各表的字面意思应得的结果,与分组器得出的。 */
export interface CheckedCase {
  /** 造它时怎样不合:`没有填`、`只作其他诊断`……;正例与最普通的反例为 null。 */
  readonly how: string | null;
  readonly case: GroupingCase;
  readonly expected: GroupingResult;
  readonly actual: GroupingResult;
  readonly agrees: boolean;
}

/** 造不出例子的原因。 */
export type NoExample =
  /** 条件恒成立,没有反例。 */
  | { readonly kind: 'always' }
  /** 各项条件不能同时满足。 */
  | { readonly kind: 'contradiction' }
  /** 合乎条件的病例都先被前面的这几行收走。 */
  | { readonly kind: 'taken'; readonly by: readonly string[] }
  /** 条件过于曲折,没有在限定的步数内造出。 */
  | { readonly kind: 'undecided' };

/** 正例(或反例)一组;造不出时说明原因。 */
export interface Evidence {
  readonly cases: readonly CheckedCase[];
  /** 造不出的原因;造出来了为 null。 */
  readonly notCoverable: NoExample | null;
}

/** 一条最小条件的一对正反例:只差它自己。 */
export interface LeafCheck {
  /** 条件原文中的一段。 */
  readonly leaf: string;
  readonly matched: Evidence;
  readonly justMissed: Evidence;
}

/** 一行规则的核对。 */
export interface RowCheck {
  readonly level: 'mdc' | 'adrg' | 'drg';
  readonly code: string;
  /** ADRG 有几条规则时的规则号,否则为空串。 */
  readonly rule: string;
  readonly condition: string;
  readonly matched: Evidence;
  readonly justMissed: Evidence;
  readonly leaves: readonly LeafCheck[];
}

/** 由方案自己的规则造出的全套核对。 */
export function checkConformance(pack: SchemePack, scheme: CompiledScheme): RowCheck[] {
  return new ConformanceKit(pack, scheme).rows();
}

/** 不在任何表中的诊断,作首类的代表。 */
const UNLISTED = ['U99.900', 'Z99.999', '??'];

class ConformanceKit {
  private readonly meaning: SchemeMeaning;
  private readonly search: CaseSearch;

  constructor(
    private readonly pack: SchemePack,
    private readonly scheme: CompiledScheme,
  ) {
    const codes = codeMeanings(pack);
    const unlisted = UNLISTED.find((code) => codes.dx.kindOf(code).lists.size === 0)!;
    const universes: Universes = {
      dx: new CodeUniverse(unlisted, codes.dx, pack.diagnosisNames),
      proc: new CodeUniverse('', codes.proc, pack.procedureNames),
    };
    this.meaning = new SchemeMeaning(pack, codes);
    this.search = new CaseSearch(universes);
  }

  rows(): RowCheck[] {
    return [...targetsOf(this.pack, this.meaning)].map((target) => this.row(target));
  }

  private row(target: Target): RowCheck {
    const { level, code, rule, condition } = target;
    const tree = condition.tree!;
    const leaves = criticalLeaves(tree).map((leaf) => this.leaf(target, leaf));
    const matched = together(leaves.map((leaf) => leaf.matched)) ?? this.match(target, [{ tree, wanted: true }]);
    const justMissed = together(leaves.map((leaf) => leaf.justMissed)) ?? this.miss(target, [{ tree, wanted: false }]);
    return { level, code, rule, condition: condition.text, matched, justMissed, leaves };
  }

  private leaf(target: Target, { leaf, wanted, rest }: CriticalLeaf): LeafCheck {
    const matched = this.match(target, [{ tree: leaf, wanted }, ...rest]);
    const like = matched.cases[0]?.case ?? null;
    const missing = [{ tree: leaf, wanted: !wanted }, ...rest];
    const justMissed = this.miss(target, missing, like);
    const variants = missVariants(leaf, wanted, target.home).flatMap(({ how, literals }) => {
      const c = this.seek(target, missing, { like, literals, refuse: 'refuseMiss' });
      return c.found ? [this.checked(c.found, how)] : [];
    });
    return {
      leaf: target.condition.text.slice(leaf.from, leaf.to),
      matched,
      justMissed: { ...justMissed, cases: [...justMissed.cases, ...variants] },
    };
  }

  private match(target: Target, wanted: readonly Wanted[]): Evidence {
    const { found, why } = this.seek(target, wanted, { refuse: 'refuseMatch' });
    return found ? { cases: [this.checked(found, null)], notCoverable: null } : { cases: [], notCoverable: why };
  }

  /** 反例最好真的走到这一行;前面的行一定会先收走的,退而求其次:条件只差这一处,不得入这一行。 */
  private miss(target: Target, wanted: readonly Wanted[], like: GroupingCase | null = null): Evidence {
    if (wanted.every(({ tree, wanted: value }) => !value && holdsAlways(tree))) {
      return { cases: [], notCoverable: { kind: 'always' } };
    }
    const reached = this.seek(target, wanted, { like, refuse: 'refuseMiss' });
    if (reached.found) return { cases: [this.checked(reached.found, null)], notCoverable: null };
    const anywhere = this.seek({ ...target, earlier: [] }, wanted, { like });
    if (anywhere.found) return { cases: [this.checked(anywhere.found, '先入别的组')], notCoverable: null };
    const outside = this.seek({ ...target, entry: [], earlier: [] }, wanted, { like });
    if (outside.found) return { cases: [this.checked(outside.found, '也不合所属的大类或 ADRG')], notCoverable: null };
    return { cases: [], notCoverable: reached.why };
  }

  private seek(
    target: Target,
    wanted: readonly Wanted[],
    how: Seeking,
  ): { found: GroupingCase | null; why: NoExample | null } {
    const { home, entry, earlier } = target;
    const find = (notEarlier: readonly Goal[], blockers: Set<string>) =>
      this.search.find({
        goals: [...wanted.map((want) => ({ ...want, home })), ...notEarlier, ...entry],
        literals: how.literals ?? [],
        like: how.like ?? null,
        refuse: (c) => (how.refuse ? target[how.refuse](c, blockers) : null),
      });
    const blockers = new Set<string>();
    const outcome = find(
      earlier.map(({ condition }) => must(condition, home, false)),
      blockers,
    );
    if (outcome.kind === 'found') return { found: outcome.c, why: null };
    const free = earlier.length > 0 ? find([], new Set()) : outcome;
    const takers =
      free.kind === 'found'
        ? earlier.filter(({ condition }) => this.meaning.holds(condition.tree!, home, free.c)).map(({ drg }) => drg)
        : blockers;
    return { found: null, why: whyNot(outcome.kind, [...takers]) };
  }

  private checked(c: GroupingCase, how: string | null): CheckedCase {
    const expected = this.meaning.decide(c).result;
    const actual = groupCase(this.scheme, c);
    return { how, case: c, expected, actual, agrees: sameResult(expected, actual) };
  }
}

/** 怎样找:条件写不出的要求、像谁、被前面的行收走时怎么办(不写就不管)。 */
interface Seeking {
  readonly literals?: readonly Literal[];
  readonly like?: GroupingCase | null;
  readonly refuse?: 'refuseMatch' | 'refuseMiss';
}

/** 各叶子的例子合起来;一个也没有为 null。 */
function together(all: readonly Evidence[]): Evidence | null {
  const cases = all.flatMap((evidence) => evidence.cases);
  return cases.length === 0 ? null : { cases, notCoverable: null };
}

function whyNot(kind: 'none' | 'undecided', takers: readonly string[]): NoExample {
  if (kind === 'undecided') return { kind };
  return takers.length === 0 ? { kind: 'contradiction' } : { kind: 'taken', by: takers };
}

const sameResult = (a: GroupingResult, b: GroupingResult) =>
  a.status === b.status && a.mdc === b.mdc && a.adrg === b.adrg && a.drg === b.drg;

import type { GroupingCase } from '../grouping-case.ts';
import type { AxisDraft, CaseDraft, Need, Universes } from './case-draft.ts';
import { draftValue } from './case-draft.ts';
import type { CodeSet } from './code-set.ts';
import type { CodeUniverse } from './code-universe.ts';
import { comparisonHolds } from './value-choice.ts';

/**
 * 由余地定出一个病例;没有这样的病例为 null。编码尽量与 `like` 的相同,于是一对正反例只差要核对的那一处。
 */
export function caseOf(draft: CaseDraft, universes: Universes, like: GroupingCase | null): GroupingCase | null {
  const diagnoses = new DiagnosisChoice(draft, universes.dx, like?.diagnoses ?? []).codes();
  if (diagnoses === null) return null;
  const procedures = procedureCodes(draft.proc, universes.proc, like?.procedures ?? []);
  return procedures && { ...factsOf(draft), diagnoses, procedures };
}

function factsOf(draft: CaseDraft): Omit<GroupingCase, 'diagnoses' | 'procedures'> {
  const number = (variable: Parameters<typeof draftValue>[1]) => {
    const value = draftValue(draft, variable);
    return typeof value === 'number' ? value : null;
  };
  const flag = (variable: Parameters<typeof draftValue>[1]) => {
    const value = number(variable);
    return value === null ? null : value === 1;
  };
  const department = draftValue(draft, 'dept');
  return {
    sex: number('sex'),
    age: number('age'),
    ageDays: number('age_days'),
    birthWeight: number('weight'),
    admissionWeight: number('admission_weight'),
    los: number('los'),
    dischargeType: number('discharge_type'),
    department: typeof department === 'string' ? department : null,
    ventilatorHours: number('vent_hours'),
    icuHours: number('icu_hours'),
    crrtHours: number('crrt_hours'),
    daySurgery: flag('day_surgery'),
    newTechnique: flag('new_technique'),
  };
}

/** 首类是「没有手术」,在没有要求时最先取到。 */
function procedureCodes({ main, other, needs }: AxisDraft, universe: CodeUniverse, like: readonly string[]) {
  for (const first of preferring(main, universe, like.slice(0, 1))) {
    const others = meetNeeds(first, needs, other, universe, like.slice(1));
    if (others === null || (first === 0 && others.length > 0)) continue;
    return first === 0 ? [] : [first, ...others].map((index) => universe.codes[index]!);
  }
  return null;
}

/** 集合的成员,`like` 中的在前。 */
function* preferring(set: CodeSet, universe: CodeUniverse, like: readonly string[]): Generator<number> {
  for (const code of like) {
    const index = universe.classOf(code);
    if (index !== undefined && set.has(index)) yield index;
  }
  yield* set.members();
}

/** 除首个之外还要哪些编码才合乎要求;首类(没有编码、不认识的编码)不作数。 */
function meetNeeds(
  first: number,
  needs: readonly Need[],
  allowed: CodeSet,
  universe: CodeUniverse,
  like: readonly string[],
): number[] | null {
  const chosen: number[] = [];
  for (const { position, among } of needs) {
    if (position === 'any' && among.has(first)) continue;
    if (chosen.some((index) => among.has(index))) continue;
    const { value: found } = preferring(among.and(allowed), universe, like).next();
    if (found === undefined) return null;
    chosen.push(found);
  }
  return chosen;
}

/** 主要诊断与其他诊断:并发症算不算数取决于主要诊断的排除表,部位要数全部诊断。 */
class DiagnosisChoice {
  private readonly hopeless = new Set<string>();

  constructor(
    private readonly draft: CaseDraft,
    private readonly universe: CodeUniverse,
    private readonly like: readonly string[],
  ) {}

  codes(): string[] | null {
    for (const main of preferring(this.draft.dx.main, this.universe, this.like.slice(0, 1))) {
      const others = this.othersFor(main);
      if (others !== null) return [main, ...others].map((index) => this.universe.codes[index]!);
    }
    return null;
  }

  private othersFor(main: number): number[] | null {
    const { needs } = this.draft.dx;
    const { excludes, sites } = this.universe.kinds[main]!;
    const met = needs.map(({ position, among }) => (position === 'any' && among.has(main) ? 1 : 0));
    const key = [excludes, ...met, ...this.draft.sites.map(({ mdc }) => sites.get(mdc))].join('\u0001');
    if (this.hopeless.has(key)) return null;
    const others = this.meetAll(main, excludes);
    if (others === null) this.hopeless.add(key);
    return others;
  }

  private meetAll(main: number, table: string | null): number[] | null {
    const { dx, complications } = this.draft;
    let allowed = dx.other;
    const needs: Need[] = [...dx.needs];
    for (const literal of complications) {
      const counted = this.counted(literal.level, table);
      if (literal.kind === 'excluded') {
        needs.push({ position: 'other', among: this.universe.atLevel(literal.level).without(counted) });
      } else if (literal.wanted) needs.push({ position: 'other', among: counted });
      else allowed = allowed.without(counted);
    }
    const others = meetNeeds(main, needs, allowed, this.universe, this.like.slice(1));
    return others && this.meetSites(main, others, allowed);
  }

  /** 这一级中不被主要诊断排除的。 */
  private counted(level: 'MCC' | 'CC', table: string | null): CodeSet {
    const set = this.universe.atLevel(level);
    return table === null ? set : set.without(this.universe.excludedBy(table));
  }

  /** 部位不够就逐个加别的部位的诊断;多了则没有办法。 */
  private meetSites(main: number, others: readonly number[], allowed: CodeSet): number[] | null {
    const chosen = [main, ...others];
    for (const { mdc } of this.draft.sites) {
      for (const site of this.universe.sitesOf(mdc)) {
        if (this.sitesFit(chosen)) break;
        const { value: added } = this.universe.atSite(mdc, site).and(allowed).members().next();
        if (added !== undefined && !this.sitesOf(chosen, mdc).has(site)) chosen.push(added);
      }
    }
    return this.sitesFit(chosen) ? chosen.slice(1) : null;
  }

  private sitesFit(chosen: readonly number[]): boolean {
    return this.draft.sites.every(
      ({ mdc, test }) => comparisonHolds(test, this.sitesOf(chosen, mdc).size) === test.wanted,
    );
  }

  private sitesOf(chosen: readonly number[], mdc: string): Set<string> {
    return new Set(chosen.flatMap((index) => this.universe.kinds[index]!.sites.get(mdc) ?? []));
  }
}

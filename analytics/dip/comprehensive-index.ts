import { categoryOf, type DiagnosisScope, scopeCovers, subcategoryOf } from './diagnosis-scope.ts';
import { TREATMENT_KINDS } from './region-pack.ts';

/** 综合病种:诊断范围、治疗方式的高低与编码的名次。 */
export interface Covering {
  readonly source: { readonly diagnosis: DiagnosisScope };
  readonly kind: number;
  readonly codeRank: number;
}

/** 各治疗方式下的首选;下标是病例的治疗方式。 */
type ByKind<E> = readonly (E | undefined)[];

const SUBCATEGORY = /^[A-Z]\d\d\.[\dx]$/;

/**
 * 综合病种的索引。先诊断窄的(亚目、类目、短的区间),再治疗方式高的,再编码小的;
 * `fallsBack` 时病例的治疗方式没有,可用较低的。
 */
export class ComprehensiveIndex<E extends Covering> {
  private readonly exact = new Map<string, ByKind<E>>();
  /** 亚目或类目的全部综合病种。 */
  private readonly byText: ReadonlyMap<string, readonly E[]>;
  private readonly ranges: readonly E[];
  /** 见过的亚目的首选;只记合乎写法的亚目,不会无限增长。 */
  private readonly bySubcategory = new Map<string, ByKind<E>>();

  constructor(
    readonly all: readonly E[],
    private readonly fallsBack: boolean,
  ) {
    const isRange = (entry: E) => entry.source.diagnosis.level === 'range';
    this.ranges = all.filter(isRange);
    this.byText = grouped(all.filter((entry) => !isRange(entry)));
    for (const [text, entries] of this.byText) this.exact.set(text, this.bestByKind(entries));
  }

  /** 亚目与治疗方式的首选综合病种。 */
  find(subcategory: string, kind: number): E | undefined {
    return (this.bySubcategory.get(subcategory) ?? this.resolve(subcategory))[kind];
  }

  /** 全部候选,不分先后;供证明用。 */
  candidates(diagnosis: string, kind: number): E[] {
    return this.covering(diagnosis).filter((entry) => this.serves(entry, kind));
  }

  /** 有没有综合病种的诊断范围含它,不论治疗方式。 */
  covers(diagnosis: string): boolean {
    return this.covering(diagnosis).length > 0;
  }

  private covering(diagnosis: string): E[] {
    const [own, wider] = [subcategoryOf(diagnosis), categoryOf(diagnosis)];
    return [
      ...(this.byText.get(own) ?? []),
      ...(own === wider ? [] : (this.byText.get(wider) ?? [])),
      ...this.ranges.filter((entry) => scopeCovers(entry.source.diagnosis, diagnosis)),
    ];
  }

  private serves(entry: E, kind: number): boolean {
    return entry.kind === kind || (this.fallsBack && entry.kind < kind);
  }

  private resolve(subcategory: string): ByKind<E> {
    const category = categoryOf(subcategory);
    const own = this.exact.get(subcategory);
    const wider = this.exact.get(category);
    const ranges = this.bestByKind(this.ranges.filter((entry) => scopeCovers(entry.source.diagnosis, category)));
    const best = TREATMENT_KINDS.map((_, kind) => own?.[kind] ?? wider?.[kind] ?? ranges[kind]);
    if (SUBCATEGORY.test(subcategory)) this.bySubcategory.set(subcategory, best);
    return best;
  }

  private bestByKind(entries: readonly E[]): ByKind<E> {
    const ordered = [...entries].sort(
      (a, b) => a.source.diagnosis.width - b.source.diagnosis.width || b.kind - a.kind || a.codeRank - b.codeRank,
    );
    return TREATMENT_KINDS.map((_, kind) => ordered.find((entry) => this.serves(entry, kind)));
  }
}

function grouped<E extends Covering>(entries: readonly E[]): Map<string, E[]> {
  const groups = new Map<string, E[]>();
  for (const entry of entries) {
    const { text } = entry.source.diagnosis;
    const group = groups.get(text);
    if (group) group.push(entry);
    else groups.set(text, [entry]);
  }
  return groups;
}

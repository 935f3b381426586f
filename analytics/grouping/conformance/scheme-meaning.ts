import { normaliseCode } from '../code-entry.ts';
import { looksAtProceduresOnly } from '../condition-logic.ts';
import type { CodeAxis, CodePosition, Comparison, Condition } from '../condition-tree.ts';
import { type GroupingCase, type GroupingResult, UNGROUPED_DRG } from '../grouping-case.ts';
import { mdcOwner, ownListKey, ruleOwner } from '../list-registry.ts';
import { type AdrgRow, type DrgRow, groupRows, type MdcRow, ruleKey, type SchemePack } from '../scheme-pack.ts';
import { type CodeKind, type CodeMeanings, NOTHING_KNOWN, singleCodeList, VALID_LIST } from './code-kind.ts';
import { comparisonHolds } from './value-choice.ts';

/** 条件所在的行:它的清单归谁,部位按哪个 MDC 数。 */
export interface Home {
  readonly owner: string;
  readonly mdc: string;
}

/** 结果,与收下病例的行;没有收下为 null。 */
export interface Verdict {
  readonly result: GroupingResult;
  readonly rule: AdrgRow | null;
  readonly drg: DrgRow | null;
}

export const mdcHome = ({ mdc }: MdcRow): Home => ({ owner: mdcOwner(mdc), mdc });
export const ruleHome = ({ adrg, rule, mdc }: AdrgRow): Home => ({ owner: ruleOwner(adrg, rule), mdc });

/** 条件里的清单在这一行是哪一个。 */
export const listOf = (list: string, { owner }: Home): string =>
  list === VALID_LIST ? VALID_LIST : ownListKey(owner, list);

/**
 * 方案各表的字面意思:按次序逐行逐条求值,不编译、不建索引。
 * 符合性核对以它的结果为准,所以它与 {@link groupCase} 不共用判定的代码。
 */
export class SchemeMeaning {
  private readonly rulesOf: ReadonlyMap<string, AdrgRow[]>;
  private readonly drgsOf: ReadonlyMap<string, DrgRow[]>;

  constructor(
    readonly pack: SchemePack,
    private readonly codes: { readonly dx: CodeMeanings; readonly proc: CodeMeanings },
  ) {
    this.rulesOf = groupRows(pack.adrgs, ({ mdc }) => mdc);
    this.drgsOf = groupRows(pack.drgs, ruleKey);
  }

  rules(mdc: MdcRow): readonly AdrgRow[] {
    return this.rulesOf.get(mdc.mdc) ?? [];
  }

  drgs(rule: AdrgRow): readonly DrgRow[] {
    return this.drgsOf.get(ruleKey(rule)) ?? [];
  }

  decide(c: GroupingCase): Verdict {
    const reading = new CaseReading(c, this.codes);
    let admitted: MdcRow | null = null;
    for (const mdc of this.pack.mdcs) {
      if (!reading.holds(mdc.condition.tree!, mdcHome(mdc))) continue;
      const rule = this.rules(mdc).find((row) => reading.holds(row.condition.tree!, ruleHome(row)));
      if (rule) return this.within(rule, reading);
      if (!looksAtProceduresOnly(mdc.condition.tree!)) admitted = mdc;
    }
    return { result: ungrouped(admitted), rule: null, drg: null };
  }

  /** 一个条件对一个病例成立与否。 */
  holds(tree: Condition, home: Home, c: GroupingCase): boolean {
    return new CaseReading(c, this.codes).holds(tree, home);
  }

  private within(rule: AdrgRow, reading: CaseReading): Verdict {
    const { mdc, adrg } = rule;
    if (rule.kind === 'ambiguous') {
      return { result: { status: 'ambiguous', mdc, adrg, drg: adrg }, rule, drg: null };
    }
    const drg = this.drgs(rule).find((row) => reading.holds(row.condition.tree!, ruleHome(rule))) ?? null;
    return { result: { status: 'grouped', mdc, adrg, drg: drg?.drg ?? adrg }, rule, drg };
  }
}

const ungrouped = (mdc: MdcRow | null): GroupingResult => ({
  status: mdc === null ? 'no-mdc' : 'no-adrg',
  mdc: mdc?.mdc ?? null,
  adrg: null,
  drg: UNGROUPED_DRG,
});

class CaseReading {
  private readonly kinds: Record<CodeAxis, readonly CodeKind[]>;

  constructor(
    private readonly given: GroupingCase,
    codes: { readonly dx: CodeMeanings; readonly proc: CodeMeanings },
  ) {
    const kindsOf = (meanings: CodeMeanings, list: readonly string[]) =>
      list.map((code) => meanings.kindOf(normaliseCode(code)));
    this.kinds = { dx: kindsOf(codes.dx, given.diagnoses), proc: kindsOf(codes.proc, given.procedures) };
  }

  holds(node: Condition, home: Home): boolean {
    switch (node.kind) {
      case 'true':
        return true;
      case 'not':
        return !this.holds(node.part, home);
      case 'and':
        return node.parts.every((part) => this.holds(part, home));
      case 'or':
        return node.parts.some((part) => this.holds(part, home));
      case 'member':
        return this.someIn(node.axis, node.position, listOf(node.list, home));
      case 'has':
        return this.someIn(node.axis, 'any', singleCodeList(node.code));
      case 'complication':
        return this.hasComplication(node.level === 'mcc' ? 'MCC' : 'CC');
      case 'compare':
        return comparisonHolds(node, this.valueOf(node, home));
    }
  }

  private someIn(axis: CodeAxis, position: CodePosition, list: string): boolean {
    const kinds = this.kinds[axis];
    const seen = { main: kinds.slice(0, 1), any: kinds, other: kinds.slice(1) }[position];
    return seen.some(({ lists }) => lists.has(list));
  }

  /** 其他诊断中有这一级的,而且主要诊断不在会排除它的那张表里(手册 2.3)。 */
  private hasComplication(level: 'MCC' | 'CC'): boolean {
    const [main = NOTHING_KNOWN, ...others] = this.kinds.dx;
    return others.some(
      (kind) => kind.level === level && (kind.excludedBy === null || kind.excludedBy !== main.excludes),
    );
  }

  private valueOf({ variable }: Comparison, { mdc }: Home): number | string | null {
    const { given } = this;
    const flag = (value: boolean | null) => (value === null ? null : Number(value));
    switch (variable) {
      case 'sites':
        return new Set(this.kinds.dx.flatMap(({ sites }) => sites.get(mdc) ?? [])).size;
      case 'age':
      case 'sex':
      case 'los':
        return given[variable];
      case 'age_days':
        return given.ageDays;
      case 'weight':
        return given.birthWeight;
      case 'admission_weight':
        return given.admissionWeight;
      case 'vent_hours':
        return given.ventilatorHours;
      case 'icu_hours':
        return given.icuHours;
      case 'crrt_hours':
        return given.crrtHours;
      case 'discharge_type':
        return given.dischargeType;
      case 'day_surgery':
        return flag(given.daySurgery);
      case 'new_technique':
        return flag(given.newTechnique);
      case 'dept':
        return given.department;
    }
  }
}

import type { CompiledEntry } from './compiled-region.ts';
import type { ProcedureReader } from './procedure-reader.ts';
import { ENTRY_TYPES, type EntryType } from './region-pack.ts';
import type { Criterion, RegionPolicy } from './region-policy.ts';

/** 决定先后的规则:类型次序、核心与基层内部的各标准、综合病种的诊断宽窄。 */
export type DecidingRule = 'type_order' | 'diagnosis' | Criterion;

/** 决出先后的结果:哪条规则分出的,以及谁在前(负数为前者)。 */
export interface Verdict {
  readonly rule: DecidingRule;
  readonly sign: number;
}

type Compare = (a: CompiledEntry, b: CompiledEntry) => number;

/** 候选之间的先后,按区域的政策编好一次。正在匹配的病例的操作由 `procedures` 给出,费用由 {@link Contest.cost}。 */
export class Contest {
  /** 本例费用,百万分之一元。 */
  cost = 0;
  private readonly typeRanks: Readonly<Record<EntryType, number>>;
  private readonly ordered: readonly Compare[];
  private readonly rules: readonly Criterion[];
  private readonly comparisons: Readonly<Record<Criterion, Compare>>;

  constructor(policy: RegionPolicy, procedures: ProcedureReader) {
    this.typeRanks = Object.fromEntries(ENTRY_TYPES.map((type) => [type, policy.typeOrder.indexOf(type)])) as Record<
      EntryType,
      number
    >;
    this.comparisons = this.comparisonsOver(procedures);
    // 政策的各标准都分不出时取编码小的,结果才确定。
    this.rules = policy.order.includes('code') ? policy.order : [...policy.order, 'code'];
    this.ordered = this.rules.map((rule) => this.comparisons[rule]);
  }

  private comparisonsOver(procedures: ProcedureReader): Record<Criterion, Compare> {
    const namesMain = (entry: CompiledEntry) => (entry.named.includes(procedures.main) ? 1 : 0);
    return {
      main_procedure: (a, b) => namesMain(b) - namesMain(a),
      parts: (a, b) => b.parts.length - a.parts.length,
      matched: (a, b) => procedures.countOf(b.named) - procedures.countOf(a.named),
      kind: (a, b) => b.kind - a.kind,
      cost: (a, b) => Math.abs(a.mean - this.cost) - Math.abs(b.mean - this.cost),
      code: (a, b) => a.codeRank - b.codeRank,
    };
  }

  /** 类型次序;负数为前者在前。 */
  byType(a: CompiledEntry, b: CompiledEntry): number {
    return this.typeRanks[a.type] - this.typeRanks[b.type];
  }

  /** 核心与基层病种之间:先类型次序,再逐个标准。 */
  precedes(a: CompiledEntry, b: CompiledEntry): boolean {
    const byType = this.byType(a, b);
    if (byType !== 0) return byType < 0;
    for (let i = 0; i < this.ordered.length; i++) {
      const sign = this.ordered[i]!(a, b);
      if (sign !== 0) return sign < 0;
    }
    return false;
  }

  /** 任意两个候选的先后与理由,供证明用。 */
  decide(a: CompiledEntry, b: CompiledEntry): Verdict {
    const byType = this.byType(a, b);
    if (byType !== 0) return { rule: 'type_order', sign: byType };
    if (a.type === 'comprehensive') return this.decideComprehensive(a, b);
    for (const rule of this.rules) {
      const sign = this.comparisons[rule](a, b);
      if (sign !== 0) return { rule, sign };
    }
    return { rule: 'code', sign: 0 };
  }

  private decideComprehensive(a: CompiledEntry, b: CompiledEntry): Verdict {
    const width = a.source.diagnosis.width - b.source.diagnosis.width;
    if (width !== 0) return { rule: 'diagnosis', sign: width };
    if (a.kind !== b.kind) return { rule: 'kind', sign: b.kind - a.kind };
    return { rule: 'code', sign: a.codeRank - b.codeRank };
  }
}

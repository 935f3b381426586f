import { type Fen, fen } from '../money.ts';
import type { AuxiliaryFacts } from './auxiliary-condition.ts';
import { auxiliaryFactor } from './auxiliary-factor.ts';
import { type Deviation, type PointFactors, priceCase } from './case-pricing.ts';
import type { CompiledEntry, CompiledRegion } from './compiled-region.ts';
import type { Contest } from './contest.ts';
import { subcategoryOf } from './diagnosis-scope.ts';
import { ONE, type Points } from './exact-decimal.ts';
import type { EntryType, TreatmentKind } from './region-pack.ts';

/** 匹配的输入;编码须是标准写法(字母大写,扩展位的 x 小写)。 */
export interface DipCase {
  /** 首个是主要诊断。 */
  readonly diagnoses: readonly string[];
  /** 首个是主要操作;可为空。 */
  readonly procedures: readonly string[];
  readonly totalCost: Fen;
  /** 辅助目录要看的事实;区域没有辅助目录时不用给。 */
  readonly facts?: AuxiliaryFacts;
}

/** 一个病例的病种与分值;未入组时各项为 null。 */
export interface DipMatch {
  /** 病种编码;null 为未入组。 */
  readonly entry: string | null;
  readonly type: EntryType | null;
  readonly kind: TreatmentKind | null;
  readonly deviation: Deviation | null;
  /** 万分之一分的整数,见 formatPoints。 */
  readonly points: Points | null;
  readonly factors: PointFactors | null;
}

/** 结果文件中未入组的写法。 */
export const UNGROUPED_ENTRY = 'ungrouped';

const UNGROUPED: DipMatch = Object.freeze({
  entry: null,
  type: null,
  kind: null,
  deviation: null,
  points: null,
  factors: null,
});

/** 给一个病例找病种并计分。 @throws RangeError 费用不是整数分或为负。 */
export function matchCase(region: CompiledRegion, c: DipCase): DipMatch {
  beginCase(region, c);
  const entry = bestEntry(region, subcategoryOf(c.diagnoses[0] ?? ''));
  return entry === null ? UNGROUPED : matchOf(region, entry, c);
}

/** 读入病例:此后 region 的操作标记与费用都是它的。 */
export function beginCase({ procedures, contest }: CompiledRegion, c: DipCase): void {
  if (fen(c.totalCost) < 0) throw new RangeError(`费用为负:${c.totalCost} 分`);
  procedures.read(c.procedures);
  contest.cost = c.totalCost * 10_000;
}

/** 病种的计分结果。 */
export function matchOf({ policy }: CompiledRegion, entry: CompiledEntry, c: DipCase): DipMatch {
  const auxiliary =
    entry.auxiliary.length === 0 ? ONE : auxiliaryFactor(entry.auxiliary, c, policy.auxiliaryCombine).factor;
  const price = priceCase(entry.pricing, c.totalCost, auxiliary);
  if (price === entry.pricing.atNormal) return entry.atNormal;
  const { deviation, points, factors } = price;
  return { entry: entry.code, type: entry.type, kind: entry.source.kind, deviation, points, factors };
}

/** 先后第一的候选;没有候选为 null。 */
function bestEntry(region: CompiledRegion, subcategory: string): CompiledEntry | null {
  const { contest, comprehensive, procedures } = region;
  const own = bestOfSubcategory(region, subcategory);
  const other = comprehensive.find(subcategory, procedures.kind) ?? null;
  if (own === null || other === null) return own ?? other;
  return contest.byType(own, other) < 0 ? own : other;
}

/** 核心与基层:表达式成立的;一个也没有而病例是保守治疗,才是不要求操作的。 */
function bestOfSubcategory(region: CompiledRegion, subcategory: string): CompiledEntry | null {
  const { bySubcategory, procedures, contest } = region;
  const group = bySubcategory.get(subcategory);
  if (group === undefined) return null;
  const { withProcedures, withoutProcedures, tests } = group;
  const heldCount = procedures.findHeld(tests);
  if (heldCount === 0) return procedures.kind === 0 ? first(contest, withoutProcedures) : null;
  let best = withProcedures[procedures.held[0]!]!;
  for (let i = 1; i < heldCount; i++) {
    const entry = withProcedures[procedures.held[i]!]!;
    if (contest.precedes(entry, best)) best = entry;
  }
  return best;
}

function first(contest: Contest, entries: readonly CompiledEntry[]): CompiledEntry | null {
  let best: CompiledEntry | null = null;
  for (const entry of entries) if (best === null || contest.precedes(entry, best)) best = entry;
  return best;
}

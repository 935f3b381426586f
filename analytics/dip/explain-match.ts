import { auxiliaryFactor, NO_AUXILIARY } from './auxiliary-factor.ts';
import type { CompiledEntry, CompiledRegion } from './compiled-region.ts';
import type { DecidingRule } from './contest.ts';
import { categoryOf, subcategoryOf } from './diagnosis-scope.ts';
import { beginCase, type DipCase, type DipMatch, matchCase } from './match-case.ts';
import { namedProcedures } from './procedure-expression.ts';
import { type AuxiliaryRow, type CatalogueEntry, TREATMENT_KINDS, type TreatmentKind } from './region-pack.ts';

/** 一个候选为何落选。 */
export interface CandidateProof {
  readonly entry: CatalogueEntry;
  /** 分出先后的规则;null 为胜出者。 */
  readonly lostBy: DecidingRule | null;
  /** 规则所比的值:胜出者的与它的;胜出者自身为 null。 */
  readonly compared: { readonly winner: string; readonly own: string } | null;
}

/** 同亚目、却没有成为候选的病种。 */
export interface NotCandidate {
  readonly entry: CatalogueEntry;
  /** 表达式缺的各组(每组有其一即可);不要求操作的病种为空。 */
  readonly missing: readonly (readonly string[])[];
  readonly reason: 'procedures-missing' | 'expression-held' | 'not-conservative';
}

/** 一个病例匹配的证明。 */
export interface MatchProof {
  readonly match: DipMatch;
  readonly diagnosis: string;
  readonly subcategory: string;
  readonly category: string;
  /** 病例的治疗方式与定它的操作;没有操作可定时为空。 */
  readonly kind: TreatmentKind;
  readonly kindFrom: readonly string[];
  /** 操作表不认识的操作。 */
  readonly unknownProcedures: readonly string[];
  /** 先后排好,首个胜出。 */
  readonly candidates: readonly CandidateProof[];
  readonly notCandidates: readonly NotCandidate[];
  /** 胜出者与次席之间的规则;不足两个候选为 null。 */
  readonly decidedBy: DecidingRule | null;
  /** 有候选只因费用落选:病种随费用而变,是应当看住的地方(手册 3.6)。 */
  readonly costDecided: boolean;
  readonly auxiliary: readonly AuxiliaryRow[];
}

/** 一个病例为何是这个病种:全部候选、各自为何落选、哪条规则决定、费用是否起了作用。 */
export function explainMatch(region: CompiledRegion, c: DipCase): MatchProof {
  const match = matchCase(region, c);
  beginCase(region, c);
  const diagnosis = c.diagnoses[0] ?? '';
  const { held, notCandidates } = ownEntries(region, diagnosis);
  const all = [...held, ...region.comprehensive.candidates(diagnosis, region.procedures.kind)];
  const ordered = all.sort((a, b) => region.contest.decide(a, b).sign);
  const candidates = ordered.map((entry) => candidateProof(region, ordered[0]!, entry));
  return {
    match,
    diagnosis,
    subcategory: subcategoryOf(diagnosis),
    category: categoryOf(diagnosis),
    ...kindProof(region, c.procedures),
    candidates,
    notCandidates,
    decidedBy: candidates[1]?.lostBy ?? null,
    costDecided: candidates.some(({ lostBy }) => lostBy === 'cost'),
    auxiliary: ordered[0] ? appliedAuxiliary(region, ordered[0], c) : [],
  };
}

function ownEntries(region: CompiledRegion, diagnosis: string) {
  const group = region.bySubcategory.get(subcategoryOf(diagnosis));
  if (group === undefined) return { held: [], notCandidates: [] };
  const { procedures } = region;
  const count = procedures.findHeld(group.tests);
  const numbers = new Set(procedures.held.slice(0, count));
  const held = group.withProcedures.filter((_, index) => numbers.has(index));
  const notCandidates: NotCandidate[] = group.withProcedures
    .filter((_, index) => !numbers.has(index))
    .map((entry) => ({ entry: entry.source, missing: missingParts(region, entry), reason: 'procedures-missing' }));
  if (held.length === 0 && procedures.kind === 0) return { held: [...group.withoutProcedures], notCandidates };
  const reason = held.length > 0 ? 'expression-held' : 'not-conservative';
  for (const entry of group.withoutProcedures) notCandidates.push({ entry: entry.source, missing: [], reason });
  return { held, notCandidates };
}

const missingParts = ({ procedures }: CompiledRegion, { parts, source }: CompiledEntry): string[][] =>
  source
    .procedures!.parts.filter((_, index) => !procedures.hasAny(parts[index]!))
    .map(({ anyOf }) => anyOf.map(({ code }) => code));

function kindProof({ procedures }: CompiledRegion, codes: readonly string[]) {
  const kind = TREATMENT_KINDS[procedures.kind]!;
  return {
    kind,
    kindFrom: codes.filter((code) => procedures.kindOf(code) === procedures.kind),
    unknownProcedures: codes.filter((code) => procedures.kindOf(code) < 0),
  };
}

function appliedAuxiliary({ policy }: CompiledRegion, entry: CompiledEntry, c: DipCase): readonly AuxiliaryRow[] {
  if (entry.auxiliary.length === 0) return NO_AUXILIARY.applied;
  return auxiliaryFactor(entry.auxiliary, c, policy.auxiliaryCombine).applied;
}

function candidateProof(region: CompiledRegion, winner: CompiledEntry, entry: CompiledEntry): CandidateProof {
  if (entry === winner) return { entry: entry.source, lostBy: null, compared: null };
  const { rule } = region.contest.decide(winner, entry);
  const value = (of: CompiledEntry) => comparedValue(region, rule, of);
  return { entry: entry.source, lostBy: rule, compared: { winner: value(winner), own: value(entry) } };
}

/** 规则所比的值,给人看。 */
function comparedValue({ procedures, contest }: CompiledRegion, rule: DecidingRule, entry: CompiledEntry): string {
  switch (rule) {
    case 'type_order':
      return entry.type;
    case 'diagnosis':
      return entry.source.diagnosis.text;
    case 'main_procedure':
      return entry.named.includes(procedures.main) ? '是' : '否';
    case 'parts':
      return String(entry.parts.length);
    case 'matched':
      return String(namedProcedures(entry.source.procedures!).filter((code) => procedures.has(code)).length);
    case 'kind':
      return entry.source.kind;
    case 'cost':
      return (Math.abs(entry.mean - contest.cost) / 1_000_000).toFixed(2);
    case 'code':
      return entry.code;
  }
}

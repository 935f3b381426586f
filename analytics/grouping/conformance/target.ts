import type { GroupingCase } from '../grouping-case.ts';
import { type AdrgRow, type DrgRow, type MdcRow, type RowCondition, ruleKey, type SchemePack } from '../scheme-pack.ts';
import type { Goal, Refusal } from './case-search.ts';
import { type Home, mdcHome, ruleHome, type SchemeMeaning, type Verdict } from './scheme-meaning.ts';

/** 要核对的一行规则。 */
export interface Target {
  readonly level: 'mdc' | 'adrg' | 'drg';
  readonly code: string;
  readonly rule: string;
  readonly condition: RowCondition;
  readonly home: Home;
  /** 走到这一行须先成立的:它的 MDC、ADRG。 */
  readonly entry: readonly Goal[];
  /** 同一 ADRG 里排在它前面的病组,须都不成立。 */
  readonly earlier: readonly DrgRow[];
  /** 正例须由这一行收下。`blockers` 记下先收走病例的行。 */
  refuseMatch(c: GroupingCase, blockers: Set<string>): Refusal | null;
  /** 反例须真的走到这一行,不被前面的行先收走。 */
  refuseMiss(c: GroupingCase, blockers: Set<string>): Refusal | null;
}

/** 方案的每一行规则:MDC、其 ADRG 规则、其 DRG,依次。 */
export function* targetsOf(pack: SchemePack, meaning: SchemeMeaning): Generator<Target> {
  const order = new RowOrder(pack, meaning);
  for (const mdc of pack.mdcs) {
    yield mdcTarget(mdc, order, meaning);
    for (const rule of meaning.rules(mdc)) {
      yield ruleTarget(mdc, rule, order);
      // 歧义行成立就到此为止,写在它名下的病组没有意义。
      if (rule.kind !== 'ambiguous') for (const drg of meaning.drgs(rule)) yield drgTarget(mdc, rule, drg, order);
    }
  }
}

export const must = (condition: RowCondition, home: Home, wanted = true): Goal => ({
  tree: condition.tree!,
  wanted,
  home,
});

/** 病例实际走到了哪里,与要核对的行相比在前还是在后。 */
class RowOrder {
  private readonly ranks = new Map<string, number>();
  private readonly mdcOf: ReadonlyMap<string, MdcRow>;

  constructor(
    pack: SchemePack,
    readonly meaning: SchemeMeaning,
  ) {
    this.mdcOf = new Map(pack.mdcs.map((row) => [row.mdc, row]));
    const rows = pack.mdcs.flatMap((mdc) => [mdc.mdc, ...meaning.rules(mdc).map(ruleKey)]);
    for (const [rank, key] of rows.entries()) this.ranks.set(key, rank);
  }

  /** 走到 `key` 这一行之前病例就被收走:让收走它的行不成立。没有为 null。 */
  takenBefore(key: string, { rule }: Verdict, blockers: Set<string>): Refusal | null {
    if (rule === null || this.ranks.get(ruleKey(rule))! >= this.ranks.get(key)!) return null;
    blockers.add(nameOf(rule));
    const mdc = this.mdcOf.get(rule.mdc)!;
    return [must(rule.condition, ruleHome(rule), false), must(mdc.condition, mdcHome(mdc), false)];
  }
}

const nameOf = ({ adrg, rule }: AdrgRow) => (rule === '' ? adrg : `${adrg}(规则 ${rule})`);

function mdcTarget(mdc: MdcRow, order: RowOrder, meaning: SchemeMeaning): Target {
  const home = mdcHome(mdc);
  // 走到这个 MDC 而没有 ADRG 收下,结果里就看不出它收没收:再要求它的某条规则成立。
  const someRule = () => meaning.rules(mdc).map((rule) => must(rule.condition, ruleHome(rule)));
  return {
    level: 'mdc',
    code: mdc.mdc,
    rule: '',
    condition: mdc.condition,
    home,
    entry: [],
    earlier: [],
    refuseMatch(c, blockers) {
      const verdict = meaning.decide(c);
      if (verdict.result.mdc === mdc.mdc) return null;
      return order.takenBefore(mdc.mdc, verdict, blockers) ?? someRule();
    },
    refuseMiss: (c, blockers) => order.takenBefore(mdc.mdc, meaning.decide(c), blockers),
  };
}

function ruleTarget(mdc: MdcRow, rule: AdrgRow, order: RowOrder): Target {
  const refuse = (c: GroupingCase, blockers: Set<string>) =>
    order.takenBefore(ruleKey(rule), order.meaning.decide(c), blockers);
  return {
    level: 'adrg',
    code: rule.adrg,
    rule: rule.rule,
    condition: rule.condition,
    home: ruleHome(rule),
    entry: [must(mdc.condition, mdcHome(mdc))],
    earlier: [],
    refuseMatch: refuse,
    refuseMiss: refuse,
  };
}

function drgTarget(mdc: MdcRow, rule: AdrgRow, drg: DrgRow, order: RowOrder): Target {
  const home = ruleHome(rule);
  const earlier: DrgRow[] = [];
  for (const row of order.meaning.drgs(rule)) {
    if (row === drg) break;
    earlier.push(row);
  }
  const refuse = (c: GroupingCase, blockers: Set<string>) =>
    order.takenBefore(ruleKey(rule), order.meaning.decide(c), blockers);
  return {
    level: 'drg',
    code: drg.drg,
    rule: rule.rule,
    condition: drg.condition,
    home,
    entry: [must(rule.condition, home), must(mdc.condition, mdcHome(mdc))],
    earlier,
    refuseMatch: refuse,
    refuseMiss: refuse,
  };
}

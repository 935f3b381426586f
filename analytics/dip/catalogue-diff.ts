import { type Millionths, toNumber } from './exact-decimal.ts';
import { policyRows } from './policy-rows.ts';
import type { CatalogueEntry } from './region-pack.ts';

/** 两个目录都有的病种,编码、分值或均费不同。 */
export interface ChangedEntry {
  readonly before: CatalogueEntry;
  readonly after: CatalogueEntry;
  /** 新分值 ÷ 旧分值 − 1;旧分值为 0 时为 null。 */
  readonly scoreChange: number | null;
  /** 新均费 ÷ 旧均费 − 1;有一边没有均费时为 null。 */
  readonly meanChange: number | null;
}

export interface CatalogueDiff {
  readonly added: readonly CatalogueEntry[];
  readonly removed: readonly CatalogueEntry[];
  /** 分值变动大的在前。 */
  readonly changed: readonly ChangedEntry[];
  /** 条件、编码、分值、均费都相同的个数。 */
  readonly same: number;
}

/** 比较两个目录。病种以条件(类型、诊断、操作、综合病种的治疗方式)相认,不看编码:各年的编号多半不同。 */
export function diffCatalogues(before: readonly CatalogueEntry[], after: readonly CatalogueEntry[]): CatalogueDiff {
  const old = byCondition(before);
  const added: CatalogueEntry[] = [];
  const changed: ChangedEntry[] = [];
  let same = 0;
  for (const entry of after) {
    const match = old.get(conditionOf(entry))?.shift();
    if (match === undefined) added.push(entry);
    else if (isSame(match, entry)) same++;
    else changed.push(changeOf(match, entry));
  }
  const size = ({ scoreChange }: ChangedEntry) => Math.abs(scoreChange ?? Number.POSITIVE_INFINITY);
  return {
    added,
    removed: [...old.values()].flat(),
    changed: changed.sort((a, b) => (size(a) === size(b) ? 0 : size(b) - size(a))),
    same,
  };
}

/** 条件的规范写法:组与组、组内各操作的次序不论。 */
function conditionOf({ type, diagnosis, kind, procedures }: CatalogueEntry): string {
  if (type === 'comprehensive') return `${type} ${diagnosis.text} ${kind}`;
  const parts = (procedures?.parts ?? []).map(({ anyOf }) =>
    anyOf
      .map(({ code }) => code)
      .sort()
      .join('/'),
  );
  return `${type} ${diagnosis.text} ${parts.sort().join('+')}`;
}

function byCondition(entries: readonly CatalogueEntry[]): Map<string, CatalogueEntry[]> {
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of entries) {
    const key = conditionOf(entry);
    const group = groups.get(key);
    if (group) group.push(entry);
    else groups.set(key, [entry]);
  }
  return groups;
}

const isSame = (a: CatalogueEntry, b: CatalogueEntry): boolean =>
  a.code === b.code &&
  a.kind === b.kind &&
  a.score === b.score &&
  a.meanCost === b.meanCost &&
  a.drugScore === b.drugScore &&
  a.materialScore === b.materialScore &&
  a.meanCostByLevel.every((mean, level) => mean === b.meanCostByLevel[level]);

const changeOf = (before: CatalogueEntry, after: CatalogueEntry): ChangedEntry => ({
  before,
  after,
  scoreChange: ratioChange(before.score, after.score),
  meanChange: ratioChange(before.meanCost, after.meanCost),
});

const ratioChange = (before: Millionths | null, after: Millionths | null): number | null =>
  before === null || after === null || before === 0 ? null : toNumber(after) / toNumber(before) - 1;

/** 政策的一项前后不同;没有写的为空文本。 */
export interface PolicyChange {
  readonly key: string;
  readonly before: string;
  readonly after: string;
}

export function diffPolicies(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): PolicyChange[] {
  const [old, current] = [new Map(policyRows(before)), new Map(policyRows(after))];
  return [...new Set([...old.keys(), ...current.keys()])]
    .map((key) => ({ key, before: old.get(key) ?? '', after: current.get(key) ?? '' }))
    .filter((change) => change.before !== change.after);
}

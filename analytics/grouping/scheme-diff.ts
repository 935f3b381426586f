import type { ChangeKind, ChangeLevel, SchemeChange } from './scheme-change.ts';
import { codeChanges } from './scheme-code-diff.ts';
import { type AdrgRow, type DrgRow, groupRows, type MdcRow, type SchemePack } from './scheme-pack.ts';

const KIND_NAMES = { surgical: '手术', procedure: '操作', medical: '内科', ambiguous: '歧义' } as const;

/**
 * 两个方案的规则差异,逐条给出,依层级排列:MDC、ADRG、DRG 的增删、改名、移动、条件、类型与次序;
 * 各编码表、MCC 与 CC、排除表、有效手术的增删与移动;权重的变化。编码的名称不是规则,不比。
 */
export function* schemeDiff(older: SchemePack, newer: SchemePack): Generator<SchemeChange> {
  yield* rowChanges<MdcRow>('MDC', older.mdcs, newer.mdcs, (row) => row.mdc, [
    ['改名', (row) => row.name],
    ['条件变化', conditionOf],
  ]);
  yield* orderChange('MDC', '全部', older.mdcs, newer.mdcs, (row) => row.mdc);

  yield* rowChanges<AdrgRow>('ADRG', older.adrgs, newer.adrgs, ruleCode, [
    ['移动', (row) => row.mdc],
    ['改名', (row) => row.name],
    ['类型变化', (row) => KIND_NAMES[row.kind]],
    ['条件变化', conditionOf],
  ]);
  yield* ordersWithin('ADRG', older.adrgs, newer.adrgs, (row) => row.mdc, ruleCode);

  yield* rowChanges<DrgRow>('DRG', older.drgs, newer.drgs, drgCode, [
    ['移动', (row) => row.adrg],
    ['改名', (row) => row.name],
    ['条件变化', conditionOf],
  ]);
  yield* ordersWithin('DRG', older.drgs, newer.drgs, ruleCode, drgCode);
  yield* codeChanges(older, newer);
}

const conditionOf = (row: MdcRow | AdrgRow | DrgRow) => row.condition.text;
/** 有几条规则的 ADRG 逐条比。 */
const ruleCode = ({ adrg, rule }: { adrg: string; rule: string }) => (rule === '' ? adrg : `${adrg}/${rule}`);
const drgCode = ({ drg, rule }: DrgRow) => (rule === '' ? drg : `${drg}/${rule}`);

type Facet<Row> = readonly [ChangeKind, (row: Row) => string];

/** 一种行的增删与各方面的变化;键相同的行是同一条。 */
function* rowChanges<Row extends { name: string }>(
  level: ChangeLevel,
  older: readonly Row[],
  newer: readonly Row[],
  codeOf: (row: Row) => string,
  facets: readonly Facet<Row>[],
): Generator<SchemeChange> {
  const before = new Map(older.map((row) => [codeOf(row), row]));
  const after = new Map(newer.map((row) => [codeOf(row), row]));
  for (const [code, row] of before) {
    const now = after.get(code);
    if (!now) yield { level, code, change: '删除', old: row.name, new: null };
    else yield* facetChanges(level, code, row, now, facets);
  }
  for (const [code, row] of after) {
    if (!before.has(code)) yield { level, code, change: '新增', old: null, new: row.name };
  }
}

function* facetChanges<Row>(level: ChangeLevel, code: string, was: Row, now: Row, facets: readonly Facet<Row>[]) {
  for (const [change, read] of facets) {
    if (read(was) !== read(now)) yield { level, code, change, old: read(was), new: read(now) };
  }
}

/** 每个上级之内的次序。 */
function* ordersWithin<Row>(
  level: ChangeLevel,
  older: readonly Row[],
  newer: readonly Row[],
  ownerOf: (row: Row) => string,
  codeOf: (row: Row) => string,
): Generator<SchemeChange> {
  const [before, after] = [groupRows(older, ownerOf), groupRows(newer, ownerOf)];
  for (const [owner, rows] of before) {
    yield* orderChange(level, owner, rows, after.get(owner) ?? [], codeOf);
  }
}

/** 两边都有的各行先后变了:先成立的先得,次序也是规则。 */
function* orderChange<Row>(
  level: ChangeLevel,
  owner: string,
  older: readonly Row[],
  newer: readonly Row[],
  codeOf: (row: Row) => string,
): Generator<SchemeChange> {
  const [before, after] = [older.map(codeOf), newer.map(codeOf)];
  const [known, kept] = [new Set(before), new Set(after)];
  const was = before.filter((code) => kept.has(code)).join('、');
  const now = after.filter((code) => known.has(code)).join('、');
  if (was !== now) yield { level, code: owner, change: '次序变化', old: was, new: now };
}

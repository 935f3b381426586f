import { type CodeEntry, entryText } from './code-entry.ts';
import type { ChangeLevel, SchemeChange } from './scheme-change.ts';
import type { ComplicationRow, DrgWeightRow, SchemePack } from './scheme-pack.ts';

/** 编码各表与权重的差异。 */
export function* codeChanges(older: SchemePack, newer: SchemePack): Generator<SchemeChange> {
  yield* memberChanges('编码表', listMembers(older), listMembers(newer));
  yield* complicationChanges(older.complications, newer.complications);
  yield* memberChanges('排除', exclusionMembers(older), exclusionMembers(newer));
  yield* memberChanges('有效手术', validMembers(older), validMembers(newer));
  yield* weightChanges(older.weights, newer.weights);
}

/** 编码 → 它在哪些表里。 */
type Members = Map<string, string[]>;

const codeText = (entry: CodeEntry) => (entry.match === 'prefix' ? `${entry.code}*` : entryText(entry));

function membersOf(items: Iterable<readonly [CodeEntry, string]>): Members {
  const members: Members = new Map();
  for (const [entry, place] of items) {
    const code = codeText(entry);
    const places = members.get(code);
    if (places) places.push(place);
    else members.set(code, [place]);
  }
  return members;
}

const listMembers = (pack: SchemePack): Members =>
  membersOf([
    ...pack.mdcDiagnoses.map(({ entry, mdc, site }) => [entry, `${mdc} dx${site ? ` 部位${site}` : ''}`] as const),
    ...pack.adrgCodes.map(({ entry, adrg, rule, list }) => [entry, `${adrg}${rule && `/${rule}`} ${list}`] as const),
  ]);
const exclusionMembers = (pack: SchemePack): Members =>
  membersOf(pack.exclusions.map(({ entry, exclusionTable }) => [entry, exclusionTable]));
const validMembers = (pack: SchemePack): Members =>
  membersOf(pack.validProcedures.map(({ entry }) => [entry, '有效手术']));

/** 一个编码离开的表与进入的表:两边都有的配成移动,其余是删除与新增。 */
function* memberChanges(level: ChangeLevel, older: Members, newer: Members): Generator<SchemeChange> {
  for (const code of new Set([...older.keys(), ...newer.keys()])) {
    const [was, now] = [older.get(code) ?? [], newer.get(code) ?? []];
    const left = was.filter((place) => !now.includes(place));
    const entered = now.filter((place) => !was.includes(place));
    for (let i = 0; i < Math.max(left.length, entered.length); i++) {
      const [from, to] = [left[i] ?? null, entered[i] ?? null];
      yield { level, code, change: from === null ? '新增' : to === null ? '删除' : '移动', old: from, new: to };
    }
  }
}

function* complicationChanges(older: readonly ComplicationRow[], newer: readonly ComplicationRow[]) {
  const before = new Map(older.map((row) => [codeText(row.entry), row]));
  const after = new Map(newer.map((row) => [codeText(row.entry), row]));
  for (const [code, was] of before) {
    const now = after.get(code);
    if (!now) yield complication(was.level, code, '删除', was, null);
    else if (now.level !== was.level) yield complication(now.level, code, '等级变化', was, now);
    else if (now.exclusionTable !== was.exclusionTable) yield complication(now.level, code, '排除表变化', was, now);
  }
  for (const [code, now] of after) if (!before.has(code)) yield complication(now.level, code, '新增', null, now);
}

function complication(
  level: 'MCC' | 'CC',
  code: string,
  change: SchemeChange['change'],
  was: ComplicationRow | null,
  now: ComplicationRow | null,
): SchemeChange {
  const text = (row: ComplicationRow | null) =>
    row && `${row.level}${row.exclusionTable === null ? '' : `,排除表 ${row.exclusionTable}`}`;
  return { level, code, change, old: text(was), new: text(now) };
}

function* weightChanges(older: readonly DrgWeightRow[], newer: readonly DrgWeightRow[]): Generator<SchemeChange> {
  const before = new Map(older.map((row) => [row.drg, weightText(row)]));
  const after = new Map(newer.map((row) => [row.drg, weightText(row)]));
  for (const code of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(code) ?? null, after.get(code) ?? null];
    if (old === now) continue;
    const change = old === null ? '新增' : now === null ? '删除' : '权重变化';
    yield { level: '权重', code, change, old, new: now };
  }
}

/** 数按值比:`1.20` 与 `1.2` 是同一个权重。 */
function weightText({ rw, benchmarkCost, benchmarkLos, mortalityRisk }: DrgWeightRow): string {
  const number = (text: string | null) => (text === null || Number.isNaN(Number(text)) ? text : String(Number(text)));
  const parts: [string, string | null][] = [
    ['RW', number(rw)],
    ['标杆费用', number(benchmarkCost)],
    ['标杆住院日', number(benchmarkLos)],
    ['死亡风险', mortalityRisk],
  ];
  return parts.flatMap(([label, value]) => (value === null ? [] : `${label} ${value}`)).join(',');
}

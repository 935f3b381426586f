import { type CodeEntry, matchesEntry, normaliseCode } from '../code-entry.ts';
import { type Condition, conditionNodes } from '../condition-tree.ts';
import { mdcOwner, ownListKey, ruleOwner } from '../list-registry.ts';
import type { SchemePack } from '../scheme-pack.ts';

/** 方案对一个编码所知的一切,照各表的字面意思得出。 */
export interface CodeKind {
  readonly lists: ReadonlySet<string>;
  /** 作其他诊断时的等级与会排除它的排除表。 */
  readonly level: 'MCC' | 'CC' | null;
  readonly excludedBy: string | null;
  /** 作主要诊断时所属的排除表。 */
  readonly excludes: string | null;
  /** 按部位计数的 MDC → 部位。 */
  readonly sites: ReadonlyMap<string, string>;
}

type Mark =
  | { readonly kind: 'list'; readonly list: string }
  | { readonly kind: 'complication'; readonly level: 'MCC' | 'CC'; readonly table: string | null }
  | { readonly kind: 'exclusion'; readonly table: string }
  | { readonly kind: 'site'; readonly mdc: string; readonly site: string };
type Marked = readonly [CodeEntry, Mark];

/** 没有编码,或方案不认识的编码。 */
export const NOTHING_KNOWN: CodeKind = {
  lists: new Set(),
  level: null,
  excludedBy: null,
  excludes: null,
  sites: new Map(),
};

/** 全方案共用的有效手术表,与 `has_dx('…')` 所说的单个编码,在这里也当作清单。 */
export const VALID_LIST = 'valid';
export const singleCodeList = (code: string): string => `=${normaliseCode(code)}`;

/** 由方案包的各表说出一个编码是什么;与编译好的字典是两种算法,互相核对。 */
export class CodeMeanings {
  private readonly exact = new Map<string, Mark[]>();
  /** 首字符 → 前缀与区间;写得具体的在后,于是以它为准:区间、短前缀、长前缀。 */
  private readonly patterns = new Map<string, Marked[]>();
  private readonly known = new Map<string, CodeKind>();
  /** 各表写下的每一项,依次。 */
  readonly entries: readonly CodeEntry[];

  constructor(marked: readonly Marked[]) {
    this.entries = marked.map(([entry]) => entry);
    for (const [entry, mark] of marked) {
      if (entry.match === 'exact') append(this.exact, entry.code, mark);
      else for (const first of firstCharacters(entry)) append(this.patterns, first, [entry, mark]);
    }
    for (const bucket of this.patterns.values()) bucket.sort(([a], [b]) => specificity(a) - specificity(b));
  }

  kindOf(code: string): CodeKind {
    const known = this.known.get(code) ?? this.read(code);
    this.known.set(code, known);
    return known;
  }

  private read(code: string): CodeKind {
    const patterns = this.patterns.get(code.charAt(0)) ?? [];
    const marks = patterns.filter(([entry]) => matchesEntry(code, entry)).map(([, mark]) => mark);
    return kindOfMarks([...marks, ...(this.exact.get(code) ?? [])]);
  }
}

function append<T>(groups: Map<string, T[]>, key: string, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

function* firstCharacters({ code, upTo }: CodeEntry): Generator<string> {
  for (let at = code.charCodeAt(0); at <= upTo.charCodeAt(0); at++) yield String.fromCharCode(at);
}

const specificity = ({ match, code }: CodeEntry) => (match === 'range' ? 0 : code.length);

function kindOfMarks(marks: readonly Mark[]): CodeKind {
  if (marks.length === 0) return NOTHING_KNOWN;
  const lists = new Set<string>();
  const sites = new Map<string, string>();
  let { level, excludedBy, excludes } = NOTHING_KNOWN;
  for (const mark of marks) {
    if (mark.kind === 'list') lists.add(mark.list);
    else if (mark.kind === 'site') sites.set(mark.mdc, mark.site);
    else if (mark.kind === 'exclusion') excludes = mark.table;
    else [level, excludedBy] = [mark.level, mark.table];
  }
  return { lists, level, excludedBy, excludes, sites };
}

/** 诊断与手术操作各是什么。 */
export function codeMeanings(pack: SchemePack): { dx: CodeMeanings; proc: CodeMeanings } {
  return {
    dx: new CodeMeanings([
      ...singleCodes(pack, 'dx'),
      ...mdcMarks(pack),
      ...ruleMarks(pack, /^dx\d*$/),
      ...pack.complications.map(({ entry, level, exclusionTable }): Marked => {
        return [entry, { kind: 'complication', level, table: exclusionTable }];
      }),
      ...pack.exclusions.map(({ entry, exclusionTable }): Marked => {
        return [entry, { kind: 'exclusion', table: exclusionTable }];
      }),
    ]),
    proc: new CodeMeanings([
      ...singleCodes(pack, 'proc'),
      ...ruleMarks(pack, /^proc\d*$/),
      ...pack.validProcedures.map(({ entry }): Marked => [entry, { kind: 'list', list: VALID_LIST }]),
    ]),
  };
}

function mdcMarks({ mdcDiagnoses }: SchemePack): Marked[] {
  return mdcDiagnoses.flatMap(({ mdc, entry, site }): Marked[] => {
    const listed: Marked = [entry, { kind: 'list', list: ownListKey(mdcOwner(mdc), 'dx') }];
    return site === null ? [listed] : [listed, [entry, { kind: 'site', mdc, site }]];
  });
}

const ruleMarks = ({ adrgCodes }: SchemePack, name: RegExp): Marked[] =>
  adrgCodes
    .filter(({ list }) => name.test(list))
    .map(({ adrg, rule, list, entry }) => [entry, { kind: 'list', list: ownListKey(ruleOwner(adrg, rule), list) }]);

function singleCodes({ mdcs, adrgs, drgs }: SchemePack, axis: 'dx' | 'proc'): Marked[] {
  const codes = new Set<string>();
  for (const { condition } of [...mdcs, ...adrgs, ...drgs]) {
    for (const node of condition.tree ? conditionNodes(condition.tree) : ([] as Condition[])) {
      if (node.kind === 'has' && node.axis === axis) codes.add(normaliseCode(node.code));
    }
  }
  return [...codes].map((code) => [
    { match: 'exact', code, upTo: code },
    { kind: 'list', list: singleCodeList(code) },
  ]);
}

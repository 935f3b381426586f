import type { CodeEntry } from '../code-entry.ts';
import type { CodeNameRow } from '../scheme-pack.ts';
import { type CodeKind, type CodeMeanings, NOTHING_KNOWN } from './code-kind.ts';
import { CodeSet } from './code-set.ts';

/** 含义相同的编码归作一类,每类有一个代表;类的序号就是它在 {@link CodeSet} 里的位。 */
export class CodeUniverse {
  /** 各类的代表编码。首类是方案不认识的编码(手术操作是「没有手术」)。 */
  readonly codes: readonly string[];
  readonly kinds: readonly CodeKind[];
  readonly all: CodeSet;
  private readonly sets = new Map<string, CodeSet>();
  private readonly indexOf: ReadonlyMap<string, number>;

  /** `first` 是首类的代表,须不在任何表中。 */
  constructor(
    first: string,
    private readonly meanings: CodeMeanings,
    names: readonly CodeNameRow[],
  ) {
    const classes = new Map<string, readonly [string, CodeKind]>([[signature(NOTHING_KNOWN), [first, NOTHING_KNOWN]]]);
    for (const code of candidates(meanings.entries, names)) {
      const kind = meanings.kindOf(code);
      const key = signature(kind);
      if (!classes.has(key)) classes.set(key, [code, kind]);
    }
    this.codes = [...classes.values()].map(([code]) => code);
    this.kinds = [...classes.values()].map(([, kind]) => kind);
    this.indexOf = new Map(this.codes.map((code, index) => [code, index]));
    this.all = CodeSet.of(this.codes.length, this.codes.keys());
  }

  kindOf(code: string): CodeKind {
    return this.meanings.kindOf(code);
  }

  /** 代表编码的类;不是代表为 undefined。 */
  classOf(code: string): number | undefined {
    return this.indexOf.get(code);
  }

  inList(list: string): CodeSet {
    return this.where(`list ${list}`, ({ lists }) => lists.has(list));
  }

  atLevel(level: 'MCC' | 'CC'): CodeSet {
    return this.where(`level ${level}`, (kind) => kind.level === level);
  }

  /** 会被这张排除表排除的并发症。 */
  excludedBy(table: string): CodeSet {
    return this.where(`table ${table}`, (kind) => kind.level !== null && kind.excludedBy === table);
  }

  atSite(mdc: string, site: string): CodeSet {
    return this.where(`site ${mdc} ${site}`, ({ sites }) => sites.get(mdc) === site);
  }

  sitesOf(mdc: string): string[] {
    return [...new Set(this.kinds.flatMap(({ sites }) => sites.get(mdc) ?? []))];
  }

  private where(key: string, belongs: (kind: CodeKind) => boolean): CodeSet {
    const known = this.sets.get(key);
    if (known) return known;
    const members = [...this.kinds.keys()].filter((index) => belongs(this.kinds[index]!));
    const set = CodeSet.of(this.codes.length, members);
    this.sets.set(key, set);
    return set;
  }
}

const signature = ({ lists, level, excludedBy, excludes, sites }: CodeKind): string =>
  [[...lists].sort().join('\u0001'), level, excludedBy, excludes, [...sites].sort().join('\u0001')].join('\u0002');

/** 可作代表的编码,像样的在前:字典里的、表中单个列出的、前缀与区间补成的全码,最后是前缀与区间的原文。 */
function* candidates(entries: readonly CodeEntry[], names: readonly CodeNameRow[]): Generator<string> {
  for (const { code } of names) yield code;
  for (const { match, code } of entries) if (match === 'exact') yield code;
  const stems = new Set<string>();
  for (const entry of entries) {
    if (entry.match === 'prefix') stems.add(entry.code);
    if (entry.match === 'range') for (const stem of rangeStems(entry)) if (isCodeLike(stem)) stems.add(stem);
  }
  for (const stem of stems) yield* fullCodes(stem);
  yield* stems;
}

/** 类目补成 `J18.x00`,亚目补成 `J18.900`。 */
function fullCodes(stem: string): string[] {
  if (/^[A-Z]\d\d$/.test(stem)) return [`${stem}.x00`];
  if (/^[A-Z]\d\d\.[\dx]$/.test(stem)) return [`${stem}00`];
  return /^\d\d\.\d[\dx]?$/.test(stem) ? [stem.padEnd(5, '0').padEnd(7, '0')] : [];
}

/** 区间的两端、两端外侧的邻居,与其间的类目:前后各编码与别的区间的分界都落在它们之上。 */
function* rangeStems({ code, upTo }: CodeEntry): Generator<string> {
  yield code;
  yield upTo;
  for (const edge of [code, upTo]) for (const step of [-1, 1]) yield neighbour(edge, step);
  if (code.length !== upTo.length) return;
  for (let at = code, i = 0; at < upTo && i < 1000; i++) {
    at = successor(at);
    yield at;
  }
}

const isCodeLike = (text: string) => /^[A-Z\d][A-Z\d.x]*$/.test(text);

const neighbour = (code: string, step: number) =>
  code.slice(0, -1) + String.fromCharCode(code.charCodeAt(code.length - 1) + step);

/** 同样长的下一个编码:末位数字进位,章的字母随之。 */
function successor(code: string): string {
  const at = code.length - 1;
  const last = code.charAt(at);
  if (last === '.') return `${successor(code.slice(0, at))}.`;
  if (last === '9' && at > 0) return `${successor(code.slice(0, at))}0`;
  return code.slice(0, at) + String.fromCharCode(last.charCodeAt(0) + 1);
}

import { CodeDictionary } from './code-dictionary.ts';
import type { CodeEntry } from './code-entry.ts';
import { CC, type CodeMark, FactRows, MCC } from './fact-rows.ts';
import { type ListRegistry, mdcOwner, ownListKey, ruleOwner } from './list-registry.ts';
import type { SchemePack } from './scheme-pack.ts';

type Marked = readonly [CodeEntry, CodeMark];
type UnnumberedMark = CodeMark extends infer Mark ? (Mark extends CodeMark ? Omit<Mark, 'id'> : never) : never;

const exactly = (code: string): CodeEntry => ({ match: 'exact', code, upTo: code });

/** 诊断字典:清单、并发症等级、排除表、部位。 */
export function compileDiagnoses(pack: SchemePack, lists: ListRegistry): CodeDictionary {
  const marks = new MarkFactory();
  const exclusionTables = new Numbering();
  function* entries(): Generator<Marked> {
    for (const [code, list] of lists.singleCodes('dx')) yield [exactly(code), marks.list(list)];
    yield* mdcEntries(pack, lists, marks);
    yield* ruleEntries(pack, lists, 'dx', marks);
    for (const { entry, level, exclusionTable } of pack.complications) {
      const table = exclusionTable === null ? 0 : exclusionTables.of(exclusionTable);
      yield [entry, marks.of({ kind: 'complication', level: level === 'MCC' ? MCC : CC, table })];
    }
    for (const { entry, exclusionTable } of pack.exclusions) {
      yield [entry, marks.of({ kind: 'exclusion', table: exclusionTables.of(exclusionTable) })];
    }
  }
  const withSites = new Set(pack.mdcDiagnoses.filter((row) => row.site !== null).map((row) => row.mdc));
  const mdcsWithSites = [...pack.mdcs.keys()].filter((index) => withSites.has(pack.mdcs[index]!.mdc));
  const facts = new FactRows(lists.count('dx'), mdcsWithSites);
  return new CodeDictionary(entries(), facts, (table) => exclusionTables.nameOf(table));
}

/** 手术操作字典:清单与有效手术。 */
export function compileProcedures(pack: SchemePack, lists: ListRegistry): CodeDictionary {
  const marks = new MarkFactory();
  function* entries(): Generator<Marked> {
    for (const [code, list] of lists.singleCodes('proc')) yield [exactly(code), marks.list(list)];
    yield* ruleEntries(pack, lists, 'proc', marks);
    const valid = lists.find('proc', 'valid');
    if (valid === undefined) return;
    for (const { entry } of pack.validProcedures) yield [entry, marks.list(valid)];
  }
  return new CodeDictionary(entries(), new FactRows(lists.count('proc'), []));
}

function* mdcEntries(pack: SchemePack, lists: ListRegistry, marks: MarkFactory): Generator<Marked> {
  const mdcIndex = new Map(pack.mdcs.map((row, index) => [row.mdc, index]));
  const sites = new Numbering();
  for (const { mdc, entry, site } of pack.mdcDiagnoses) {
    const list = lists.find('dx', ownListKey(mdcOwner(mdc), 'dx'));
    if (list !== undefined) yield [entry, marks.list(list)];
    const index = mdcIndex.get(mdc);
    if (site !== null && index !== undefined)
      yield [entry, marks.of({ kind: 'site', mdc: index, site: sites.of(site) })];
  }
}

function* ruleEntries(
  pack: SchemePack,
  lists: ListRegistry,
  axis: 'dx' | 'proc',
  marks: MarkFactory,
): Generator<Marked> {
  for (const { adrg, rule, list, entry } of pack.adrgCodes) {
    const number = lists.find(axis, ownListKey(ruleOwner(adrg, rule), list));
    if (number !== undefined) yield [entry, marks.list(number)];
  }
}

/** 名称 → 从 1 起的号;0 留给「没有」。 */
class Numbering {
  private readonly numbers = new Map<string, number>();

  of(name: string): number {
    const number = this.numbers.get(name) ?? this.numbers.size + 1;
    this.numbers.set(name, number);
    return number;
  }

  nameOf(number: number): string | null {
    for (const [name, known] of this.numbers) if (known === number) return name;
    return null;
  }
}

/** 同样的一笔只造一个对象,含义相同的编码由此得到相同的签名。 */
class MarkFactory {
  private readonly marks = new Map<string, CodeMark>();

  list(list: number): CodeMark {
    return this.of({ kind: 'list', list });
  }

  of(mark: UnnumberedMark): CodeMark {
    const key = Object.values(mark).join(' ');
    const known = this.marks.get(key);
    if (known) return known;
    const numbered: CodeMark = { ...mark, id: this.marks.size };
    this.marks.set(key, numbered);
    return numbered;
  }
}

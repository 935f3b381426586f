import { type CodeEntry, parseCodeEntry } from './code-entry.ts';
import { describeConditionError, type ParsedCondition, parseCondition } from './condition-parser.ts';
import { listAxis } from './condition-tree.ts';
import { readTable } from './read-table.ts';
import type { FindingList } from './scheme-finding.ts';
import { standardValue } from './scheme-names.ts';
import type { AdrgKind, RowCondition, SchemeMeta, SchemePack } from './scheme-pack.ts';
import type { SchemeTableName, SchemeTables, TableRow } from './scheme-tables.ts';

/** 把文本表读成方案包。读不成的行不进包,原因记入 `findings`;有错误时这个包只可用来继续体检,不可编译。 */
export function readSchemePack(tables: SchemeTables, meta: SchemeMeta, findings: FindingList): SchemePack {
  return new PackReader(tables, findings).read(meta);
}

const KINDS = new Set<string>(['surgical', 'procedure', 'medical', 'ambiguous'] satisfies AdrgKind[]);
const byOrder = (a: { order: number }, b: { order: number }) => a.order - b.order;

/** 合 `first` 的在前,其余在后,各按原次序:诊断表与手术表、MCC 与 CC 分写合写,读成的包都一样。 */
const inTwo = <T>(rows: readonly T[], first: (row: T) => boolean): T[] => [
  ...rows.filter(first),
  ...rows.filter((row) => !first(row)),
];

class PackReader {
  // 一个方案的几百个条件多半相同,读一次即可。
  private readonly parsed = new Map<string, ParsedCondition>();

  constructor(
    private readonly tables: SchemeTables,
    private readonly findings: FindingList,
  ) {}

  read(meta: SchemeMeta): SchemePack {
    return {
      meta,
      mdcs: this.mdcs().sort(byOrder),
      mdcDiagnoses: this.mdcDiagnoses(),
      adrgs: this.adrgs().sort(byOrder),
      adrgCodes: this.adrgCodes(),
      drgs: this.drgs().sort(byOrder),
      complications: this.complications(),
      exclusions: this.exclusions(),
      validProcedures: this.rows('valid_procedure', ['code'], (row) => this.withEntry(row, 'code')),
      diagnosisNames: this.names('diagnosis'),
      procedureNames: this.names('procedure'),
      weights: this.weights(),
    };
  }

  private mdcs() {
    return this.rows('mdc', ['mdc'], (row) => ({
      at: row.at,
      order: this.order(row),
      mdc: row.get('mdc'),
      name: row.get('name'),
      condition: this.condition(row),
    }));
  }

  private mdcDiagnoses() {
    return this.rows('mdc_diagnosis', ['mdc', 'code'], (row) => {
      const listed = this.withEntry(row, 'code');
      return listed && { ...listed, mdc: row.get('mdc'), site: row.get('site') || null };
    });
  }

  private adrgs() {
    return this.rows('adrg', ['adrg', 'mdc'], (row) => ({
      at: row.at,
      order: this.order(row),
      adrg: row.get('adrg'),
      rule: row.get('rule'),
      mdc: row.get('mdc'),
      name: row.get('name'),
      kind: this.kind(row),
      condition: this.condition(row),
    }));
  }

  private adrgCodes() {
    const rows = this.rows('adrg_code', ['adrg', 'list', 'code'], (row) => {
      const listed = this.withEntry(row, 'code');
      return listed && { ...listed, adrg: row.get('adrg'), rule: row.get('rule'), list: row.get('list') };
    });
    return inTwo(rows, (row) => listAxis(row.list) !== 'proc');
  }

  private drgs() {
    return this.rows('drg', ['drg', 'adrg'], (row) => ({
      at: row.at,
      order: this.order(row),
      drg: row.get('drg'),
      adrg: row.get('adrg'),
      rule: row.get('rule'),
      name: row.get('name'),
      condition: this.condition(row),
    }));
  }

  private complications() {
    const rows = this.rows('complication', ['code'], (row) => {
      const listed = this.withEntry(row, 'code');
      const level = standardValue('level', row.get('level'));
      if (level !== 'MCC' && level !== 'CC') {
        const message = `level「${row.get('level')}」不认识,只能是 MCC 或 CC;等级不明则病组分不出轻重`;
        this.findings.error('level-unknown', row.at, message);
        return null;
      }
      return listed && { ...listed, level: level as 'MCC' | 'CC', exclusionTable: row.get('exclusion_table') || null };
    });
    return inTwo(rows, (row) => row.level === 'MCC');
  }

  private exclusions() {
    return this.rows('exclusion', ['main_dx', 'exclusion_table'], (row) => {
      const listed = this.withEntry(row, 'main_dx');
      return listed && { ...listed, exclusionTable: row.get('exclusion_table') };
    });
  }

  private names(table: 'diagnosis' | 'procedure') {
    return this.rows(table, ['code'], (row) => ({ at: row.at, code: row.get('code'), name: row.get('name') }));
  }

  private weights() {
    return this.rows('drg_weight', ['drg'], (row) => ({
      at: row.at,
      drg: row.get('drg'),
      rw: row.get('rw') || null,
      benchmarkCost: row.get('benchmark_cost') || null,
      benchmarkLos: row.get('benchmark_los') || null,
      mortalityRisk: row.get('mortality_risk') || null,
    }));
  }

  /** 逐行读表;键的列为空的行记为错误。 */
  private rows<T>(table: SchemeTableName, keys: readonly string[], read: (row: TableRow) => T | null): T[] {
    const result: T[] = [];
    for (const row of readTable(this.tables, table, this.findings)) {
      const empty = keys.filter((column) => row.get(column) === '');
      if (empty.length > 0) {
        this.findings.error('key-missing', row.at, `${empty.join('、')} 为空,不知这一行属于谁`);
        continue;
      }
      const value = read(row);
      if (value !== null) result.push(value);
    }
    return result;
  }

  private withEntry(row: TableRow, column: string): { at: TableRow['at']; entry: CodeEntry } | null {
    const entry = parseCodeEntry(row.get(column), standardValue('match', row.get('match')));
    if (typeof entry !== 'string') return { at: row.at, entry };
    this.findings.error('match-invalid', row.at, `${entry};这一行收哪些编码不明`);
    return null;
  }

  private order(row: TableRow): number {
    const text = row.get('order');
    const order = Number(text);
    if (text !== '' && Number.isFinite(order)) return order;
    this.findings.error('order-invalid', row.at, `order「${text}」不是数,先后不定则入组不定`);
    return Number.MAX_SAFE_INTEGER;
  }

  private kind(row: TableRow): AdrgKind {
    const kind = standardValue('kind', row.get('kind'));
    if (KINDS.has(kind)) return kind as AdrgKind;
    const message = `kind「${kind}」不认识(应为 surgical、procedure、medical、ambiguous),按 medical 处理`;
    this.findings.warning('kind-unknown', row.at, message);
    return 'medical';
  }

  private condition(row: TableRow): RowCondition {
    const text = row.get('condition');
    const parsed = this.parsed.get(text) ?? parseCondition(text);
    this.parsed.set(text, parsed);
    if (parsed.ok) return { text, tree: parsed.tree };
    for (const error of parsed.errors) {
      const message = `条件「${text}」${describeConditionError(error)}。条件不明则病例无法判定`;
      this.findings.error(error.kind === 'name' ? 'condition-name' : 'condition-syntax', row.at, message);
    }
    return { text, tree: null };
  }
}

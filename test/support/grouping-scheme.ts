import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import type { GroupingCase } from '../../analytics/grouping/grouping-case.ts';
import { readSchemePack } from '../../analytics/grouping/read-scheme-pack.ts';
import { FindingList } from '../../analytics/grouping/scheme-finding.ts';
import { inspectScheme, SchemeRejected } from '../../analytics/grouping/scheme-lint.ts';
import type { SchemeMeta, SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import { type SchemeTableName, type SchemeTables, schemeTableColumns } from '../../analytics/grouping/scheme-tables.ts';

/** 清单的一项:编码,或 `prefix:J18`、`range:I20-I25`。 */
type Entry = string;

interface MdcSpec {
  mdc: string;
  condition?: string;
  /** 诊断 → 部位(空串为不计部位)。 */
  dx?: Readonly<Record<Entry, string>>;
}
interface AdrgSpec {
  adrg: string;
  condition?: string;
  mdc?: string;
  rule?: string;
  kind?: string;
  lists?: Readonly<Record<string, readonly Entry[]>>;
  /** DRG → 条件。 */
  drgs?: Readonly<Record<string, string>>;
}
export interface SchemeSpec {
  mdcs?: readonly MdcSpec[];
  adrgs?: readonly AdrgSpec[];
  complications?: Readonly<Record<Entry, readonly [level: string, exclusionTable: string]>>;
  exclusions?: Readonly<Record<Entry, string>>;
  valid?: readonly Entry[];
  /** DRG → rw。 */
  weights?: Readonly<Record<string, string>>;
}

export const testMeta: SchemeMeta = {
  id: 'test',
  version: '1',
  name: '测试方案',
  source: null,
  effectiveFrom: null,
  note: null,
};

/** 由要紧之处写成一个小方案的表;没写的用一个恒成立的 MDCX。 */
export function schemeTables(spec: SchemeSpec): SchemeTables {
  const mdcs = spec.mdcs ?? [{ mdc: 'MDCX' }];
  const adrgs = spec.adrgs ?? [];
  return {
    mdc: table(
      'mdc',
      mdcs.map((row, i) => [`${i + 1}`, row.mdc, row.mdc, row.condition ?? 'true']),
    ),
    mdc_diagnosis: table(
      'mdc_diagnosis',
      mdcs.flatMap(({ mdc, dx }) =>
        Object.entries(dx ?? {}).map(([entry, site]) => [mdc, codeOf(entry), site, matchOf(entry)]),
      ),
    ),
    adrg: table('adrg', adrgs.map(adrgCells)),
    adrg_code: table('adrg_code', adrgs.flatMap(listCells)),
    drg: table('drg', adrgs.flatMap(drgCells)),
    complication: table(
      'complication',
      Object.entries(spec.complications ?? {}).map(([entry, [level, list]]) => [
        codeOf(entry),
        level,
        list,
        matchOf(entry),
      ]),
    ),
    exclusion: table(
      'exclusion',
      Object.entries(spec.exclusions ?? {}).map(([entry, list]) => [codeOf(entry), list, matchOf(entry)]),
    ),
    valid_procedure: table(
      'valid_procedure',
      (spec.valid ?? []).map((entry) => [codeOf(entry), matchOf(entry)]),
    ),
    drg_weight: table('drg_weight', Object.entries(spec.weights ?? {})),
  };
}

const adrgCells = ({ adrg, condition, mdc, rule, kind }: AdrgSpec, i: number) => {
  return [`${i + 1}`, adrg, mdc ?? 'MDCX', adrg, kind ?? 'medical', condition ?? 'true', rule ?? ''];
};
const listCells = ({ adrg, rule, lists }: AdrgSpec) =>
  Object.entries(lists ?? {}).flatMap(([list, entries]) =>
    entries.map((entry) => [adrg, list, codeOf(entry), rule ?? '', matchOf(entry)]),
  );
const drgCells = ({ adrg, rule, drgs }: AdrgSpec) =>
  Object.entries(drgs ?? {}).map(([drg, condition], i) => [`${i + 1}`, drg, adrg, drg, condition, rule ?? '']);

const matchOf = (entry: Entry) => /^(prefix|range):/.exec(entry)?.[1] ?? '';
const codeOf = (entry: Entry) => entry.replace(/^(prefix|range):/, '');

function table(name: SchemeTableName, rows: readonly (readonly string[])[]) {
  const { required, optional } = schemeTableColumns[name];
  return [{ source: `${name}.csv`, columns: [...required, ...optional], rows }];
}

/** 小方案的包;有错误即抛出。什么病例也不收的小方案照样给出:任意条件的试验会造出它。 */
export function aPack(spec: SchemeSpec): SchemePack {
  const tables = schemeTables(spec);
  const { findings } = inspectScheme(tables, testMeta);
  const errors = findings.filter(({ level, code }) => level === 'error' && code !== 'admits-nothing');
  if (errors.length > 0) throw new SchemeRejected(testMeta.name, errors);
  return readSchemePack(tables, testMeta, new FindingList());
}

/** 编好的小方案;有错误即抛出。 */
export const aScheme = (spec: SchemeSpec): CompiledScheme => compileScheme(aPack(spec));

/** 小方案的体检发现,写作 `error condition-name adrg 2`。 */
export const findingsOf = (tables: SchemeTables): string[] =>
  inspectScheme(tables, testMeta).findings.map(
    ({ level, code, table, row }) => `${level} ${code} ${table} ${row ?? '-'}`,
  );

/** 一个病例,没写的都缺失。 */
export function aGroupingCase(known: Partial<GroupingCase>): GroupingCase {
  return {
    sex: null,
    age: null,
    ageDays: null,
    birthWeight: null,
    admissionWeight: null,
    los: null,
    dischargeType: null,
    department: null,
    ventilatorHours: null,
    icuHours: null,
    crrtHours: null,
    daySurgery: null,
    newTechnique: null,
    diagnoses: [],
    procedures: [],
    ...known,
  };
}

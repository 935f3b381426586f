import type { FindingList, RowPlace } from './scheme-finding.ts';

/**
 * 方案包的表;`required` 的列缺了就不装载,`optional` 的列可以没有,多出的列不看。
 * 部位只有数部位的大类才用得到,没有这一列而又有条件数部位时,由体检说出。
 */
export const schemeTableColumns = {
  mdc: { required: ['order', 'mdc', 'name', 'condition'], optional: [] },
  mdc_diagnosis: { required: ['mdc', 'code'], optional: ['site', 'match'] },
  adrg: { required: ['order', 'adrg', 'mdc', 'name', 'kind', 'condition'], optional: ['rule'] },
  adrg_code: { required: ['adrg', 'list', 'code'], optional: ['rule', 'match'] },
  drg: { required: ['order', 'drg', 'adrg', 'name', 'condition'], optional: ['rule'] },
  complication: { required: ['code', 'level', 'exclusion_table'], optional: ['match'] },
  exclusion: { required: ['main_dx', 'exclusion_table'], optional: ['match'] },
  valid_procedure: { required: ['code'], optional: ['match'] },
  diagnosis: { required: ['code', 'name'], optional: [] },
  procedure: { required: ['code', 'name'], optional: [] },
  drg_weight: { required: ['drg', 'rw'], optional: ['benchmark_cost', 'benchmark_los', 'mortality_risk'] },
} as const;

export type SchemeTableName = keyof typeof schemeTableColumns;
export const schemeTableNames = Object.keys(schemeTableColumns) as SchemeTableName[];

/** 一张表的一份文件(或工作表):表头与各行,都是文本。 */
export interface TablePart {
  /** 出处,如 `adrg.csv`、`adrg/02-mdcb.csv`、`ADRG信息`;报告发现时用。 */
  readonly source: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** 首个数据行在出处中的行号;没有写就是 2(表头在第 1 行)。 */
  readonly firstRow?: number;
  /** 表名已经说明、表里不必再写的列:`MCC` 这张表的 level。 */
  readonly given?: Readonly<Record<string, string>>;
}

/** 方案包的原始表:一张表可由几份文件依次相接而成,各有自己的表头。 */
export type SchemeTables = { readonly [table in SchemeTableName]?: readonly TablePart[] };

/** 表的一行:按列名取去空白的文本,没有的列为空串。 */
export interface TableRow {
  readonly at: RowPlace;
  get(column: string): string;
}

/** 表中有没有读不了的文件(缺列、重列);有时不再查与它的对应关系,以免一处错报成千上万处。 */
export function brokenTables(findings: FindingList): ReadonlySet<string> {
  return new Set(
    findings.all.filter((f) => f.code === 'column-missing' || f.code === 'column-twice').map((f) => f.table),
  );
}

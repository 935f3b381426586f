import { lintAdmission, lintCodeForms, lintNames } from './lint-codes.ts';
import { lintAdrgsWithoutDrg, lintLetters } from './lint-groups.ts';
import { lintKeys } from './lint-keys.ts';
import { lintOrder, lintReach, lintSites } from './lint-reach.ts';
import {
  lintComplicationLevels,
  lintExclusionTables,
  lintLists,
  lintOwners,
  lintUnusedLists,
} from './lint-references.ts';
import { lintWeights } from './lint-weights.ts';
import { readSchemePack } from './read-scheme-pack.ts';
import { FindingList, findingText, type SchemeFinding } from './scheme-finding.ts';
import { recogniseColumns } from './scheme-names.ts';
import type { SchemeMeta, SchemePack } from './scheme-pack.ts';
import { brokenTables, type SchemeTableName, type SchemeTables } from './scheme-tables.ts';

/** 体检结果:全部发现,以及没有错误时可以编译的方案包。 */
export interface SchemeInspection {
  readonly findings: readonly SchemeFinding[];
  /** 有任何错误时为 null:什么也不装载。 */
  readonly pack: SchemePack | null;
}

/** 方案有错误,不装载;`findings` 是全部发现,不止第一处。 */
export class SchemeRejected extends Error {
  readonly code = 'scheme-rejected';

  constructor(
    readonly scheme: string,
    readonly findings: readonly SchemeFinding[],
  ) {
    const errors = findings.filter((finding) => finding.level === 'error');
    super(`分组方案「${scheme}」有 ${errors.length} 处错误,未装载:\n${errors.map(findingText).join('\n')}`);
  }
}

const INDISPENSABLE: readonly SchemeTableName[] = ['mdc', 'adrg', 'drg'];

/** 读表并体检,一次说全。`found` 是读文件时已有的发现(如不认识的文件)。 */
export function inspectScheme(
  tables: SchemeTables,
  meta: SchemeMeta,
  found: readonly SchemeFinding[] = [],
): SchemeInspection {
  const list = new FindingList();
  list.all.push(...found);
  lintTables(tables, list);
  const pack = readSchemePack(tables, meta, list);
  const broken = brokenTables(list);
  lintKeys(pack, list);
  lintOwners(pack, list, broken);
  lintLists(pack, list, broken);
  lintComplicationLevels(pack, list);
  if (!broken.has('mdc_diagnosis')) lintSites(pack, hasColumn(tables, 'mdc_diagnosis', 'site'), list);
  if (broken.size === 0) for (const rule of [lintReach, lintUnusedLists]) rule(pack, list);
  for (const rule of [lintExclusionTables, lintAdmission, lintCodeForms, lintNames]) rule(pack, list);
  for (const rule of [lintAdrgsWithoutDrg, lintOrder, lintLetters, lintWeights]) rule(pack, list);
  const rejected = list.all.some((finding) => finding.level === 'error');
  return { findings: list.all, pack: rejected ? null : pack };
}

/** 表的哪一份有这一列。 */
const hasColumn = (tables: SchemeTables, table: SchemeTableName, column: string): boolean =>
  (tables[table] ?? []).some((part) => recogniseColumns(table, part.columns).includes(column));

/** 读表成为方案包。 @throws SchemeRejected 有任何错误。 */
export function loadScheme(tables: SchemeTables, meta: SchemeMeta): SchemePack {
  const { pack, findings } = inspectScheme(tables, meta);
  if (pack === null) throw new SchemeRejected(meta.name, findings);
  return pack;
}

/** 少了就无从分组的表;其余的表由用到它的条件去查。drg 表可以没有行:结果就都是 ADRG。 */
function lintTables(tables: SchemeTables, findings: FindingList): void {
  for (const table of INDISPENSABLE) {
    const at = { table, source: `${table}.csv`, row: null };
    const parts = tables[table];
    if (parts === undefined) {
      findings.error('table-missing', at, `没有 ${table} 表,无从分组`);
    } else if (table !== 'drg' && parts.every((part) => part.rows.length === 0)) {
      findings.error('table-empty', at, `${table} 表没有数据行,无从分组`);
    }
  }
}

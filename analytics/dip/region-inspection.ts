import { builtInDictionary, type ProcedureDictionary } from '../discharge/procedure-dictionary.ts';
import { FindingList, findingText, type SchemeFinding } from '../grouping/scheme-finding.ts';
import { lintCoverage, lintTypeOrder } from './lint-coverage.ts';
import { lintReach } from './lint-reach.ts';
import { lintScores } from './lint-scores.ts';
import { readAuxiliary, readCatalogue, readProcedureKinds } from './read-region.ts';
import type { RegionPack } from './region-pack.ts';
import { readPolicy } from './region-policy.ts';
import type { RegionTable } from './table-rows.ts';

/** 区域的各个文件;没有的文件不写。 */
export interface RegionFiles {
  readonly catalogue?: RegionTable;
  readonly procedureKind?: RegionTable;
  /** 没有操作表的区域所用的字典;也不给时用内置的参考字典。 */
  readonly dictionary?: ProcedureDictionary;
  /** 可有可无:辅助目录。 */
  readonly auxiliary?: RegionTable;
  /** policy.json 的内容。 */
  readonly policy?: unknown;
}

/** 体检结果:全部发现,以及没有错误时可以编译的区域。 */
export interface RegionInspection {
  readonly findings: readonly SchemeFinding[];
  /** 有任何错误时为 null:什么也不装载。 */
  readonly pack: RegionPack | null;
}

/** 区域有错误,不装载;`findings` 是全部发现,不止第一处。 */
export class RegionRejected extends Error {
  readonly code = 'dip-region-rejected';

  constructor(
    readonly region: string,
    readonly findings: readonly SchemeFinding[],
  ) {
    const errors = findings.filter((finding) => finding.level === 'error');
    super(`DIP 区域「${region}」有 ${errors.length} 处错误,未装载:\n${errors.map(findingText).join('\n')}`);
  }
}

/** 读各表与政策并体检,一次说全。`found` 是读文件时已有的发现。 */
export function inspectRegion(
  files: RegionFiles,
  name: string,
  found: readonly SchemeFinding[] = [],
): RegionInspection {
  const list = new FindingList();
  list.all.push(...found);
  lintPresence(files, found, list);
  const entries = files.catalogue ? readCatalogue(files.catalogue, list) : [];
  const procedureKinds = files.procedureKind ? readProcedureKinds(files.procedureKind, list) : [];
  const auxiliary = files.auxiliary ? readAuxiliary(files.auxiliary, list) : [];
  const policy = files.policy === undefined ? null : readPolicy(files.policy, POLICY, list);
  const dictionary = files.procedureKind ? null : (files.dictionary ?? builtInDictionary);
  lintReach({ entries, procedureKinds, dictionary, auxiliary }, list);
  lintScores(entries, list);
  if (policy !== null) {
    lintTypeOrder(entries, policy, list);
    lintCoverage(entries, policy, list);
  }
  const rejected = policy === null || list.all.some((finding) => finding.level === 'error');
  const pack = rejected ? null : { name, entries, procedureKinds, dictionary, auxiliary, policy };
  return { findings: list.all, pack };
}

/** 读成可编译的区域。 @throws RegionRejected 有任何错误。 */
export function loadRegion(files: RegionFiles, name: string): RegionPack {
  const { pack, findings } = inspectRegion(files, name);
  if (pack === null) throw new RegionRejected(name, findings);
  return pack;
}

const POLICY = { table: 'policy', source: 'policy.json', row: null };

function lintPresence(files: RegionFiles, found: readonly SchemeFinding[], list: FindingList): void {
  const needed = [
    ['catalogue', 'catalogue.csv', files.catalogue],
    ['policy', 'policy.json', files.policy],
  ] as const;
  for (const [table, source, content] of needed) {
    // 文件在而读不成,读的时候已经说过。
    if (content !== undefined || found.some((finding) => finding.source === source)) continue;
    list.error('file-missing', { table, source, row: null }, `没有 ${source},区域不完整`);
  }
  if (files.procedureKind === undefined && !found.some(({ source }) => source === 'procedure_kind.csv'))
    adviseOnDictionary(files.dictionary ?? builtInDictionary, list);
  if (files.catalogue?.rows.every((row) => row.every((cell) => cell.trim() === '')))
    list.error('table-empty', { table: 'catalogue', source: files.catalogue.source, row: null }, '目录没有数据行');
}

function adviseOnDictionary({ about }: ProcedureDictionary, list: FindingList): void {
  const reference = about.forReference ? ',是参考字典,没有经官方目录核对' : '';
  list.warning(
    'dictionary-used',
    { table: 'procedure_kind', source: 'procedure_kind.csv', row: null },
    `没有操作表,操作的治疗方式用字典「${about.name}」${about.version}${reference}`,
  );
}

import { normaliseProcedureCode } from '../discharge/icd-code.ts';
import type { CodeEntry } from '../grouping/code-entry.ts';
import type { CodeAxis } from '../grouping/condition-tree.ts';
import type { FindingList } from '../grouping/scheme-finding.ts';
import { parseAuxiliaryCondition } from './auxiliary-condition.ts';
import { parseAuxiliaryList } from './auxiliary-lists.ts';
import { type DiagnosisScope, parseDiagnosisScope } from './diagnosis-scope.ts';
import type { Millionths } from './exact-decimal.ts';
import { otherDiagnosisVersion } from './icd-version.ts';
import { type ProcedureExpression, parseProcedureExpression } from './procedure-expression.ts';
import {
  type AuxiliaryRow,
  type CatalogueEntry,
  ENTRY_TYPES,
  type ProcedureKindRow,
  TREATMENT_KINDS,
} from './region-pack.ts';
import { type RegionTable, rowsOf, SeenKeys, type TableRow } from './table-rows.ts';

const CATALOGUE = ['code', 'name', 'diagnosis', 'procedures', 'kind', 'type', 'score', 'mean_cost'];
/** 按机构级别的均费、药品与耗材分值:可有可无。 */
const MEAN_BY_LEVEL = ['mean_cost_1', 'mean_cost_2', 'mean_cost_3'];
const SHARES = ['drug_score', 'material_score'];
const PROCEDURE_KIND = ['code', 'kind'];
const PROCEDURE_KINDS = TREATMENT_KINDS.filter((kind) => kind !== 'conservative');
const AUXILIARY = ['catalogue', 'code', 'name', 'condition', 'factor'];

/** 读病种目录;有毛病的行不在结果里,毛病在 `findings` 里。 */
export function readCatalogue(part: RegionTable, findings: FindingList): CatalogueEntry[] {
  const seen = new SeenKeys();
  const entries: CatalogueEntry[] = [];
  for (const row of rowsOf('catalogue', part, CATALOGUE, [...MEAN_BY_LEVEL, ...SHARES], findings)) {
    const code = row.required('code');
    seen.check(row, code);
    const diagnosis = readScope(row);
    const entry = {
      at: row.at,
      code,
      name: row.text('name'),
      procedures: readExpression(row),
      kind: row.word('kind', TREATMENT_KINDS),
      type: row.word('type', ENTRY_TYPES),
      score: readScore(row),
      meanCost: readMeanCost(row),
      meanCostByLevel: MEAN_BY_LEVEL.map((column) => row.amount(column) || null),
      drugScore: row.amount('drug_score'),
      materialScore: row.amount('material_score'),
    };
    if (row.sound && diagnosis !== null) entries.push({ ...entry, diagnosis });
  }
  return entries;
}

function readScope(row: TableRow): DiagnosisScope | null {
  const scope = parseDiagnosisScope(row.text('diagnosis'));
  if (typeof scope !== 'string') return scope;
  const other = otherDiagnosisVersion(row.text('diagnosis').toUpperCase());
  if (other !== null) row.error('icd-version', `${scope};写的像是${other},目录要用 ICD-10 医保版`);
  else row.error(scope.includes('大于') ? 'range-inverted' : 'diagnosis-form', scope);
  return null;
}

function readExpression(row: TableRow): ProcedureExpression | null {
  const text = row.text('procedures');
  if (text === '') return null;
  const parsed = parseProcedureExpression(text);
  if (parsed.ok) return parsed.expression;
  for (const { offset, message } of parsed.errors)
    row.error('expression-syntax', `操作表达式「${text}」第 ${offset + 1} 个字符:${message}`);
  return null;
}

function readScore(row: TableRow): Millionths {
  const score = row.amount('score');
  if (score === null && row.text('score') === '') row.error('score-missing', 'score 没有写,无从计分');
  return score ?? (0 as Millionths);
}

/** 没有均费与均费为 0 一样:偏差系数取 1。 */
function readMeanCost(row: TableRow): Millionths | null {
  const mean = row.amount('mean_cost');
  const missing = row.text('mean_cost') === '' || mean === 0;
  if (missing && MEAN_BY_LEVEL.every((column) => row.text(column) === ''))
    row.warning('mean-missing', `${row.text('code')} 没有上年均费,费用再高再低也按 1 倍计分`);
  return mean === 0 ? null : mean;
}

/** 读操作的治疗方式。 */
export function readProcedureKinds(part: RegionTable, findings: FindingList): ProcedureKindRow[] {
  const seen = new SeenKeys();
  const rows: ProcedureKindRow[] = [];
  for (const row of rowsOf('procedure_kind', part, PROCEDURE_KIND, ['level', 'name'], findings)) {
    const code = normaliseProcedureCode(row.required('code'));
    seen.check(row, code);
    const kind = row.word('kind', PROCEDURE_KINDS);
    const level = row.text('level');
    const known = /^[1-4]$/.test(level);
    // 匹配不看级别,写错不妨碍装载。
    if (level !== '' && !known) row.warning('level-unknown', `手术级别「${level}」应是 1 至 4,按没有级别`);
    if (row.sound) rows.push({ at: row.at, code, kind, level: known ? Number(level) : null });
  }
  return rows;
}

/** 读辅助目录。 */
export function readAuxiliary(part: RegionTable, findings: FindingList): AuxiliaryRow[] {
  const seen = new SeenKeys();
  const rows: AuxiliaryRow[] = [];
  for (const row of rowsOf('auxiliary', part, AUXILIARY, ['entry', 'dx', 'proc'], findings)) {
    const [catalogue, code, entry] = [row.required('catalogue'), row.required('code'), row.text('entry') || null];
    seen.check(row, [catalogue, code, entry ?? ''].filter(Boolean).join('、'));
    const lists = { dx: readList(row, 'dx'), proc: readList(row, 'proc') };
    const condition = parseAuxiliaryCondition(row.text('condition'), lists);
    if (!condition.ok) for (const message of condition.messages) row.error('condition-invalid', message);
    const factor = row.amount('factor');
    if (row.text('factor') === '') row.error('factor-missing', 'factor 没有写,无从计分');
    if (row.sound && condition.ok && factor !== null)
      rows.push({
        at: row.at,
        catalogue,
        code,
        name: row.text('name'),
        entry,
        text: row.text('condition'),
        condition: condition.tree,
        lists,
        factor,
      });
  }
  return rows;
}

function readList(row: TableRow, axis: CodeAxis): readonly CodeEntry[] {
  const entries = parseAuxiliaryList(axis, row.text(axis));
  if (typeof entries !== 'string') return entries;
  row.error('list-invalid', `清单 ${axis} 的${entries}`);
  return [];
}

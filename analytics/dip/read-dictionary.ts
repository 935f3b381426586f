import { normaliseProcedureCode } from '../discharge/icd-code.ts';
import {
  type DictionaryAbout,
  PROCEDURE_KINDS,
  ProcedureDictionary,
  type ProcedureDictionaryRow,
} from '../discharge/procedure-dictionary.ts';
import { FindingList, type SchemeFinding } from '../grouping/scheme-finding.ts';
import { otherProcedureVersion } from './icd-version.ts';
import { type RegionTable, rowsOf, SeenKeys, type TableRow } from './table-rows.ts';

const CODE_END = /^\d{2}(\.[\dx][\dx]?[\dA-Z]{0,3}(x\d{3})?)?$/;

/** 读一个操作字典:列同区域的操作表,编码还可以是前缀(`51.2`)或区间(`00.5-00.8`)。有错误时没有字典。 */
export function readDictionary(
  part: RegionTable,
  about: DictionaryAbout,
): { dictionary: ProcedureDictionary | null; findings: readonly SchemeFinding[] } {
  const list = new FindingList();
  const seen = new SeenKeys();
  const rows: ProcedureDictionaryRow[] = [];
  for (const row of rowsOf('procedure_kind', part, ['code', 'kind'], ['level', 'name'], list)) {
    const codes = readCodes(row);
    seen.check(row, codes);
    const kind = row.word('kind', PROCEDURE_KINDS);
    const level = readLevel(row, kind);
    if (row.sound) rows.push({ codes, kind, level, name: row.text('name') });
  }
  if (rows.length === 0 && list.all.length === 0)
    list.error('table-empty', { table: 'procedure_kind', source: part.source, row: null }, '字典没有数据行');
  const failed = list.all.some(({ level }) => level === 'error');
  return { dictionary: failed ? null : new ProcedureDictionary(about, rows), findings: list.all };
}

function readCodes(row: TableRow): string {
  const text = row.required('code');
  const ends = text.split(/[-－–—~]/).map(normaliseProcedureCode);
  const wrong = ends.find((end) => !CODE_END.test(end));
  if (text !== '' && (wrong !== undefined || ends.length > 2)) {
    const other = otherProcedureVersion(wrong ?? '');
    const hint = other === null ? '' : `;写的像是${other}`;
    row.error('procedure-form', `编码「${text}」应是手术操作编码、前缀(51.2)或区间(00.5-00.8)${hint}`);
  } else if (ends.length === 2 && ends[0]! > ends[1]!) {
    row.error('range-inverted', `区间「${text}」的下端大于上端,什么操作也收不到`);
  }
  return ends.join('-');
}

function readLevel(row: TableRow, kind: string): number | null {
  const text = row.text('level');
  if (text === '') return null;
  if (!/^[1-4]$/.test(text)) {
    row.warning('level-unknown', `手术级别「${text}」应是 1 至 4,按没有级别`);
    return null;
  }
  if (kind !== 'surgery') row.warning('level-unused', `${row.text('code')} 不是手术,级别 ${text} 不起作用`);
  return kind === 'surgery' ? Number(text) : null;
}

/** 用到的操作里字典没有的。 */
export interface DictionaryCoverage {
  readonly codes: number;
  readonly uses: number;
  readonly missingCodes: number;
  readonly missingUses: number;
  /** 用得最多的几个。 */
  readonly examples: readonly { readonly code: string; readonly cases: number }[];
}

/** 字典对实际用到的操作的覆盖。`usage` 是各编码的例数,用得多的在前。 */
export function dictionaryCoverage(
  dictionary: ProcedureDictionary,
  usage: readonly { code: string; cases: number }[],
): DictionaryCoverage {
  const missing = usage.filter(({ code }) => dictionary.find(code) === null);
  const uses = (rows: readonly { cases: number }[]) => rows.reduce((sum, { cases }) => sum + cases, 0);
  return {
    codes: usage.length,
    uses: uses(usage),
    missingCodes: missing.length,
    missingUses: uses(missing),
    examples: missing.slice(0, 10),
  };
}

import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

/** 这台机器上有没有 LibreOffice。 */
export const hasOffice = (() => {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** 去掉全部缓存值,逼迫电子表格程序从公式重算,读回它算出的工作簿。 */
export async function recalculated(workbook: Uint8Array): Promise<ExcelJS.Workbook> {
  const folder = await mkdtemp(join(tmpdir(), 'casemix-recalculate-'));
  try {
    const bare = join(folder, 'bare.xlsx');
    await writeFile(bare, withoutCachedValues(workbook));
    const out = join(folder, 'out');
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const target = 'xlsx:Calc MS Excel 2007 XML';
    await promisify(execFile)('soffice', [profile, '--headless', '--convert-to', target, '--outdir', out, bare]);
    return await openWorkbook(await readFile(join(out, 'bare.xlsx')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function openWorkbook(bytes: Uint8Array): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
  return book;
}

function withoutCachedValues(workbook: Uint8Array): Uint8Array {
  const parts = unzipSync(workbook);
  for (const [name, bytes] of Object.entries(parts)) {
    if (!name.startsWith('xl/worksheets/sheet')) continue;
    const xml = strFromU8(bytes).replace(/(<\/f>)<v>[^<]*<\/v>/g, '$1');
    parts[name] = strToU8(xml);
  }
  return zipSync(parts, { level: 1 });
}

export interface Difference {
  cell: string;
  formula: string;
  cached: unknown;
  recalculated: unknown;
}

/** 全部公式单元格:缓存值与重算值逐个比,返回公式总数与不同之处。 */
export function compareFormulas(ours: ExcelJS.Workbook, theirs: ExcelJS.Workbook) {
  const differences: Difference[] = [];
  let formulas = 0;
  for (const sheet of ours.worksheets) {
    const other = theirs.getWorksheet(sheet.name);
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        const value = cell.value as { formula?: string; result?: unknown } | null;
        if (typeof value !== 'object' || value === null || !('formula' in value)) return;
        formulas++;
        const found = resultOf(other?.getCell(cell.address).value);
        // exceljs 读公式时把结果 0 当作没有;每个公式都有缓存值另有测试直接看 XML。
        if (agree(value.result ?? 0, found)) return;
        const at = `${sheet.name}!${cell.address}`;
        differences.push({ cell: at, formula: String(value.formula), cached: value.result, recalculated: found });
      }),
    );
  }
  return { formulas, differences };
}

function resultOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('result' in value) return value.result;
  return 'text' in value ? value.text : 'formula' in value ? 0 : value;
}

function agree(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));
  return a === b;
}

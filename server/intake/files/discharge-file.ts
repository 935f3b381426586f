import { csvRows } from './csv-rows.ts';
import { detectFormat } from './detect-format.ts';
import type { DischargeFile } from './file-problem.ts';
import { jsonRows } from './json-rows.ts';
import { xlsxRows } from './xlsx-rows.ts';

/** 打开一个出院数据文件(CSV、制表符文本、xlsx、JSON),按块给出各行;不能读的抛出 FileProblem。 */
export async function openDischargeFile(path: string): Promise<DischargeFile> {
  const kind = await detectFormat(path);
  if (kind.format === 'xlsx') return { format: 'xlsx', encoding: null, blocks: xlsxRows(path) };
  if (kind.format === 'json') return { format: 'json', encoding: 'utf-8', blocks: jsonRows(path) };
  return { format: 'csv', encoding: kind.encoding, blocks: csvRows(path, kind.encoding) };
}

import { rm } from 'node:fs/promises';
import type { Request } from 'express';
import { z } from 'zod';
import { fillable, readFilledNumber } from '../../analytics/performance/quality-development/fillable.ts';
import { TEMPLATE_COLUMNS } from '../../reports/quality-development/yearly-template.ts';
import type { Db } from '../../sql/database.ts';
import { listAttachments } from '../../sql/stores/attachment.store.ts';
import { type FigureEntry, saveFigures } from '../../sql/stores/yearly-figure.store.ts';
import type { ProblemDetail } from '../http/problem.ts';
import { readUpload } from '../intake/upload.ts';
import { MAX_TEXT, refused } from './figure-entries.ts';
import { type HeaderRow, readHeaderTable } from './header-table.ts';
import { Year } from './quality-development.schemas.ts';
import { readingTable } from './reading-table.ts';

type Column = keyof typeof TEMPLATE_COLUMNS;

const TABLE = {
  columns: Object.fromEntries(
    Object.entries(TEMPLATE_COLUMNS).map(([column, header]) => [column, [header]]),
  ) as unknown as Record<Column, string[]>,
  required: ['year', 'item', 'value'] as const,
  maxRows: 2_000,
  fix: '请用页面下载的填报模板,不要删改表头。',
};

/** 读填好的模板(xlsx 或 CSV):有一行不对就全部不收,逐行说明;空着的行跳过。 */
async function readTemplate(db: Db, hospitalId: string, year: number, path: string): Promise<FigureEntry[]> {
  const attachments = new Map<string, string>();
  for (const { file_name, attachment_id } of await listAttachments(db, hospitalId)) {
    if (!attachments.has(file_name)) attachments.set(file_name, attachment_id);
  }
  const errors: ProblemDetail[] = [];
  const entries = new Map<string, FigureEntry>();
  for (const row of await readHeaderTable<Column>(path, TABLE)) {
    // 分段的小标题没有编码。
    if (row.cell('item') === '') continue;
    const say = (column: Column, message: string) =>
      errors.push({ path: `第 ${row.row} 行 ${TEMPLATE_COLUMNS[column]}`, message });
    const entry = readRow(row, year, attachments, say);
    if (!entry) continue;
    if (entries.has(entry.item)) say('item', `「${entry.item}」在前面已有一行`);
    entries.set(entry.item, entry);
  }
  if (errors.length > 0) throw refused(errors);
  return [...entries.values()];
}

function readRow(
  { cell }: HeaderRow<Column>,
  year: number,
  attachments: ReadonlyMap<string, string>,
  say: (column: Column, message: string) => void,
): FigureEntry | null {
  const item = cell('item');
  const field = fillable(item);
  if (!field) {
    say('item', `没有填报项目「${item}」,请用下载的模板,不要改编码`);
    return null;
  }
  const [valueText, text, evidence, fileName] = [cell('value'), cell('text'), cell('evidence'), cell('attachment')];
  if (valueText === '' && text === '' && evidence === '' && fileName === '') return null;
  if (cell('year') !== String(year)) say('year', `应是 ${year},现为「${cell('year')}」`);
  let value: string | null = null;
  if (valueText !== '') {
    const read = field.kind === 'text' ? { reason: '定性指标只写文字,不填数' } : readFilledNumber(field, valueText);
    if ('reason' in read) say('value', `${field.name}:${read.reason}`);
    else value = read.value;
  }
  for (const column of ['text', 'evidence'] as const) {
    if (cell(column).length > MAX_TEXT) say(column, `超过 ${MAX_TEXT} 字`);
  }
  const attachmentId = fileName === '' ? null : (attachments.get(fileName) ?? null);
  if (fileName !== '' && attachmentId === null) say('attachment', `附件「${fileName}」还没有上传,请先在页面上传`);
  return { item, value, text: text || null, evidence: evidence || null, attachmentId };
}

const Fields = z.object({ year: Year, by: z.string({ error: '请写明填报人' }).trim().min(1, '请写明填报人').max(100) });

/** 收下上传的模板并存成新版本;返回读到的行数与变了的项数。用完的上传文件总会删除。 */
export async function importTemplate(
  { db, uploadFolder, maxUploadBytes }: { db: Db; uploadFolder: string; maxUploadBytes: number },
  hospitalId: string,
  request: Request,
): Promise<{ read: number; changed: number }> {
  const { fields, file } = await readUpload(request, uploadFolder, maxUploadBytes);
  try {
    const { year, by } = Fields.parse(fields);
    const entries = await readingTable(() => readTemplate(db, hospitalId, year, file.path));
    const source = `模板 ${file.fileName}`;
    return { read: entries.length, changed: await saveFigures(db, { hospitalId, year, by, source }, entries) };
  } finally {
    await rm(file.path, { force: true });
  }
}

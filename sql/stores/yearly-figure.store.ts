import type { Db } from '../database.ts';
import { type Entering, writeVersions } from './versioned-row.ts';

/** 要写的一项填报;值、文字都没有而原来有,就是清空。 */
export interface FigureEntry {
  readonly item: string;
  /** 十进制数的文本。 */
  readonly value: string | null;
  readonly text: string | null;
  readonly evidence: string | null;
  readonly attachmentId: string | null;
}

/** 已存的一项填报(某个版本)。 */
export interface StoredFigure extends FigureEntry {
  readonly version: number;
  readonly source: string;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly attachmentName: string | null;
}

/** 写若干项填报,内容没有变的不写新版本;返回写了几项。 */
export function saveFigures(
  db: Db,
  entering: Entering & { readonly source: string },
  entries: readonly FigureEntry[],
): Promise<number> {
  const rows = entries.map(({ item, value, text, evidence, attachmentId }) => {
    return [item, { value, note: text, evidence, attachment_id: attachmentId }] as const;
  });
  return writeVersions(db, 'yearly_figure', entering, new Map(rows), { source: entering.source });
}

const figures = (db: Db, hospitalId: string) =>
  db
    .selectFrom('yearly_figure as f')
    .leftJoin('attachment as a', 'a.attachment_id', 'f.attachment_id')
    .where('f.hospital_id', '=', hospitalId)
    .selectAll('f')
    .select('a.file_name');

const present = (row: Awaited<ReturnType<ReturnType<typeof figures>['execute']>>[number]): StoredFigure => ({
  item: row.item,
  // numeric(20,6) 的尾零对人没有意义。
  value: row.value === null ? null : row.value.includes('.') ? row.value.replace(/\.?0+$/, '') : row.value,
  text: row.note,
  evidence: row.evidence,
  attachmentId: row.attachment_id,
  version: row.version,
  source: row.source,
  enteredBy: row.entered_by,
  enteredAt: row.entered_at,
  attachmentName: row.file_name,
});

/** 某年现行的各项填报。 */
export async function currentFigures(db: Db, hospitalId: string, year: number): Promise<Map<string, StoredFigure>> {
  const rows = await figures(db, hospitalId).where('f.year', '=', year).where('f.is_current', '=', true).execute();
  return new Map(rows.map((row) => [row.item, present(row)]));
}

/** 某年一项填报的全部版本,新的在前。 */
export async function figureVersions(db: Db, hospitalId: string, year: number, item: string): Promise<StoredFigure[]> {
  const rows = await figures(db, hospitalId)
    .where('f.year', '=', year)
    .where('f.item', '=', item)
    .orderBy('f.version', 'desc')
    .execute();
  return rows.map(present);
}

/** 填过数的年份。 */
export async function filledYears(db: Db, hospitalId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('yearly_figure')
    .select('year')
    .distinct()
    .where('hospital_id', '=', hospitalId)
    .where('is_current', '=', true)
    .execute();
  return rows.map((row) => row.year);
}

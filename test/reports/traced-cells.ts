import type ExcelJS from 'exceljs';
import { parsePeriod } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type FigureUnit, figures } from '../../sql/read-models/figures.read-model.ts';
import { HOSPITAL } from './sample-hospital.ts';

/** 溯源表的一行:哪一格、指标、病例数、明细的行范围与链接里的参数。 */
export interface TracedCell {
  sheet: string;
  cell: string;
  indicator: string;
  cases: unknown;
  rows: string;
  link: URLSearchParams;
}

const resultOf = (value: ExcelJS.CellValue): unknown =>
  typeof value === 'object' && value !== null && 'formula' in value ? (value.result ?? 0) : value;

/** 一格的数;「—」是 null。 */
export function numberIn(book: ExcelJS.Workbook, sheet: string, cell: string): number | null {
  const value = resultOf(book.getWorksheet(sheet)!.getCell(cell).value);
  return typeof value === 'number' ? value : null;
}

export function tracedCells(book: ExcelJS.Workbook): TracedCell[] {
  const sheet = book.getWorksheet('溯源')!;
  return sheet.getRows(4, sheet.rowCount)!.flatMap((row) => {
    const path = String(resultOf(row.getCell(8).value));
    if (!path.startsWith('#/figure?')) return [];
    const at = (column: number) => String(resultOf(row.getCell(column).value));
    const link = new URLSearchParams(path.slice('#/figure?'.length));
    return [{ sheet: at(1), cell: at(2), indicator: at(3), cases: row.getCell(6).value, rows: at(7), link }];
  });
}

const keyOf = ({ link }: Pick<TracedCell, 'link'>) =>
  new URLSearchParams([...link].filter(([name]) => name !== 'indicator')).toString();

/** 打开各链接,与格里的数(或病例数)不同的各格;同一单位只取一次数。病例数缺省是出院人次。 */
export async function cellsUnlikeTheirFigures(
  db: Db,
  book: ExcelJS.Workbook,
  cells: readonly TracedCell[],
  casesOf: (unit: FigureUnit, indicator: string) => number = (unit) => unit.measures.discharges,
): Promise<unknown[]> {
  const units = new Map<string, FigureUnit>();
  const unlike: unknown[] = [];
  for (const { sheet, cell, indicator, cases, link } of cells) {
    const { indicator: opened, period, ...place } = Object.fromEntries(link);
    const key = keyOf({ link });
    if (!units.has(key)) {
      const query = { hospitalId: HOSPITAL, period: parsePeriod(period!)!, by: 'hospital' as const, ...place };
      const here = cells.filter((one) => keyOf(one) === key).map((one) => one.indicator);
      const set = await figures(db, { ...query, indicators: [...new Set(here)] });
      units.set(key, set.units[0]!);
    }
    const unit = units.get(key)!;
    const shown = numberIn(book, sheet, cell);
    const value = unit.figures[opened!]?.value ?? null;
    // 总费用在表上以万元计。
    const found = opened === 'totalFee' && value !== null ? value / 10_000 : value;
    const same = shown === found || (shown !== null && found !== null && Math.abs(shown - found) < 1e-9 * (1 + shown));
    const expected = casesOf(unit, indicator);
    const agree = same && opened === indicator && cases === expected;
    if (!agree) unlike.push({ sheet, cell, indicator, shown, found, cases, expected });
  }
  return unlike;
}

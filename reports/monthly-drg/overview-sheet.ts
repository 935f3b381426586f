import { adoptedNotes } from '../sheets/adopted.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { alertCell, alertHighlights } from '../sheets/thresholds.ts';
import { figureOf, type UnitRow } from '../sheets/unit-columns.ts';
import { column, growth, minus, number, round, times } from '../workbook/expression.ts';
import type { FormatName } from '../workbook/formats.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { MonthlyFigures } from './monthly-figures.ts';
import type { OverviewRow } from './overview-rows.ts';
import { overviewParagraph } from './paragraph.ts';

/** 某期间这一行的值。 */
export function rowValue(row: OverviewRow, unit: UnitRow | undefined): number | null {
  if (!row.indicator || !unit) return null;
  const value = figureOf(unit, row.indicator);
  return value === null ? null : value / (row.scale ?? 1);
}

export const isShare = ({ format }: OverviewRow) => format === 'share' || format === 'profitShare';
/** 比例看百分点之差,其余看相对变化。 */
const change = (before: string) => (row: OverviewRow) =>
  isShare(row) ? round(times(minus(column('now'), column(before)), number(100)), 2) : round(growth('now', before), 4);
const changeFormat = (row: OverviewRow): FormatName => (isShare(row) ? 'points' : 'change');

function columns(data: MonthlyFigures): Column<OverviewRow>[] {
  const value = (key: string, header: string, unit: UnitRow | undefined): Column<OverviewRow> => ({
    key,
    header,
    format: (row) => row.format,
    width: 15,
    value: (row) => rowValue(row, unit),
  });
  return [
    { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
    { key: 'label', header: '指标', format: 'text', value: (row) => row.label },
    { key: 'unit', header: '单位', format: 'label', value: (row) => row.unit || null },
    value('now', '本月', data.now),
    value('previous', '上月', data.previous),
    { key: 'onMonth', header: '环比', format: changeFormat, width: 17, formula: change('previous') },
    value('lastYear', '上年同月', data.lastYear),
    { key: 'onYear', header: '同比', format: changeFormat, width: 17, formula: change('lastYear') },
    value('yearToDate', '年累计', data.yearToDate),
    {
      key: 'benchmark',
      header: '标杆值',
      format: (row) => row.format,
      width: 11,
      value: (row) => row.benchmark ?? null,
    },
    {
      key: 'gap',
      header: '与标杆差',
      format: (row) => row.format,
      width: 11,
      formula: minus(column('now'), column('benchmark')),
    },
    {
      key: 'alert',
      header: '预警',
      format: 'label',
      width: 11,
      live: (row, { ref, number: value }) =>
        alertCell(
          row.rule,
          { ref: ref('now'), value: value('now') },
          { ref: ref('onMonth'), value: value('onMonth') },
        ) ?? { formula: '"—"', value: '—' },
    },
  ];
}

export function writeOverview(book: ReportWorkbook, scope: ReportScope, data: MonthlyFigures): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '运行概况',
      title: titleOf(scope, 'DRG运行概况'),
      notes: notesOf(scope),
      unit: '单位：见各行',
      paragraph: overviewParagraph(scope, data),
      columns: columns(data),
      nameColumns: 2,
      highlights: alertHighlights,
      remarks: [
        '比例（%）的环比、同比以百分点计，其余为相对变化；▲ 上升，▼ 下降。预警阈值见「口径说明」。',
        ...adoptedNotes(scope),
      ],
    },
    data.rows,
  );
}

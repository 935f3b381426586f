import { adoptedIn } from '../../analytics/performance/adoption.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { figureOf } from '../sheets/unit-columns.ts';
import type { Chart, Series } from '../workbook/chart-xml.ts';
import { formats } from '../workbook/formats.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { IndexFigures } from './index-figures.ts';

const COLUMN_COUNT = 16;
const SHOWN = 20;
const COLORS = { costIndex: '2F6DB5', timeIndex: 'D97706' } as const;
const NAMES = { costIndex: '费用消耗指数', timeIndex: '时间消耗指数' } as const;
type IndexName = keyof typeof NAMES;

/** 图表:各科室的两个指数,引用「科室指数」的单元格。 */
export async function writeIndexCharts(
  book: ReportWorkbook,
  scope: ReportScope,
  data: IndexFigures,
  table: WrittenTable,
): Promise<void> {
  const sheet = book.openSheet('图表', { widths: Array.from({ length: COLUMN_COUNT }, () => 10.5), onePage: true });
  await sheet.title(titleOf(scope, '消耗指数图表'), COLUMN_COUNT);
  await sheet.notes(notesOf(scope), '数据：科室指数', COLUMN_COUNT);
  const charts = (Object.keys(NAMES) as IndexName[]).map((id, i) => chart(id, i, data, table));
  sheet.charts(charts.flatMap((one) => one ?? []));
  while (sheet.lastRow < 37) await sheet.row([], 18);
  const signed = await sheet.signOff();
  sheet.printArea('A1', `P${signed}`);
  sheet.close();
}

function chart(id: IndexName, index: number, { departments, set }: IndexFigures, table: WrittenTable): Chart | null {
  const adopted = adoptedIn(set.registry, id);
  // 没有指数的科室画进去会被当成 0;表按例数排列,取连续有数的前若干行。
  const length = departments.findIndex((unit) => figureOf(unit, adopted) === null);
  const shown = departments.slice(0, Math.min(SHOWN, length < 0 ? departments.length : length));
  if (shown.length === 0) return null;
  const span = (key: string) =>
    `'${table.sheet}'!$${table.letter(key)}$${table.firstRow}:$${table.letter(key)}$${table.firstRow + shown.length - 1}`;
  const series: Series = {
    name: NAMES[id],
    color: COLORS[id],
    categories: { ref: span('name'), cached: shown.map((unit) => unit.name) },
    values: { ref: span(id), cached: shown.map((unit) => figureOf(unit, adopted)), numFmt: formats.index.numFmt },
  };
  return {
    title: `${NAMES[id]}${departments.length > shown.length ? `（入组例数前 ${shown.length} 位）` : ''}`,
    place: { column: 0, row: 2 + index * 18, columns: 16, rows: 17 },
    layers: [{ kind: 'column', series: [series], axisTitle: '1.00 为平均', minimum: 0 }],
  };
}

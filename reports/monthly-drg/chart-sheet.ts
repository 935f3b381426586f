import { adoptedIn } from '../../analytics/performance/adoption.ts';
import { monthOf, notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { figureOf } from '../sheets/unit-columns.ts';
import type { Chart, Series } from '../workbook/chart-xml.ts';
import { formats } from '../workbook/formats.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { MonthlyFigures } from './monthly-figures.ts';
import { rowValue } from './overview-sheet.ts';
import { trendRowsOf } from './trend-sheet.ts';

const COLUMN_COUNT = 16;
const TOP_DEPARTMENTS = 15;
const BLUE = '2F6DB5';
const ORANGE = 'D97706';
const TEAL = '0F8B8D';
const GREY = '8A97A6';
const place = (column: number, row: number) => ({ column, row, columns: 8, rows: 17 });

/** 图表页:全部引用「全年环比」「科室统计」的单元格,表变图变。 */
export async function writeCharts(
  book: ReportWorkbook,
  scope: ReportScope,
  data: MonthlyFigures,
  tables: { trend: WrittenTable; departments: WrittenTable },
): Promise<void> {
  const widths = Array.from({ length: COLUMN_COUNT }, () => 10.5);
  const sheet = book.openSheet('图表', { widths, onePage: true });
  await sheet.title(titleOf(scope, 'DRG运行图表'), COLUMN_COUNT);
  await sheet.notes(notesOf(scope), '数据：全年环比、科室统计', COLUMN_COUNT);
  sheet.charts([...trendCharts(scope, data, tables.trend), ...departmentCharts(data, tables.departments)]);
  while (sheet.lastRow < 37) await sheet.row([], 18);
  const signed = await sheet.signOff();
  sheet.printArea('A1', `P${signed}`);
  sheet.close();
}

function trendCharts(scope: ReportScope, data: MonthlyFigures, table: WrittenTable): Chart[] {
  const months = chartedMonths(scope, data);
  if (months.length === 0) return [];
  const header = table.firstRow - 1;
  const trendRows = trendRowsOf(data);
  const span = (row: number) => {
    const [first, last] = [months[0]!, months.at(-1)!].map((m) => table.letter(`m${m}`));
    return `'${table.sheet}'!$${first}$${row}:$${last}$${row}`;
  };
  const series = (label: string, color: string): Series => {
    const index = trendRows.findIndex((row) => row.label === label);
    const row = trendRows[index]!;
    return {
      name: row.label,
      color,
      categories: { ref: span(header), cached: months.map((m) => `${m}月`) },
      values: {
        ref: span(table.firstRow + index),
        cached: months.map((m) => rowValue(row, data.months.get(monthKey(scope, m)))),
        numFmt: formats[row.format].numFmt,
      },
    };
  };
  return [
    {
      title: '月趋势：CMI 与次均费用',
      place: place(0, 2),
      layers: [
        { kind: 'line', series: [series('次均费用（元）', BLUE)], axisTitle: '元' },
        { kind: 'line', series: [series('CMI', ORANGE)], axisTitle: 'CMI', secondary: true },
      ],
    },
    {
      title: '月趋势：出院人次与平均住院日',
      place: place(8, 2),
      layers: [
        { kind: 'column', series: [series('出院总人次', GREY)], axisTitle: '人次', minimum: 0 },
        { kind: 'line', series: [series('平均住院日（天）', TEAL)], axisTitle: '天', secondary: true, minimum: 0 },
      ],
    },
  ];
}

const monthKey = (scope: ReportScope, month: number) =>
  `${monthOf(scope).slice(0, 4)}-${String(month).padStart(2, '0')}`;

/** 从末月往前连续有 CMI 的月份;没有 CMI 的月份若画进去,「—」会被当成 0。 */
function chartedMonths(scope: ReportScope, data: MonthlyFigures): number[] {
  const last = Number(monthOf(scope).slice(5, 7));
  const has = (id: string) => (m: number) => {
    const unit = data.months.get(monthKey(scope, m));
    return unit !== undefined && figureOf(unit, id) !== null;
  };
  const runOf = (ok: (m: number) => boolean) => {
    const run: number[] = [];
    for (let m = last; m >= 1 && ok(m); m--) run.unshift(m);
    return run;
  };
  const weighted = runOf(has(adoptedIn(scope.registry, 'cmi')));
  return weighted.length > 0 ? weighted : runOf(has('meanFee'));
}

function departmentCharts(data: MonthlyFigures, table: WrittenTable): Chart[] {
  const shown = data.departments.slice(0, TOP_DEPARTMENTS);
  if (shown.length === 0) return [];
  const last = table.firstRow + shown.length - 1;
  const span = (key: string) =>
    `'${table.sheet}'!$${table.letter(key)}$${table.firstRow}:$${table.letter(key)}$${last}`;
  const series = (key: string, id: string, name: string, color: string, format: keyof typeof formats): Series => ({
    name,
    color,
    categories: { ref: span('name'), cached: shown.map((unit) => unit.name) },
    values: {
      ref: span(key),
      cached: shown.map((unit) => figureOf(unit, adoptedIn(data.set.registry, id))),
      numFmt: formats[format].numFmt,
    },
  });
  const top = data.departments.length > TOP_DEPARTMENTS ? `（总费用前 ${TOP_DEPARTMENTS} 位）` : '';
  return [
    {
      title: `科室总权重${top}`,
      place: place(0, 20),
      layers: [
        {
          kind: 'bar',
          series: [series('totalWeight', 'totalWeight', '总权重', BLUE, 'count')],
          axisTitle: '总权重',
          minimum: 0,
        },
      ],
    },
    {
      title: `科室费用、时间消耗指数${top}`,
      place: place(8, 20),
      layers: [
        {
          kind: 'column',
          series: [
            series('costIndex', 'costIndex', '费用消耗指数', BLUE, 'index'),
            series('timeIndex', 'timeIndex', '时间消耗指数', ORANGE, 'index'),
          ],
          axisTitle: '指数（1.00 为平均）',
          minimum: 0,
        },
      ],
    },
  ];
}

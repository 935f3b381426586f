import type { Registry } from '../../analytics/performance/adoption.ts';
import { adoptedNotes } from '../sheets/adopted.ts';
import { monthOf, notesOf, previousMonth, type ReportScope, titleOf } from '../sheets/scope.ts';

import { roundHalfAway } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, RowPlace, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { MonthlyFigures } from './monthly-figures.ts';
import { type OverviewRow, trendOnlyRows } from './overview-rows.ts';
import { isShare, rowValue } from './overview-sheet.ts';

const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);
const keyOf = (month: number) => `m${month}`;

/** 首行:各月结算状态。 */
const STATUS_ROW: OverviewRow = { label: '结算状态（预估/月结/清算）', unit: '', format: 'label' };
export const trendRowsOf = ({ rows }: MonthlyFigures): readonly OverviewRow[] => [
  STATUS_ROW,
  ...rows,
  ...trendOnlyRows,
];

/** 合计/均值的算法:可相加的求和;比值以年累计分子除以分母;不同组数取年累计。 */
function yearCell(
  row: OverviewRow,
  registry: Registry,
  { ref, number }: RowPlace,
): { formula: string; value: number | null } {
  if (hasRatio(row, registry)) {
    const top = number('numerator');
    const bottom = number('denominator');
    const value = top === null || bottom === null || bottom === 0 ? null : top / bottom;
    return { formula: `IFERROR(${ref('numerator')}/${ref('denominator')},"—")`, value };
  }
  if (isDistinct(row))
    return { formula: `IF(ISNUMBER(${ref('numerator')}),${ref('numerator')},"—")`, value: number('numerator') };
  const months = MONTHS.map((m) => number(keyOf(m))).filter((value) => value !== null);
  const range = `${ref(keyOf(1))}:${ref(keyOf(12))}`;
  const sum = months.length > 0 ? months.reduce((a, b) => a + b, 0) : null;
  return { formula: `IF(COUNT(${range})=0,"—",SUM(${range}))`, value: sum };
}

const isDistinct = ({ indicator }: OverviewRow) => indicator === 'drgCount';

/** 末月比前月:箭头与幅度写成文字,黑白打印可辨;比例看百分点之差,其余看相对变化。 */
function trendCell(row: OverviewRow, month: number, { ref, number }: RowPlace): { formula: string; value: string } {
  if (month === 1) return { formula: '"—"', value: '—' };
  const [now, before] = [keyOf(month), keyOf(month - 1)];
  const [text, unit] = isShare(row)
    ? [`ROUND((${ref(now)}-${ref(before)})*100,2)`, '个百分点']
    : [`ROUND((${ref(now)}/${ref(before)}-1)*100,2)`, '%'];
  const formula = `IFERROR(IF(${text}>0,"▲ ",IF(${text}<0,"▼ ",""))&TEXT(ABS(${text}),"0.00")&"${unit}","—")`;
  const change = trendChange(row, number(now), number(before));
  if (change === null) return { formula, value: '—' };
  const sign = change > 0 ? '▲ ' : change < 0 ? '▼ ' : '';
  return { formula, value: `${sign}${Math.abs(change).toFixed(2)}${unit}` };
}

function trendChange(row: OverviewRow, now: number | null, before: number | null): number | null {
  if (now === null || before === null) return null;
  if (isShare(row)) return roundHalfAway((now - before) * 100, 2);
  return before === 0 ? null : roundHalfAway((now / before - 1) * 100, 2);
}

function columns(scope: ReportScope, data: MonthlyFigures): Column<OverviewRow>[] {
  const year = monthOf(scope).slice(0, 4);
  const last = Number(monthOf(scope).slice(5, 7));
  const { registry } = scope;
  const yearFigure = (row: OverviewRow) => (row.indicator ? data.yearToDate?.figures[row.indicator] : undefined);
  return [
    { key: 'label', header: '指标', format: 'text', value: (row) => row.label },
    { key: 'unit', header: '单位', format: 'label', value: (row) => row.unit || null },
    ...MONTHS.map(
      (m): Column<OverviewRow> => ({
        key: keyOf(m),
        header: `${m}月`,
        format: (row) => row.format,
        value: (row) => rowValue(row, data.months.get(`${year}-${String(m).padStart(2, '0')}`)),
      }),
    ),
    {
      key: 'year',
      header: '合计/均值',
      format: (row) => row.format,
      width: 14,
      live: (row, place) => yearCell(row, registry, place),
    },
    { key: 'trend', header: '环比趋势', format: 'label', width: 17, live: (row, place) => trendCell(row, last, place) },
    {
      key: 'numerator',
      header: '年累计分子',
      format: 'money',
      base: true,
      value: (row) => (hasRatio(row, registry) || isDistinct(row) ? (yearFigure(row)?.numerator ?? null) : null),
    },
    {
      key: 'denominator',
      header: '年累计分母',
      format: 'money',
      base: true,
      value: (row) =>
        hasRatio(row, registry) && yearFigure(row)?.value !== null ? (yearFigure(row)?.denominator ?? null) : null,
    },
  ];
}

const hasRatio = ({ indicator }: OverviewRow, registry: Registry) =>
  Boolean(indicator && registry.get(indicator)?.denominator);

export function writeTrend(book: ReportWorkbook, scope: ReportScope, data: MonthlyFigures): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '全年环比',
      title: titleOf(scope, 'DRG运行全年环比'),
      notes: notesOf(scope),
      unit: '单位：见各行',
      columns: columns(scope, data),
      nameColumns: 2,
      remarks: [
        '合计/均值：数量与金额为各月之和；比值为年累计分子 ÷ 分母（见右侧底数列），不是各月比值的平均；DRG 组数为全年不同组数。',
        `环比趋势：本月比上月（${previousMonth(monthOf(scope))}）；比例以百分点计，其余为相对变化。未装载支付政策，各月结算状态与点值暂缺。`,
        ...adoptedNotes(scope),
      ],
    },
    trendRowsOf(data),
  );
}

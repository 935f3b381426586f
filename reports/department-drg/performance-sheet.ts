import { adoptedNotes } from '../sheets/adopted.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { groupingRateHighlight, indexHighlights, lowRiskDeathHighlight } from '../sheets/thresholds.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Highlight, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { type Level, type PerformanceRow, performanceColumns } from './performance-columns.ts';

const SHEETS: Record<Level, { sheet: string; title: string; nameColumns: number }> = {
  department: { sheet: '科室绩效', title: 'DRG科室绩效明细表', nameColumns: 3 },
  team: { sheet: '医疗组绩效', title: 'DRG医疗组绩效明细表', nameColumns: 5 },
  physician: { sheet: '医师绩效', title: 'DRG医师绩效明细表', nameColumns: 5 },
};

/** 金额是实数,例数再少也照实显示。 */
const AMOUNTS: ReadonlySet<string> = new Set(['fee', 'standard', 'profit']);

/** 例数不足的行:比值类指标置灰。 */
const unreliable = (columns: readonly string[]): Highlight => ({
  column: 'reliability',
  across: columns,
  when: (c) => `AND(${c}<>"可信",${c}<>"")`,
  look: 'grey',
});

export function writePerformance(
  book: ReportWorkbook,
  scope: ReportScope,
  level: Level,
  rows: readonly PerformanceRow[],
  hospital: PerformanceRow | undefined,
): Promise<WrittenTable> {
  const { sheet, title, nameColumns } = SHEETS[level];
  const columns = performanceColumns(level, scope.registry);
  const ratios = columns.filter((c) => !c.base && c.formula && !AMOUNTS.has(c.key)).map((c) => c.key);
  return writeTable(
    book,
    {
      sheet,
      title: titleOf(scope, title),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns,
      nameColumns,
      total: { label: '合计', labelColumn: 'department', ...(hospital ? { unit: hospital } : {}) },
      highlights: [
        unreliable([...ratios, 'costIndex', 'timeIndex', 'score', 'reliability']),
        groupingRateHighlight,
        ...indexHighlights('costIndex'),
        ...indexHighlights('timeIndex'),
        lowRiskDeathHighlight,
      ],
      remarks: [
        '例数不足的单位数值以灰色斜体显示，仅供参考；不评级的单位不计综合绩效指数与排名。DRG组数与两个消耗指数的合计为全院值。',
        ...adoptedNotes(scope),
      ],
    },
    rows,
  );
}

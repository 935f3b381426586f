import { UNGROUPED_ADVICE } from '../../analytics/grouping/ungrouped-advice.ts';
import type { UngroupedCauseCode } from '../../analytics/grouping/ungrouped-cause.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { groupingRateHighlight } from '../sheets/thresholds.ts';
import { figureColumn, ratioColumn, type UnitRow, withBases } from '../sheets/unit-columns.ts';
import { tenThousand } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { listOf, type UngroupedList, type UngroupedRow } from './ungrouped-row.ts';

/** 一个科室的未入组病例:各清单与各原因的例数,费用以分计。 */
export class UngroupedTally {
  readonly lists: Record<UngroupedList, number> = { ungrouped: 0, ambiguous: 0, invalidCode: 0 };
  readonly causes = new Map<UngroupedCauseCode, number>();
  feeInCents = 0;

  add(row: UngroupedRow): void {
    this.lists[listOf(row)]++;
    this.causes.set(row.cause.code, (this.causes.get(row.cause.code) ?? 0) + 1);
    this.feeInCents += Math.round(Number(row.row.total_fee ?? 0) * 100);
  }
}

export interface SummaryRow extends UnitRow {
  readonly tally: UngroupedTally;
}

const CAUSES = Object.entries(UNGROUPED_ADVICE) as [UngroupedCauseCode, { name: string }][];

const listColumn = (key: UngroupedList, header: string): Column<SummaryRow> => ({
  key,
  header,
  format: 'count',
  total: 'sum',
  value: ({ tally }) => tally.lists[key],
});

const columns: readonly Column<SummaryRow>[] = withBases<SummaryRow>([
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'name', header: '科室', format: 'text', value: (unit) => unit.name },
  figureColumn('discharges', '总病例数', 'count', 'sum'),
  listColumn('ungrouped', '未入组例数'),
  listColumn('ambiguous', '歧义例数'),
  listColumn('invalidCode', '编码无效例数'),
  ratioColumn('groupingRate', '入组率', 'share'),
  { key: 'fee', header: '涉及费用（万元）', format: 'money', total: 'formula', formula: tenThousand('ungroupedFee') },
  ...CAUSES.map(
    ([code, { name }]): Column<SummaryRow> => ({
      key: `cause-${code}`,
      header: name,
      format: 'count',
      width: 11,
      total: 'sum',
      value: ({ tally }) => tally.causes.get(code) ?? 0,
    }),
  ),
  {
    key: 'ungroupedFee',
    header: '涉及费用（元）',
    format: 'money',
    base: true,
    total: 'sum',
    value: ({ tally }) => tally.feeInCents / 100,
  },
]);

/** 汇总:各科室未入组的例数、费用与原因。 */
export function writeUngroupedSummary(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: readonly SummaryRow[],
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '汇总',
      title: titleOf(scope, '未入组与歧义病例汇总表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      paragraph: `纳入 ${scope.includedCases} 例；另有 E 级缺陷剔除的记录 ${scope.excludedRecords} 条，不在其中。未入组、歧义、编码无效三者互不重叠，之和为全部没有入组的病例。`,
      columns,
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'name' },
      highlights: [groupingRateHighlight],
    },
    rows,
  );
}

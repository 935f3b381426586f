import { INDICATORS, type IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { ratioColumn, type UnitRow, withBases } from '../sheets/unit-columns.ts';
import { column, minus } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { IndexFigures } from './index-figures.ts';

/** 同一概念的几个算法:采用的在前。 */
const VARIANTS = {
  费用: ['costIndex', 'costIndexTotals', 'costIndexByWeight'],
  时间: ['timeIndex', 'timeIndexTotals', 'timeIndexByWeight'],
} as const satisfies Record<string, readonly IndicatorId[]>;
const NUMBERS = ['一', '二', '三'];

const nameOf = (id: IndicatorId) => INDICATORS.get(id)!.name;

const columns: readonly Column<UnitRow>[] = withBases<UnitRow>([
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'name', header: '科室', format: 'text', value: (unit) => unit.name },
  ...Object.entries(VARIANTS).flatMap(([concept, ids]): Column<UnitRow>[] => [
    ...ids.map((id, i) => ratioColumn<UnitRow>(id, `${concept}指数算法${NUMBERS[i]}`, 'index4')),
    { key: `adopted-${concept}`, header: `${concept}指数采用`, format: 'label', width: 10, value: () => '算法一' },
    ...ids.slice(1).map(
      (id, i): Column<UnitRow> => ({
        key: `gap-${id}`,
        header: `算法${NUMBERS[i + 1]}与采用之差`,
        format: 'signed4',
        total: 'formula',
        formula: minus(column(id), column(ids[0])),
      }),
    ),
  ]),
]);

/** 公式对照:同名指标的几种算法并列,采用哪一种、差多少。 */
export function writeFormulaComparison(
  book: ReportWorkbook,
  scope: ReportScope,
  { departments }: IndexFigures,
): Promise<WrittenTable> {
  const described = Object.values(VARIANTS).flatMap((ids) =>
    ids.map((id, i) => `算法${NUMBERS[i]}：${nameOf(id)}——${INDICATORS.get(id)!.note}。`),
  );
  return writeTable(
    book,
    {
      sheet: '公式对照',
      title: titleOf(scope, '消耗指数公式对照表'),
      notes: notesOf(scope),
      unit: '',
      columns,
      nameColumns: 2,
      total: { label: '全院', labelColumn: 'name' },
      remarks: described,
    },
    departments,
  );
}

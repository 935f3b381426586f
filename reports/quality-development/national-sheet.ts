import type { OfficialRow } from '../../sql/read-models/quality-development/official-table.read-model.ts';
import type { OfficialTrend } from '../../sql/read-models/quality-development/official-trend.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { roundHalfAway } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, RowPlace, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { DIRECTIONS, valueFormat } from './value-format.ts';

/** 一年那一列的键。 */
export const keyOf = (year: number) => `y${year}`;

function columns({ years, values }: OfficialTrend): Column<OfficialRow>[] {
  const valueIn = (year: number) => (row: OfficialRow) => values.get(row.indicator.id)?.[years.indexOf(year)] ?? null;
  const own = (row: OfficialRow) => valueFormat(row.indicator);
  const text = (key: string, header: string, width: number, value: (row: OfficialRow) => string | null) =>
    ({ key, header, width, format: 'text', value }) satisfies Column<OfficialRow>;
  const [before, now] = [years.at(-2), years.at(-1)];
  return [
    text('no', '编号', 7, ({ item }) => item?.no ?? '附'),
    text('dimension', '维度', 11, ({ item }) => item?.dimension ?? '附加指标'),
    text('name', '指标名称', 44, ({ name }) => name),
    {
      key: 'direction',
      header: '导向',
      format: 'label',
      width: 7,
      value: ({ indicator }) => DIRECTIONS[indicator.direction],
    },
    text('unit', '单位', 12, ({ indicator }) => indicator.unit || null),
    ...years.map((year): Column<OfficialRow> => {
      return { key: keyOf(year), header: `${year}年`, format: own, width: 14, value: valueIn(year) };
    }),
    ...(before === undefined || now === undefined ? [] : [changeColumn(before, now, valueIn)]),
    text('qualitative', '文字说明', 36, ({ entry }) => entry?.text ?? null),
    text('dataSource', '数据来源', 22, (row) => row.dataSource),
    text('responsible', '责任部门', 14, (row) => row.responsible),
    text('reason', '没有数的原因', 34, ({ figure, indicator }) =>
      figure.value === null && !indicator.qualitative ? figure.reason : null,
    ),
  ];
}

/** 末年比前一年:比例以百分点计,其余为相对变化。 */
function changeColumn(
  before: number,
  now: number,
  valueIn: (year: number) => (row: OfficialRow) => number | null,
): Column<OfficialRow> {
  const isPoints = ({ indicator }: OfficialRow) => indicator.format === 'share';
  return {
    key: 'change',
    header: '较上年',
    format: (row) => (isPoints(row) ? 'points' : 'change'),
    width: 16,
    live: (row, { ref }: RowPlace) => {
      const [a, b] = [valueIn(now)(row), valueIn(before)(row)];
      const [x, y] = [ref(keyOf(now)), ref(keyOf(before))];
      if (isPoints(row)) {
        const points = a === null || b === null ? null : roundHalfAway((a - b) * 100, 8);
        return { formula: `IFERROR(ROUND((${x}-${y})*100,8),"—")`, value: points };
      }
      const relative = a === null || b === null || b === 0 ? null : a / b - 1;
      return { formula: `IFERROR(${x}/${y}-1,"—")`, value: relative };
    },
  };
}

/** 国家绩效监测指标:逐年的数,能由记录算的算,其余取填报。 */
export function writeNational(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: readonly OfficialRow[],
  trend: OfficialTrend,
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '国家监测趋势',
      title: titleOf(scope, '三级公立医院绩效监测指标趋势表'),
      notes: notesOf(scope),
      unit: '单位见各行',
      columns: columns(trend),
      nameColumns: 3,
      remarks: ['各年按该年有数据的月份计算，没有过完的年份与整年不可直接比较；没有数的年份为「—」。'],
    },
    rows,
  );
}

import { periodKind } from '../../analytics/period.ts';
import type { InsuranceSettlement, Settlement } from '../../sql/read-models/dip/settlement.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, minus, number, over, plus, tenThousand, times } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { activeInsurances, insuranceName } from './dip-figures.ts';

type Row = InsuranceSettlement;

/** 万元的求和列:值不止两位小数,不能像元那样按分累加。 */
const WAN = 'weight';

const base = (
  key: string,
  header: string,
  format: Column<Row>['format'],
  value: (row: Row) => number | null,
): Column<Row> => ({
  key,
  header,
  format,
  base: true,
  total: 'sum',
  value,
});
const count = (key: string, header: string, value: (row: Row) => number): Column<Row> => ({
  key,
  header,
  format: 'count',
  total: 'sum',
  value,
});
const points = (key: string, header: string, value: (row: Row) => number): Column<Row> => ({
  key,
  header,
  format: 'weight',
  total: 'sum',
  value,
});

const standardYuan = ({ chain }: Row) => chain?.standard.range?.base.toNumber() ?? null;
const pointValueOf = ({ chain }: Row) => chain?.pointValue.range?.base.toNumber() ?? null;
const coefficientPart = ({ points: total, makeup }: Row) =>
  total.minus(makeup.score).minus(makeup.auxiliary).minus(makeup.deviation).toNumber();
/** 结算分值:另录了机构系数的,按它换算后的。 */
const settledPoints = ({ chain, points: total }: Row) => (chain?.points.range?.base ?? total).toNumber();

/** 支付 = 分值 × 点值,各例舍入到分:合计与相乘之差。 */
function roundingOf(row: Row): number | null {
  const [standard, value] = [standardYuan(row), pointValueOf(row)];
  return standard === null || value === null ? null : standard - settledPoints(row) * value;
}

const columns = ({ runs, scope }: Settlement): Column<Row>[] => [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'insurance', header: '险种', format: 'text', value: (row) => insuranceName(row.insurance) },
  count('cases', '入组例数', ({ counts }) => counts.settled),
  count('core', '核心病种例数', ({ counts }) => counts.core),
  count('comprehensive', '综合病种例数', ({ counts }) => counts.comprehensive),
  count('ungrouped', '未入组例数', ({ counts }) => counts.ungrouped + counts.unmatched),
  points('score', '总分值', ({ makeup }) => makeup.score.toNumber()),
  {
    key: 'coefficient',
    header: '机构系数',
    format: 'index4',
    total: 'none',
    value: ({ parameters }) =>
      parameters.hospitalCoefficient?.base.toNumber() ?? Number(runs.at(-1)!.hospital_coefficient),
  },
  points('auxiliary', '辅助目录调整', ({ makeup }) => makeup.auxiliary.toNumber()),
  points('deviation', '偏差调整分值', ({ makeup }) => makeup.deviation.toNumber()),
  {
    key: 'points',
    header: '结算分值',
    format: 'weight',
    total: 'formula',
    formula: plus(plus(plus(column('score'), column('auxiliary')), column('deviation')), column('adjustment')),
  },
  { key: 'pointValue', header: '预估点值（元）', format: 'index4', total: 'none', value: pointValueOf },
  {
    key: 'payment',
    header: '预估支付（万元）',
    format: WAN,
    total: 'sum',
    formula: over(plus(times(column('points'), column('pointValue')), column('rounding')), number(10_000)),
  },
  {
    key: 'prepaid',
    header: '统筹已付（万元）',
    format: WAN,
    total: 'sum',
    // 录的是全年已预付,别的期间没有可比的数。
    value: ({ parameters: { prepaid } }) =>
      prepaid && periodKind(scope.period) === 'year' ? prepaid.base.dividedBy(10_000).toNumber() : null,
  },
  { key: 'fee', header: '总费用（万元）', format: 'money', total: 'formula', formula: tenThousand('totalFee') },
  {
    key: 'profit',
    header: '盈亏（万元，正为结余）',
    format: 'profit',
    total: 'formula',
    formula: minus(column('payment'), column('fee')),
  },
  base('totalFee', '总费用（元）', 'money', ({ cost }) => cost.toNumber()),
  base(
    'adjustment',
    '系数调整（分值）',
    'weight',
    (row) => coefficientPart(row) + settledPoints(row) - row.points.toNumber(),
  ),
  base('rounding', '逐例舍入之差（元）', 'decimal', roundingOf),
  base('grassroots', '基层病种例数', 'count', ({ counts }) => counts.grassroots),
  base('tcm', '中医优势病种例数', 'count', ({ counts }) => counts.tcm),
  base('withoutBurden', '缺个人负担例数', 'count', ({ counts }) => counts.withoutBurden),
  base('pending', '待运行例数', 'count', ({ counts }) => counts.pending),
];

/** 测算汇总:一个险种一行。 */
export function writeDipSummary(book: ReportWorkbook, scope: ReportScope, settled: Settlement): Promise<WrittenTable> {
  const rows = activeInsurances(settled);
  const reasons = rows.flatMap(({ insurance, pointValue }) =>
    pointValue.ok ? [] : [`${insuranceName(insurance)}：${pointValue.reason}，不能测算支付。`],
  );
  return writeTable(
    book,
    {
      sheet: '测算汇总',
      title: titleOf(scope, 'DIP分值与点值测算汇总表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns: columns(settled),
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'insurance' },
      remarks: [
        ...reasons,
        '结算分值 = 总分值（病种分值之和）＋ 辅助目录调整 ＋ 偏差调整 ＋ 系数调整；入组例数只计进了结算的病例，缺个人负担与待运行的另列在底数中。',
      ],
    },
    rows,
  );
}

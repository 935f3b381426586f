import { SCENARIOS, type Scenario } from '../../analytics/dip/settlement-chain.ts';
import type { InsuranceSettlement, Settlement } from '../../sql/read-models/dip/settlement.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, minus, number, over, plus, tenThousand, times } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { activeInsurances, driverText, insuranceName } from './dip-figures.ts';

/** 一个险种的一种情景。 */
export interface ScenarioRow {
  readonly one: InsuranceSettlement;
  readonly scenario: Scenario;
}

const SCENARIO_NAMES: Readonly<Record<Scenario, string>> = { low: '低', base: '基准', high: '高' };

const rangeOf = ({ one, scenario }: ScenarioRow, figure: 'points' | 'pointValue' | 'standard') =>
  one.chain?.[figure].range?.[scenario].toNumber() ?? null;

/** 该情景下点值所依的一项假设;点值不是由它推算的为 null。 */
function assumed({ one, scenario }: ScenarioRow, name: 'fund' | 'regionPoints'): number | null {
  if (!one.pointValue.ok) return null;
  const { range, origin } = one.pointValue.term;
  if (origin !== 'computed') return null;
  const values = scenario === 'base' ? null : range[scenario === 'low' ? 'lowAt' : 'highAt'];
  return (values?.[name] ?? one.parameters[name]?.base)?.toNumber() ?? null;
}

const totalCost = ({ one, scenario }: ScenarioRow) =>
  one.pointValue.ok ? (one.pointValue.term.totalCost?.[scenario].toNumber() ?? null) : null;

function rounding(row: ScenarioRow): number | null {
  const [standard, points, value] = [rangeOf(row, 'standard'), rangeOf(row, 'points'), rangeOf(row, 'pointValue')];
  return standard === null || points === null || value === null ? null : standard - points * value;
}

const columns: readonly Column<ScenarioRow>[] = [
  { key: 'insurance', header: '险种', format: 'text', value: ({ one }) => insuranceName(one.insurance) },
  { key: 'scenario', header: '情景', format: 'label', width: 8, value: ({ scenario }) => SCENARIO_NAMES[scenario] },
  {
    key: 'fund',
    header: '基金总额假设（万元）',
    format: 'weight',
    value: (row) => {
      const fund = assumed(row, 'fund');
      return fund === null ? null : fund / 10_000;
    },
  },
  {
    key: 'regionPoints',
    header: '区域总分值假设',
    format: 'weight',
    value: (row) => assumed(row, 'regionPoints'),
  },
  {
    key: 'pointValue',
    header: '点值（元）',
    format: 'index4',
    value: (row) => rangeOf(row, 'pointValue'),
    live: (row, { ref }) => ({
      formula:
        totalCost(row) === null
          ? `${ref('given')}+0`
          : `IFERROR(ROUND(${ref('regionCost')}/${ref('regionPoints')},6),"—")`,
      value: rangeOf(row, 'pointValue'),
    }),
  },
  {
    key: 'payment',
    header: '本院结算额（万元）',
    format: 'weight',
    formula: over(plus(times(column('points'), column('pointValue')), column('rounding')), number(10_000)),
  },
  {
    key: 'profit',
    header: '盈亏（万元，正为结余）',
    format: 'profit',
    formula: minus(column('payment'), tenThousand('totalFee')),
  },
  { key: 'driver', header: '主要驱动因素', format: 'wrapped', width: 58, value: ({ one }) => driverText(one) },
  { key: 'regionCost', header: '折算总费用（元）', format: 'money', base: true, value: totalCost },
  {
    key: 'given',
    header: '公布或目录的点值（元）',
    format: 'decimal',
    base: true,
    value: (row) => (totalCost(row) === null ? rangeOf(row, 'pointValue') : null),
  },
  { key: 'points', header: '本院结算分值', format: 'weight', base: true, value: (row) => rangeOf(row, 'points') },
  { key: 'rounding', header: '逐例舍入之差（元）', format: 'decimal', base: true, value: rounding },
  { key: 'totalFee', header: '总费用（元）', format: 'money', base: true, value: ({ one }) => one.cost.toNumber() },
];

/** 点值情景:低、基准、高三种假设下的点值与结算额。 */
export async function writeScenarios(
  book: ReportWorkbook,
  scope: ReportScope,
  settled: Settlement,
): Promise<{ table: WrittenTable; rows: readonly ScenarioRow[] }> {
  const rows = activeInsurances(settled).flatMap((one) => SCENARIOS.map((scenario) => ({ one, scenario })));
  const table = await writeTable(
    book,
    {
      sheet: '点值情景',
      title: titleOf(scope, 'DIP点值情景表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns,
      nameColumns: 2,
      remarks: [
        '低、高情景是各项假设都取对本院不利、有利的一端。主要驱动因素是单独把一项假设取低、取高时，结算额（基准）的变化，大的在前。',
        '点值由基金（或前三年费用）推算的，改动假设即可看到点值与结算额随之变化；公布的点值没有假设，为「—」。',
      ],
    },
    rows,
  );
  return { table, rows };
}

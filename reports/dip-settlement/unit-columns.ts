import { INSURANCE_KINDS } from '../../analytics/dip/insurance-kind.ts';
import { column, minus, number, over, tenThousand, times } from '../workbook/expression.ts';
import type { Column } from '../workbook/table.ts';
import { type DipUnitRow, insuranceName } from './dip-figures.ts';

type UnitColumn = Column<DipUnitRow>;

/** 科室汇总与病种明细共有的列:支付额、总费用、盈亏,由右侧的底数得出。 */
export const moneyColumns: readonly UnitColumn[] = [
  {
    key: 'payment',
    header: '支付额（万元）',
    format: 'money',
    total: 'formula',
    formula: tenThousand('paid'),
  },
  { key: 'fee', header: '总费用（万元）', format: 'money', total: 'formula', formula: tenThousand('totalFee') },
  {
    key: 'profit',
    header: '盈亏（万元，正为结余）',
    format: 'profit',
    total: 'formula',
    formula: minus(column('payment'), column('fee')),
  },
];

export const caseProfitColumn: UnitColumn = {
  key: 'caseProfit',
  header: '例均盈亏（元）',
  format: 'profit',
  total: 'formula',
  formula: over(times(column('profit'), number(10_000)), column('cases')),
};

const yuanBase = (key: string, header: string, value: (row: DipUnitRow) => number | null): UnitColumn => ({
  key,
  header,
  format: 'money',
  base: true,
  total: 'sum',
  value,
});

/** 各险种的支付、合起来的支付及其低与高、总费用。 */
export const moneyBases: readonly UnitColumn[] = [
  ...INSURANCE_KINDS.map((kind) => yuanBase(kind, `${insuranceName(kind)}支付（元）`, (row) => row.payments[kind])),
  yuanBase('paid', '支付额（元）', ({ unit }) => unit.money?.standard.base.toNumber() ?? null),
  yuanBase('paidLow', '支付额低（元）', ({ unit }) => unit.money?.standard.low.toNumber() ?? null),
  yuanBase('paidHigh', '支付额高（元）', ({ unit }) => unit.money?.standard.high.toNumber() ?? null),
  yuanBase('totalFee', '总费用（元）', ({ unit }) => unit.cost.toNumber()),
];

/** 费用比 = 有均费的病例的费用 ÷ 其同级均费之和。 */
export const ratioBases: readonly UnitColumn[] = [
  yuanBase('comparedFee', '可比费用（元）', ({ unit }) => unit.comparedCost.toNumber()),
  yuanBase('meanFee', '同级均费之和（元）', ({ unit }) => unit.meanCost.toNumber()),
];

export const caseFeeColumn: UnitColumn = {
  key: 'caseFee',
  header: '例均费用（元）',
  format: 'money',
  total: 'formula',
  formula: over(column('totalFee'), column('cases')),
};

export const pointsBase: UnitColumn = {
  key: 'points',
  header: '结算分值',
  format: 'weight',
  base: true,
  total: 'sum',
  value: ({ unit }) => unit.points.toNumber(),
};

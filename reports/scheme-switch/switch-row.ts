import type { MigrationSums } from '../../sql/read-models/case-migration.read-model.ts';
import { column, minus, over, tenThousand } from '../workbook/expression.ts';
import type { Column } from '../workbook/table.ts';

/** 支付政策还没有装载:各列留在原位,显示「—」。 */
export const paymentColumns = <Row extends MigrationSums>(): Column<Row>[] => [
  { key: 'fromPaid', header: '现行支付（万元）', format: 'money', total: 'none', value: () => null },
  { key: 'toPaid', header: '新支付（万元）', format: 'money', total: 'none', value: () => null },
  {
    key: 'paidGap',
    header: '差额（万元）',
    format: 'profit',
    total: 'formula',
    formula: minus(column('toPaid'), column('fromPaid')),
  },
];

/** 没有一例有权重时没有总权重,不是 0。 */
const weight = (cases: number, value: number) => (cases > 0 ? value : null);

/** 两边的总权重、权重差与 CMI;CMI 由总权重 ÷ 有权重的例数(底数列)算。 */
export const weightColumns = <Row extends MigrationSums>(): Column<Row>[] => [
  {
    key: 'fromWeight',
    header: '现行总权重',
    format: 'weight',
    total: 'sum',
    value: (row) => weight(row.fromWeighted, row.fromWeight),
  },
  {
    key: 'toWeight',
    header: '新总权重',
    format: 'weight',
    total: 'sum',
    value: (row) => weight(row.toWeighted, row.toWeight),
  },
  {
    key: 'weightGap',
    header: '总权重差',
    format: 'profit',
    total: 'formula',
    formula: minus(column('toWeight'), column('fromWeight')),
  },
];

export const cmiColumns = <Row extends MigrationSums>(): Column<Row>[] => [
  {
    key: 'fromCmi',
    header: 'CMI现行',
    format: 'index4',
    total: 'formula',
    formula: over(column('fromWeight'), column('fromWeighted')),
  },
  {
    key: 'toCmi',
    header: 'CMI新',
    format: 'index4',
    total: 'formula',
    formula: over(column('toWeight'), column('toWeighted')),
  },
];

export const changeColumns = <Row extends MigrationSums>(): Column<Row>[] => [
  { key: 'changed', header: '组变化例数', format: 'count', total: 'sum', value: (row) => row.changed },
  {
    key: 'changedShare',
    header: '变化占比',
    format: 'share',
    total: 'formula',
    formula: over(column('changed'), column('cases')),
  },
];

export const feeColumn = <Row extends MigrationSums>(): Column<Row> => ({
  key: 'feeWan',
  header: '总费用（万元）',
  format: 'money',
  total: 'formula',
  formula: tenThousand('fee'),
});

/** 供公式引用的底数:费用与两边有权重的例数。 */
export const baseColumns = <Row extends MigrationSums>(): Column<Row>[] => [
  { key: 'fee', header: '总费用（元）', format: 'money', base: true, total: 'sum', value: (row) => row.fee },
  {
    key: 'fromWeighted',
    header: '现行有权重的入组例数',
    format: 'count',
    base: true,
    total: 'sum',
    value: (row) => row.fromWeighted,
  },
  {
    key: 'toWeighted',
    header: '新方案有权重的入组例数',
    format: 'count',
    base: true,
    total: 'sum',
    value: (row) => row.toWeighted,
  },
];

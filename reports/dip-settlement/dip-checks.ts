import { type Check, cellOf, type Side } from '../sheets/checks.ts';
import type { WrittenTable } from '../workbook/table.ts';
import { insuranceName } from './dip-figures.ts';
import type { ScenarioRow } from './scenario-sheet.ts';

export interface DipTables {
  readonly summary: WrittenTable;
  readonly entries: WrittenTable;
  readonly departments: WrittenTable;
  readonly deviations: WrittenTable;
  readonly scenarios: WrittenTable;
}

const total = (table: WrittenTable, key: string, scale = 1): Side => {
  const value = table.totals.get(key);
  const side = cellOf(table.totalCell(key), typeof value === 'number' ? value : null);
  if (scale === 1) return side;
  return {
    formula: `IFERROR(${table.totalCell(key)}*${scale},"—")`,
    value: side.value === null ? null : side.value * scale,
  };
};

/** 各表的勾稽:科室、病种、情景都要回到测算汇总;比例数值各自从不同的查询得来。 */
export function dipChecks(tables: DipTables, scenarios: readonly ScenarioRow[]): Check[] {
  const { summary, departments, entries } = tables;
  const both: [name: string, table: WrittenTable][] = [
    ['科室汇总', departments],
    ['病种明细', entries],
  ];
  return [
    ...both.flatMap(([name, table]): Check[] => [
      check(`入组例数：${name}之和 = 测算汇总`, 'count', total(table, 'cases'), total(summary, 'cases')),
      check(`结算分值：${name}之和 = 测算汇总`, 'decimal', total(table, 'points'), total(summary, 'points')),
      check(`总费用（元）：${name}之和 = 测算汇总`, 'money', total(table, 'totalFee'), total(summary, 'totalFee')),
      check(`支付额（元）：${name}之和 = 测算汇总`, 'money', total(table, 'paid'), total(summary, 'payment', 10_000)),
    ]),
    check('总分值：科室汇总之和 = 测算汇总', 'decimal', total(departments, 'score'), total(summary, 'score')),
    check(
      '结算分值：病种分值 × 例数 ＋ 调整 = 逐例之和',
      'decimal',
      total(entries, 'settled'),
      total(entries, 'points'),
    ),
    deviationCheck(tables),
    ...scenarioChecks(tables, scenarios),
  ];
}

const check = (item: string, format: Check['format'], left: Side, right: Side): Check => ({
  item,
  format,
  left,
  right,
});

/** 偏差病例表的行数 = 科室汇总的偏高、偏低例数。 */
function deviationCheck({ deviations, departments }: DipTables): Check {
  const rows = Math.max(0, deviations.lastRow - deviations.firstRow + 1);
  const [high, low] = ['highCases', 'lowCases'].map((key) => total(departments, key));
  return check(
    '偏差病例：逐例计数 = 科室汇总的偏高、偏低例数',
    'count',
    { formula: `COUNT(${deviations.range('no')})`, value: rows },
    {
      formula: `IFERROR(${departments.totalCell('highCases')}+${departments.totalCell('lowCases')},"—")`,
      value: (high!.value ?? 0) + (low!.value ?? 0),
    },
  );
}

/** 基准情景的结算额 = 测算汇总该险种的预估支付。 */
function scenarioChecks({ summary, scenarios: table }: DipTables, rows: readonly ScenarioRow[]): Check[] {
  const insurances = [...new Set(rows.map(({ one }) => one.insurance))];
  return rows.flatMap(({ one, scenario }, i): Check[] => {
    if (scenario !== 'base') return [];
    const standard = one.chain?.standard.range?.base.toNumber() ?? null;
    const at = (sheet: WrittenTable, row: number): Side => ({
      formula: `IFERROR('${sheet.sheet}'!$${sheet.letter('payment')}$${row}*10000,"—")`,
      value: standard,
    });
    return [
      check(
        `支付额（元）：${insuranceName(one.insurance)}基准情景 = 测算汇总`,
        'money',
        at(table, table.firstRow + i),
        at(summary, summary.firstRow + insurances.indexOf(one.insurance)),
      ),
    ];
  });
}

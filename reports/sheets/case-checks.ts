import type { WrittenTable } from '../workbook/table.ts';
import type { CaseTally, TallyLine } from './case-tally.ts';
import { type Check, cellOf, type Side } from './checks.ts';
import { figureOf, type UnitRow } from './unit-columns.ts';

/** 明细表上的逐例统计(只计「是否纳入」为是的病例)。 */
export function caseSide(cases: WrittenTable, line: TallyLine) {
  const included = `${cases.range('included')},"是"`;
  const grouped = `${cases.range('status')},"入组"`;
  const side = (formula: string, value: number): Side => ({ formula, value });
  return {
    included: side(`COUNTIFS(${included})`, line.included),
    grouped: side(`COUNTIFS(${included},${grouped})`, line.grouped),
    weight: side(`SUMIFS(${cases.range('rw')},${included},${grouped})`, line.weight),
    feeWan: side(`SUMIFS(${cases.range('totalFee')},${included})/10000`, line.feeInCents / 1_000_000),
    excluded: side(`COUNTIFS(${cases.range('included')},"否")`, line.records - line.included),
  };
}

/** 各科室:统计表的例数、费用与明细逐例核对。编码按文本精确比较(COUNTIFS 会把 0304 与 304 当成同一个数)。 */
export function departmentChecks(
  table: WrittenTable,
  cases: WrittenTable,
  tally: CaseTally,
  units: readonly UnitRow[],
): Check[] {
  return units.flatMap((unit, i): Check[] => {
    const line = tally.departments.get(unit.code);
    const code = unit.code === '' ? '—' : unit.code.replaceAll('"', '""');
    const own = `(${cases.range('departmentCode')}="${code}")*(${cases.range('included')}="是")`;
    const row = table.firstRow + i;
    const at = (key: string, value: number | null) => cellOf(`'${table.sheet}'!$${table.letter(key)}$${row}`, value);
    return [
      {
        item: `${unit.name}：出院人次 = 明细`,
        format: 'count',
        left: { formula: `SUMPRODUCT(${own})`, value: line?.included ?? 0 },
        right: at('discharges', figureOf(unit, 'discharges')),
      },
      {
        item: `${unit.name}：总费用（元）= 明细`,
        format: 'money',
        left: {
          formula: `SUMPRODUCT(${own},${cases.range('totalFee')})`,
          value: (line?.feeInCents ?? 0) / 100,
        },
        right: at('totalFee', unit.measures.totalFee),
      },
    ];
  });
}

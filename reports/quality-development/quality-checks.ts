import type { MeasureName } from '../../analytics/performance/measures.ts';
import type { FigureUnit } from '../../sql/read-models/figures.read-model.ts';
import type { OfficialRow } from '../../sql/read-models/quality-development/official-table.read-model.ts';
import { type Check, cellOf, type Side } from '../sheets/checks.ts';
import { recordedMeasure } from '../sheets/unit-columns.ts';
import { evaluate, formulaText, parseExpression } from '../workbook/expression.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { QualityFigures } from './quality-figures.ts';
import type { TermRow } from './terms-sheet.ts';
import { amountFormat } from './value-format.ts';

export interface QualityTables {
  readonly summary: WrittenTable;
  readonly terms: WrittenTable;
  readonly departments: WrittenTable;
  readonly diseases: WrittenTable;
}

/** 总表的分子分母由分子分母表按公式重算;综合指数由得分加总;科室之和等于全院;病种加总等于专科能力指数的分子。 */
export function qualityChecks(data: QualityFigures, tables: QualityTables, terms: readonly TermRow[]): Check[] {
  return [
    ...data.table.rows.flatMap((row, i) => [
      ...formulaChecks(row, i, tables, terms),
      ...indexChecks(row, i, tables, terms),
    ]),
    ...departmentChecks(data.departments, data.hospital, tables.departments),
    ...diseaseCheck(data, tables),
  ];
}

const summaryCell = ({ summary }: QualityTables, key: string, i: number, value: number | null): Side =>
  cellOf(`'${summary.sheet}'!$${summary.letter(key)}$${summary.firstRow + i}`, value);

function formulaChecks(row: OfficialRow, i: number, tables: QualityTables, terms: readonly TermRow[]): Check[] {
  const { indicator, figure } = row;
  if (!indicator.formulas || indicator.growth || figure.basis !== 'computed') return [];
  const place = termPlaces(indicator.id, tables, terms);
  return (['numerator', 'denominator'] as const).flatMap((side): Check[] => {
    const expression = indicator[side];
    if (!expression) return [];
    const parsed = parseExpression(expression);
    const left = { formula: `IFERROR(${formulaText(parsed, place.ref)},"—")`, value: evaluate(parsed, place.value) };
    const name = side === 'numerator' ? '分子' : '分母';
    const value = figure[side];
    const item = `${indicator.name}：${name}由构成重算 = 总表`;
    return [{ item, format: amountFormat(value), left, right: summaryCell(tables, side, i, value) }];
  });
}

/** 分子分母表里某个指标各项的单元格与值。 */
function termPlaces(id: string, { terms: table }: QualityTables, terms: readonly TermRow[]) {
  const at = new Map(terms.flatMap((term, i) => (term.indicator.id === id ? [[term.code, i] as const] : [])));
  return {
    ref: (code: string) => `'${table.sheet}'!$${table.letter('value')}$${table.firstRow + at.get(code)!}`,
    value: (code: string) => terms[at.get(code)!]!.value,
  };
}

function indexChecks(row: OfficialRow, i: number, tables: QualityTables, terms: readonly TermRow[]): Check[] {
  const { indicator, figure } = row;
  if (!figure.parts || figure.basis !== 'computed') return [];
  const { terms: table } = tables;
  const own = terms.flatMap((term, n) => (term.indicator.id === indicator.id && term.part ? [table.firstRow + n] : []));
  const range = (key: string) => `'${table.sheet}'!$${table.letter(key)}$${own[0]}:$${table.letter(key)}$${own.at(-1)}`;
  return [
    {
      item: `${indicator.name}：Σ 权重×得分×100 = 总表分子`,
      format: 'decimal',
      left: { formula: `100*SUM(${range('weighted')})`, value: figure.numerator },
      right: summaryCell(tables, 'numerator', i, figure.numerator),
    },
    {
      item: `${indicator.name}：有数的项的权重 = 总表分母`,
      format: 'decimal',
      left: { formula: `SUMPRODUCT(ISNUMBER(${range('score')})*1,${range('weight')})`, value: figure.denominator },
      right: summaryCell(tables, 'denominator', i, figure.denominator),
    },
  ];
}

const SUMMED = [
  ['出院人次', 'discharges'],
  ['手术例数', 'surgical'],
  ['微创手术例数', 'minimallyInvasive'],
  ['择期手术例数', 'electiveSurgical'],
  ['择期手术并发症例数', 'electiveComplicated'],
  ['Ⅰ类切口手术例数', 'cleanIncisions'],
] as const satisfies (readonly [string, MeasureName])[];

function departmentChecks(rows: readonly FigureUnit[], hospital: FigureUnit | undefined, table: WrittenTable): Check[] {
  if (!hospital || rows.length === 0) return [];
  return SUMMED.map(([name, key]) => {
    const total = table.totals.get(key);
    const whole = recordedMeasure(hospital, key);
    return {
      item: `${name}：科室之和 = 全院`,
      format: 'count',
      left: cellOf(table.totalCell(key), typeof total === 'number' ? total : null),
      right: { formula: String(whole ?? '"—"'), value: whole },
    };
  });
}

function diseaseCheck(data: QualityFigures, tables: QualityTables): Check[] {
  const i = data.table.rows.findIndex(({ indicator }) => indicator.specialty !== undefined);
  const row = data.table.rows[i];
  if (row?.figure.basis !== 'computed') return [];
  const total = tables.diseases.totals.get('weighted');
  const scored = typeof total === 'number' ? 100 * total : null;
  return [
    {
      item: '专科能力指数：Σ 例数×病种得分×100 = 总表分子',
      format: 'decimal',
      left: { formula: `IFERROR(100*${tables.diseases.totalCell('weighted')},"—")`, value: scored },
      right: summaryCell(tables, 'numerator', i, row.figure.numerator),
    },
  ];
}

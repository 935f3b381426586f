import { caseSide, departmentChecks } from '../sheets/case-checks.ts';
import type { CaseTally } from '../sheets/case-tally.ts';
import { type Check, cellOf } from '../sheets/checks.ts';
import type { FormatName } from '../workbook/formats.ts';
import type { WrittenTable } from '../workbook/table.ts';
import type { MonthlyFigures } from './monthly-figures.ts';
import { rowValue } from './overview-sheet.ts';
import { trendRowsOf } from './trend-sheet.ts';

export interface MonthlyTables {
  readonly overview: WrittenTable;
  readonly trend: WrittenTable;
  readonly departments: WrittenTable;
  readonly cases: WrittenTable;
}

/** 全院月报的勾稽:各科之和、逐例清单、分月之和都要回到运行概况的数。 */
export function monthlyChecks(data: MonthlyFigures, tables: MonthlyTables, tally: CaseTally): Check[] {
  return [
    ...departmentTotals(data, tables),
    ...caseTotals(data, tables, tally),
    ...trendTotals(data, tables),
    ...departmentChecks(tables.departments, tables.cases, tally, data.departments),
  ];
}

const now = (tables: MonthlyTables, data: MonthlyFigures, label: string, key = 'now') => {
  const index = data.rows.findIndex((row) => row.label === label);
  const value = rowValue(data.rows[index]!, key === 'now' ? data.now : data.yearToDate);
  const { overview } = tables;
  return cellOf(`'${overview.sheet}'!$${overview.letter(key)}$${overview.firstRow + index}`, value);
};

function departmentTotals(data: MonthlyFigures, tables: MonthlyTables): Check[] {
  const { departments } = tables;
  const total = (key: string) => {
    const value = departments.totals.get(key);
    return cellOf(departments.totalCell(key), typeof value === 'number' ? value : null);
  };
  const pairs: [item: string, key: string, label: string, format: FormatName][] = [
    ['出院人次：科室之和 = 全院', 'discharges', '出院总人次', 'count'],
    ['入组病例数：科室之和 = 全院', 'grouped', 'DRG入组病例数', 'count'],
    ['总权重：科室之和 = 全院', 'totalWeight', '总权重', 'decimal'],
    ['总费用（万元）：科室之和 = 全院', 'fee', '总费用（万元）', 'decimal'],
    ['CMI：科室合计行重算 = 全院', 'cmi', 'CMI', 'index4'],
    ['次均费用：科室合计行重算 = 全院', 'meanFee', '次均费用（元）', 'money'],
    ['药占比：科室合计行重算 = 全院', 'drugShare', '药占比', 'share'],
  ];
  return pairs.map(([item, key, label, format]) => ({
    item,
    format,
    left: total(key),
    right: now(tables, data, label),
  }));
}

function caseTotals(data: MonthlyFigures, tables: MonthlyTables, tally: CaseTally): Check[] {
  const side = caseSide(tables.cases, tally.all);
  return [
    {
      item: '出院人次：明细逐例计数 = 全院',
      format: 'count',
      left: side.included,
      right: now(tables, data, '出院总人次'),
    },
    {
      item: '入组病例数：明细逐例计数 = 全院',
      format: 'count',
      left: side.grouped,
      right: now(tables, data, 'DRG入组病例数'),
    },
    { item: '总权重：明细逐例相加 = 全院', format: 'decimal', left: side.weight, right: now(tables, data, '总权重') },
    {
      item: '总费用（万元）：明细逐例相加 = 全院',
      format: 'decimal',
      left: side.feeWan,
      right: now(tables, data, '总费用（万元）'),
    },
    {
      item: '剔除记录：明细中「否」的条数 = 封面排除病例数',
      format: 'count',
      left: side.excluded,
      right: excludedOnCover(data),
    },
  ];
}

/** 封面的「排除病例数」在第 16 行。 */
const excludedOnCover = (data: MonthlyFigures) => cellOf("'封面'!$B$16", data.set.excludedRecords);

function trendTotals(data: MonthlyFigures, tables: MonthlyTables): Check[] {
  const { trend } = tables;
  const labels: [label: string, format: FormatName][] = [
    ['出院总人次', 'count'],
    ['DRG入组病例数', 'count'],
    ['总权重', 'decimal'],
    ['总费用（万元）', 'decimal'],
  ];
  const trendRows = trendRowsOf(data);
  return labels.map(([label, format]) => {
    const index = trendRows.findIndex((row) => row.label === label);
    const row = trendRows[index]!;
    const months = [...data.months.values()].map((unit) => rowValue(row, unit)).filter((value) => value !== null);
    const value = months.length > 0 ? months.reduce((a, b) => a + b, 0) : null;
    return {
      item: `${label}：各月之和 = 年累计`,
      format,
      left: cellOf(`'${trend.sheet}'!$${trend.letter('year')}$${trend.firstRow + index}`, value),
      right: now(tables, data, label, 'yearToDate'),
    };
  });
}

import type { Writable } from 'node:stream';
import type { Db } from '../../sql/database.ts';
import { type Check, cellOf, writeChecks } from '../sheets/checks.ts';
import { writeCover } from '../sheets/cover.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import { fileNameOf, type ReportManifest, type ReportRequest, reportScope, runChecksum } from '../sheets/scope.ts';
import { figureOf } from '../sheets/unit-columns.ts';
import type { WrittenTable } from '../workbook/table.ts';
import { writeDepartmentIndices } from './department-index-sheet.ts';
import { writeFormulaComparison } from './formula-comparison-sheet.ts';
import { writeGroupIndices } from './group-index-sheet.ts';
import { writeIndexCharts } from './index-charts.ts';
import { type IndexFigures, indexFigures } from './index-figures.ts';

const REPORT = { no: 'R05', name: '时间与费用消耗指数分析表' };

const CAUTIONS: readonly Remark[] = [
  ['标化次均费用、标化住院日', '按本科室收治的病组构成，以标杆费用（标杆住院日）计算的均值，可与实际均值直接相比。'],
  ['区间（95%）', '本期病例看作同类病例的一个样本时指数的可信范围；包含 1 的，与平均水平的差别在偶然波动之内。'],
];

/** R05 时间与费用消耗指数分析表:写到输出流,返回清单。 */
export async function writeResourceIndexReport(
  db: Db,
  request: ReportRequest,
  output: Writable,
): Promise<ReportManifest> {
  const data = await indexFigures(db, request);
  const scope = await reportScope(db, request, REPORT, data.set);
  const book = openReport(output, scope);
  await writeCover(book, scope, runChecksum(scope, [data.departments, data.groups.map(({ measures }) => measures)]));
  const departments = await writeDepartmentIndices(book, scope, data);
  const groups = await writeGroupIndices(book, scope, data);
  const comparison = await writeFormulaComparison(book, scope, data);
  await writeIndexCharts(book, scope, data, departments);
  await writeDefinitions(book, scope, { cautions: CAUTIONS, missing: [] });
  await writeChecks(book, scope, indexChecks(data, { departments, groups, comparison }));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: scope.includedCases };
}

interface Tables {
  readonly departments: WrittenTable;
  readonly groups: WrittenTable;
  readonly comparison: WrittenTable;
}

/** 科室、病组、公式对照三张表各自从不同的汇总来,合计须相同。 */
function indexChecks({ hospital, departments, groups }: IndexFigures, tables: Tables): Check[] {
  const value = (id: string) => (hospital ? figureOf(hospital, id) : null);
  const [cost, time] = [value('costIndex'), value('timeIndex')];
  const grouped = departments.reduce((sum, { measures }) => sum + measures.grouped, 0);
  const contribution = groups.reduce((sum, { measures: m }) => sum + m.costRatioSum - m.costRatioCases, 0);
  const all = groups.reduce((sum, { measures }) => sum + measures.costRatioCases, 0);
  return [
    {
      item: '费用消耗指数：科室表合计 = 公式对照表合计',
      format: 'index4',
      left: cellOf(tables.departments.totalCell('costIndex'), cost),
      right: cellOf(tables.comparison.totalCell('costIndex'), cost),
    },
    {
      item: '时间消耗指数：科室表合计 = 公式对照表合计',
      format: 'index4',
      left: cellOf(tables.departments.totalCell('timeIndex'), time),
      right: cellOf(tables.comparison.totalCell('timeIndex'), time),
    },
    {
      item: '病组贡献之和 = 全院费用消耗指数 − 1',
      format: 'signed4',
      left: cellOf(tables.groups.totalCell('contribution'), all === 0 ? null : contribution / all),
      right: {
        formula: `IFERROR(${tables.departments.totalCell('costIndex')}-1,"—")`,
        value: cost === null ? null : cost - 1,
      },
    },
    {
      item: '入组例数：科室之和 = 全院',
      format: 'count',
      left: cellOf(tables.departments.totalCell('grouped'), grouped),
      right: { formula: String(hospital?.measures.grouped ?? 0), value: hospital?.measures.grouped ?? 0 },
    },
  ];
}

import type { Writable } from 'node:stream';
import type { Db } from '../../sql/database.ts';
import { writeChecks } from '../sheets/checks.ts';
import { writeCover } from '../sheets/cover.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import { fileNameOf, type ReportManifest, type ReportRequest, reportScope, runChecksum } from '../sheets/scope.ts';
import { writeTrace } from '../sheets/trace.ts';
import { writeDepartmentIndices } from './department-index-sheet.ts';
import { writeFormulaComparison } from './formula-comparison-sheet.ts';
import { writeGroupIndices } from './group-index-sheet.ts';
import { writeIndexCharts } from './index-charts.ts';
import { indexChecks } from './index-checks.ts';
import { indexFigures } from './index-figures.ts';
import { indexTrace } from './index-trace.ts';

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
  const tables = { departments, groups, comparison };
  await writeChecks(book, scope, indexChecks(data, tables));
  await writeTrace(book, scope, indexTrace(data, tables, request.department));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: scope.includedCases };
}

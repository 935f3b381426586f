import type { Writable } from 'node:stream';
import type { Db } from '../../sql/database.ts';
import { casesForReport } from '../../sql/read-models/case-list.read-model.ts';
import { qualityFindings } from '../../sql/read-models/data-quality.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { writeCaseList } from '../sheets/case-list.ts';
import { writeChecks } from '../sheets/checks.ts';
import { writeCover } from '../sheets/cover.ts';
import { writeDataQuality } from '../sheets/data-quality.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import { fileNameOf, type ReportManifest, type ReportRequest, reportScope, runChecksum } from '../sheets/scope.ts';
import { writeTrace } from '../sheets/trace.ts';
import { writeCharts } from './chart-sheet.ts';
import { writeDepartments } from './department-sheet.ts';
import { monthlyChecks } from './monthly-checks.ts';
import { monthlyFigures } from './monthly-figures.ts';
import { monthlyTrace } from './monthly-trace.ts';
import { writeOverview } from './overview-sheet.ts';
import { writeTrend } from './trend-sheet.ts';

const REPORT = { no: 'R01', name: '全院DRG运行月报' };

const CAUTIONS: readonly Remark[] = [
  ['盈亏率', '盈亏 ÷ DRG收入。'],
  ['医疗服务收入占比', '首页口径：综合医疗服务类等首页费用之和 ÷ 总费用；与财务科目口径的医疗服务收入不同。'],
];
const MISSING: readonly Remark[] = [
  ['结算状态、点值、特病单议', '未装载支付政策与医保清算结果，全年环比中各月未标注 预估/月结/清算。'],
];

/** R01 全院DRG运行月报:写到输出流,返回清单。 */
export async function writeMonthlyDrgReport(db: Db, request: ReportRequest, output: Writable): Promise<ReportManifest> {
  const data = await monthlyFigures(db, request);
  const scope = await reportScope(db, request, REPORT, data.set);
  const book = openReport(output, scope);
  await writeCover(book, scope, runChecksum(scope, [data.now, data.yearToDate, data.departments]));
  const overview = await writeOverview(book, scope, data);
  const trend = await writeTrend(book, scope, data);
  const departments = await writeDepartments(book, scope, data);
  await writeCharts(book, scope, data, { trend, departments });
  const query = { hospitalId: request.hospitalId, period: scope.period, department: request.department };
  const names = await departmentNames(db, request.hospitalId);
  const { table: cases, tally } = await writeCaseList(book, scope, names, casesForReport(db, query));
  await writeDefinitions(book, scope, { cautions: CAUTIONS, missing: MISSING });
  await writeDataQuality(book, scope, await qualityFindings(db, query));
  const tables = { overview, trend, departments, cases };
  await writeChecks(book, scope, monthlyChecks(data, tables, tally));
  await writeTrace(book, scope, monthlyTrace(scope, data, tables, tally));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: tally.all.records };
}

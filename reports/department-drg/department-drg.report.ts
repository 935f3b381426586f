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
import { performanceChecks } from './department-checks.ts';
import { departmentFigures } from './department-figures.ts';
import { performanceTrace } from './department-trace.ts';
import { monthlyRemarks } from './monthly-index.ts';
import { writePerformance } from './performance-sheet.ts';

const REPORT = { no: 'R02', name: '科室DRG绩效明细表' };

const CAUTIONS: readonly Remark[] = [
  [
    '可信度',
    '月度总病例数低于「阈值_不评级」不评级、不排名；低于「阈值_例数不足」为例数不足，数值仅供参考。阈值见上表。',
  ],
  ['新增DRG组数', '本月收治而此前 12 个月该医疗组（医师）没有收治过的 DRG 组数；没有历史数据时不给出。'],
];
const MISSING: readonly Remark[] = [
  [
    '医师姓名、职称',
    '出院记录中为医师工号或姓名（按来源填报）；未登记医师名册，职称暂缺，姓名与工号相同时不重复显示。',
  ],
];

/** R02 科室DRG绩效明细表:写到输出流,返回清单。 */
export async function writeDepartmentDrgReport(
  db: Db,
  request: ReportRequest,
  output: Writable,
): Promise<ReportManifest> {
  const data = await departmentFigures(db, request);
  const scope = await reportScope(db, request, REPORT, data.set);
  const book = openReport(output, scope);
  await writeCover(book, scope, runChecksum(scope, [data.departments, data.teams, data.physicians]));
  const department = await writePerformance(book, scope, 'department', data.departments, data.hospital);
  const team = await writePerformance(book, scope, 'team', data.teams, data.hospital);
  const physician = await writePerformance(book, scope, 'physician', data.physicians, data.hospital);
  const query = { hospitalId: request.hospitalId, period: scope.period, department: request.department };
  const names = await departmentNames(db, request.hospitalId);
  const { table: cases, tally } = await writeCaseList(book, scope, names, casesForReport(db, query));
  await writeDefinitions(book, scope, { cautions: [...monthlyRemarks(), ...CAUTIONS], missing: MISSING });
  await writeDataQuality(book, scope, await qualityFindings(db, query));
  const tables = { department, team, physician, cases };
  await writeChecks(book, scope, performanceChecks(data, tables, tally));
  await writeTrace(book, scope, performanceTrace(data, tables, tally, request.department));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: tally.all.records };
}

import type { Writable } from 'node:stream';
import { RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';
import type { Db } from '../../sql/database.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import {
  departmentQuality,
  problemCases,
  ruleQuality,
  stayRecords,
} from '../../sql/read-models/record-quality.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { writeCover } from '../sheets/cover.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import {
  beijingTime,
  fileNameOf,
  type ReportManifest,
  type ReportRequest,
  reportScope,
  runChecksum,
} from '../sheets/scope.ts';
import { NOT_AVAILABLE } from '../workbook/text.ts';
import { ARCHIVE_DAYS, writeProblemCases, writeTimeliness } from './case-sheets.ts';
import { writeQualitySummary, writeRuleDetails } from './quality-sheets.ts';

const REPORT = { no: 'R12', name: '病案首页数据质量报告' };

/** R12 病案首页数据质量报告:写到输出流,返回清单。 */
export async function writeRecordQualityReport(
  db: Db,
  request: ReportRequest,
  output: Writable,
): Promise<ReportManifest> {
  const { hospitalId, period, department } = request;
  const query = { hospitalId, period, department };
  const only = department === undefined ? {} : { department };
  const set = await figures(db, { hospitalId, period, by: 'hospital', ...only });
  const scope = await reportScope(db, request, REPORT, set);
  const departments = await departmentQuality(db, query);
  const rules = await ruleQuality(db, query);
  const departmentName = await departmentNames(db, hospitalId);
  const generatedOn = beijingTime(request.generatedAt).slice(0, 10);
  const book = openReport(output, scope);
  await writeCover(book, scope, runChecksum(scope, [departments, rules]));
  await writeQualitySummary(book, scope, departments, departmentName);
  await writeRuleDetails(book, scope, rules);
  await writeProblemCases(book, scope, problemCases(db, query), departmentName);
  await writeTimeliness(book, scope, stayRecords(db, query), { departmentName, generatedOn });
  await writeDefinitions(book, scope, { cautions: CAUTIONS, missing: MISSING, definitions: definitions() });
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: scope.includedCases + scope.excludedRecords };
}

/** 各质控规则:编号、名称、怎样算触发、来源、扣分与处理。 */
const definitions = (): (string | number)[][] =>
  RECORD_CHECKS.map(({ id, name, message, severity, source, version, deduction, fix }) => [
    id,
    name,
    message.replaceAll(/\{\w+\}/g, '…'),
    '触发的病例数（同一病例同一规则只计一次）',
    '全部病案数',
    severity === 'E' ? '触发的记录不计入指标' : NOT_AVAILABLE,
    '例',
    0,
    source,
    version,
    NOT_AVAILABLE,
    `扣 ${deduction} 分；${fix.replaceAll(/\{\w+\}/g, '…')}`,
  ]);

const CAUTIONS: readonly Remark[] = [
  ['出院人次', '期间内出院的全部现行病案，含因 E 级缺陷不计入指标的；其他报表的出院人次不含后者。'],
  ['问题病例、严重问题', '触发任一规则的为问题病例，触发 E 级规则的为严重问题；同一病案只计一次。'],
  ['影响分组', '有缺陷而没有入组的病案：记录剔除、未入组、歧义或尚未分组。缺陷不一定是没有入组的原因。'],
  [
    '病案质量得分',
    '一份病案 100 分，减各条触发规则的扣分，同一规则只扣一次，不低于 0；科室得分是各病案的平均。扣分见上表备注。',
  ],
  ['迟归天数', `登记日期 − 出院日期 − ${ARCHIVE_DAYS}，不小于 0；由「时效」表填入的日期算出。`],
];

const MISSING: readonly Remark[] = [
  [
    '已登记数、未登记数、登记率、归档率',
    '系统没有接入病案登记与归档的日期；在「时效」表填入后可由该表统计，接入前显示「—」。',
  ],
  ['编码员', '导入的病案首页中编码员只存在原始行里，没有进入统计库。'],
  ['患者姓名', '导入时已去除身份信息，系统不存姓名；请凭病案号在病案系统中核对。'],
  ['预计影响', '改正后入哪个组、按什么标准支付，要重新分组并有支付政策才能算；没有支付数据时不估。'],
];

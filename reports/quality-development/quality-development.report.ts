import type { Writable } from 'node:stream';
import { CODE_LIST_KINDS } from '../../analytics/performance/quality-development/code-list-kinds.ts';
import type { OfficialIndicator } from '../../analytics/performance/quality-development/definition.ts';
import { definitionText, termsText } from '../../analytics/performance/quality-development/definition-text.ts';
import { indicatorsOfList, OFFICIAL_LISTS } from '../../analytics/performance/quality-development/official-registry.ts';
import { SPECIALTY_SCORING } from '../../analytics/performance/quality-development/specialty-index.ts';
import type { Db } from '../../sql/database.ts';
import type { OfficialTable } from '../../sql/read-models/quality-development/official-table.read-model.ts';
import { writeChecks } from '../sheets/checks.ts';
import { writeCover } from '../sheets/cover.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import { fileNameOf, type ReportManifest, type ReportRequest, reportScope, runChecksum } from '../sheets/scope.ts';
import { writeTrace } from '../sheets/trace.ts';
import { NOT_AVAILABLE } from '../workbook/text.ts';
import { writeDepartments } from './department-sheet.ts';
import { diseaseRows, writeDiseases } from './disease-sheet.ts';
import { writeNational } from './national-sheet.ts';
import { qualityChecks } from './quality-checks.ts';
import { qualityFigures } from './quality-figures.ts';
import { qualityTrace } from './quality-trace.ts';
import { writeSummary } from './summary-sheet.ts';
import { termRows, writeTerms } from './terms-sheet.ts';

/** R11 公立医院高质量发展指标表:写到输出流,返回清单。 */
export async function writeQualityDevelopmentReport(
  db: Db,
  request: ReportRequest,
  output: Writable,
): Promise<ReportManifest> {
  const data = await qualityFigures(db, request);
  const { table, national } = data;
  const scope = await reportScope(db, request, { no: 'R11', name: `${table.list.name}表` }, data.set);
  const book = openReport(output, scope);
  const terms = termRows(table.rows);
  const values = table.rows.map(({ indicator, figure }) => [indicator.id, figure]);
  await writeCover(book, scope, runChecksum(scope, values));
  const summary = await writeSummary(book, scope, table.rows, summaryRemarks(table));
  const written = await writeTerms(book, scope, terms);
  const departments = await writeDepartments(book, scope, data.departments, data.hospital);
  const rows = diseaseRows(table.year.facts.diseases, table.before.facts.diseases);
  const diseases = await writeDiseases(book, scope, rows, listText(table, 'monitored-disease'));
  const nationalTable = await writeNational(book, scope, national.rows, data.trend);
  const definitions = [...new Set([...indicatorsOfList(table.list), ...indicatorsOfList(OFFICIAL_LISTS.national)])];
  await writeDefinitions(book, scope, {
    definitions: definitions.map(definitionTexts),
    cautions: cautionsOf(table),
    missing: MISSING,
  });
  await writeChecks(book, scope, qualityChecks(data, { summary, terms: written, departments, diseases }, terms));
  await writeTrace(book, scope, qualityTrace(data, { summary, national: nationalTable, departments }));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: scope.includedCases };
}

function summaryRemarks({ list, year, before }: OfficialTable): string[] {
  const days = (period: { from: string; before: string } | null) =>
    period ? `${period.from.slice(0, 7)} 至 ${lastMonth(period.before)}` : '没有数据';
  return [
    `清单：${list.name}（${list.items.length} 项），${list.source}；${list.note}。`,
    `病例：本年 ${days(year.period)}；上年同期 ${days(before.period)}。年度填报项目为全年数。`,
    '同比：比例与增幅为百分点之差，其余为相对变化。达标：导向 ↑ 不低于目标值、↓ 不高于目标值；「监测」不评判。目标值、参考值在系统中维护。',
  ];
}

const lastMonth = (before: string) =>
  new Date(Date.parse(`${before}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 7);

const listText = ({ year }: OfficialTable, kind: keyof typeof CODE_LIST_KINDS) => {
  const list = year.lists[kind];
  return list ? `${list.name} ${list.version}（${list.source}）` : '没有清单';
};

function definitionTexts(indicator: OfficialIndicator): (string | number)[] {
  const { numerator, denominator } = termsText(indicator);
  return [
    indicator.id,
    indicator.name,
    definitionText(indicator),
    numerator ?? NOT_AVAILABLE,
    denominator ?? NOT_AVAILABLE,
    indicator.excludes || NOT_AVAILABLE,
    indicator.unit || NOT_AVAILABLE,
    indicator.precision,
    indicator.source,
    indicator.version,
    indicator.effectiveFrom,
    [indicator.note, indicator.prefers === 'filled' ? '填报了以填报为准' : ''].filter(Boolean).join('；'),
  ];
}

function cautionsOf(table: OfficialTable): Remark[] {
  return [
    ...(Object.keys(CODE_LIST_KINDS) as (keyof typeof CODE_LIST_KINDS)[]).map(
      (kind): Remark => [
        `${CODE_LIST_KINDS[kind].name}清单`,
        `${listText(table, kind)}；${CODE_LIST_KINDS[kind].about}。`,
      ],
    ),
    [
      '择期手术、日间手术',
      '首页没有择期标志：入院途径填了而不是急诊的手术病例算择期；其中当日或次日出院的算日间手术。',
    ],
    [
      '医疗服务收入占比',
      '总表取财务报表口径（不含药品、耗材、检查、检验收入）；科室分解为首页费用代理，两者不可直接比较。',
    ],
    ['低风险组与低风险病种', '低风险组按 DRG 死亡风险等级；低风险病种按 ICD 病种清单。是两个指标。'],
    ['专科能力指数', SPECIALTY_SCORING.source],
  ];
}

const MISSING: readonly Remark[] = [
  ['年度填报项目', '没有填报的项目为「—」，原因列写明缺哪一项；在系统「高质量发展」页填写，或下载填报模板填好上传。'],
  ['低风险组病例死亡率', '须装载地区死亡风险分级；医院不能用本院数据自行分级后上报。'],
  ['成本与结算', '人员经费、医疗收入等取年度填报；成本台账与医保结算数据装载后可由台账给出。'],
];

import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { basisName } from '../../analytics/dip/payment-terms.ts';
import {
  OFFICIAL_LIST_IDS,
  OFFICIAL_LISTS,
} from '../../analytics/performance/quality-development/official-registry.ts';
import { type Period, type PeriodKind, periodKind } from '../../analytics/period.ts';
import { writeDepartmentDrgReport } from '../../reports/department-drg/department-drg.report.ts';
import { writeDipSettlementReport } from '../../reports/dip-settlement/dip-settlement.report.ts';
import { writeLowRiskDeathsReport } from '../../reports/low-risk-deaths/low-risk-deaths.report.ts';
import { writeMonthlyDrgReport } from '../../reports/monthly-drg/monthly-drg.report.ts';
import { writeQualityDevelopmentReport } from '../../reports/quality-development/quality-development.report.ts';
import { writeRecordQualityReport } from '../../reports/record-quality/record-quality.report.ts';
import { writeResourceIndexReport } from '../../reports/resource-index/resource-index.report.ts';
import { writeSchemeSwitchReport } from '../../reports/scheme-switch/scheme-switch.report.ts';
import type { ReportManifest, ReportRequest } from '../../reports/sheets/scope.ts';
import { writeUngroupedReport } from '../../reports/ungrouped/ungrouped.report.ts';
import type { Db } from '../../sql/database.ts';
import { explainedInJob } from '../dip/settlement-problem.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { explainUngrouped } from './explain-ungrouped.ts';
import { switchSources } from './scheme-switch.ts';

/** 报表自己的一项选项。`choices` 说明取值从哪一类登记里选;没有的是自由文字。 */
export interface ReportOption {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly choices?: 'scheme' | 'dipCatalogue';
  /** 只能取这几个值之一。 */
  readonly values?: readonly { readonly value: string; readonly label: string }[];
}

interface ReportKind {
  readonly name: string;
  /** 可以做的期间。 */
  readonly periods: readonly PeriodKind[];
  readonly options?: readonly ReportOption[];
  readonly write: (db: Db, request: ReportRequest, output: Writable, context: ReportContext) => Promise<ReportManifest>;
}

/** 报表在数据库之外还要用到的:编好的分组方案。 */
export interface ReportContext {
  readonly schemes: LiveSchemes;
}

const POINT_VALUE_BASES = (['budget', 'settlement'] as const).map((value) => ({ value, label: basisName(value) }));
const NO_OR_YES = ['否', '是'].map((value) => ({ value, label: value }));
const OFFICIAL_LIST_CHOICES = OFFICIAL_LIST_IDS.map((id) => ({ value: id, label: OFFICIAL_LISTS[id].short }));

/** 报表目录:编号、名称、可做的期间、选项与写出它的函数。 */
export const REPORTS = {
  R01: { name: '全院DRG运行月报', periods: ['month'], write: writeMonthlyDrgReport },
  R02: { name: '科室DRG绩效明细表', periods: ['month', 'quarter', 'half', 'year'], write: writeDepartmentDrgReport },
  R07: {
    name: '低风险组死亡病例清单',
    periods: ['month', 'quarter', 'half', 'year'],
    options: [{ name: 'tierZeroAsLow', label: '参考集中没有死亡的病组也当低风险', required: false, values: NO_OR_YES }],
    write: writeLowRiskDeathsReport,
  },
  R05: {
    name: '时间与费用消耗指数分析表',
    periods: ['month', 'quarter', 'half', 'year'],
    write: writeResourceIndexReport,
  },
  R08: {
    name: '未入组与歧义病例清单',
    periods: ['month', 'quarter', 'half', 'year'],
    write: (db, request, output, { schemes }) =>
      writeUngroupedReport(db, request, output, (row) => explainUngrouped(schemes, row)),
  },
  R09: {
    name: 'DIP分值与点值测算表',
    periods: ['month', 'quarter', 'half', 'year'],
    options: [{ name: 'basis', label: '点值口径', required: false, values: POINT_VALUE_BASES }],
    write: (db, request, output) => explainedInJob(() => writeDipSettlementReport(db, request, output)),
  },
  R12: {
    name: '病案首页数据质量报告',
    periods: ['month', 'quarter', 'half', 'year'],
    write: writeRecordQualityReport,
  },
  R14: {
    name: '方案切换模拟对比表',
    periods: ['month', 'quarter', 'half', 'year'],
    options: [{ name: 'scheme', label: '新方案', required: true, choices: 'scheme' }],
    write: async (db, request, output, { schemes }) =>
      writeSchemeSwitchReport(db, request, output, await switchSources(db, schemes, request)),
  },
  R11: {
    name: '公立医院高质量发展指标表',
    periods: ['year'],
    options: [{ name: 'list', label: '指标清单', required: false, values: OFFICIAL_LIST_CHOICES }],
    write: writeQualityDevelopmentReport,
  },
} as const satisfies Record<string, ReportKind>;

export type ReportId = keyof typeof REPORTS;

export const reportKind = (report: ReportId): ReportKind => REPORTS[report];

export interface ReportOrder extends ReportRequest {
  readonly report: ReportId;
}

const PERIOD_WORDS: Record<PeriodKind, string> = {
  day: '日(2025-06-03)',
  week: '周(2025-W23)',
  month: '月(2025-06)',
  quarter: '季(2025-Q2)',
  half: '半年(2025-H1)',
  year: '年(2025)',
  range: '起止日(2025-01-01/2025-03-01,不含末日)',
};

/** 这张报表能不能按这样的期间与选项做;不能时是给人看的一句话,能则为 null。 */
export function refusalOf(report: ReportId, period: Period, options: Readonly<Record<string, string>>): string | null {
  const { name, periods, options: known = [] } = reportKind(report);
  if (!periods.includes(periodKind(period)))
    return `${report} ${name}的期间应是${periods.map((kind) => PERIOD_WORDS[kind]).join('、')},给的是「${period.label}」。`;
  const missing = known.find((option) => option.required && !options[option.name]);
  if (missing) return `${report} ${name}需要选项「${missing.label}」(${missing.name})。`;
  const wrong = known.find(({ name: option, values }) => {
    return options[option] !== undefined && values?.every(({ value }) => value !== options[option]);
  });
  if (wrong)
    return `${report} ${name}的选项「${wrong.label}」只能是 ${wrong.values!.map(({ value }) => value).join('、')},给的是「${options[wrong.name]}」。`;
  const unknown = Object.keys(options).find((given) => !known.some((option) => option.name === given));
  if (unknown !== undefined)
    return `${report} ${name}没有选项「${unknown}」;${known.length > 0 ? `有 ${known.map((option) => option.name).join('、')}。` : '它不需要选项。'}`;
  return null;
}

/** 把一张报表写到流里;返回文件名等清单。 */
export function writeReport(
  db: Db,
  context: ReportContext,
  { report, ...request }: ReportOrder,
  output: Writable,
): Promise<ReportManifest> {
  return reportKind(report).write(db, request, output, context);
}

/** 生成报表文件:先写到临时名,写完整了才改成正式名,所以目录里不会有半张报表。 */
export async function generateReport(
  db: Db,
  context: ReportContext,
  order: ReportOrder,
  file: string,
): Promise<ReportManifest> {
  await mkdir(join(file, '..'), { recursive: true });
  const partial = `${file}.partial`;
  try {
    const manifest = await writeReport(db, context, order, createWriteStream(partial));
    await rename(partial, file);
    return manifest;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

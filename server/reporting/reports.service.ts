import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { type Period, type PeriodKind, periodKind } from '../../analytics/period.ts';
import { writeDepartmentDrgReport } from '../../reports/department-drg/department-drg.report.ts';
import { writeMonthlyDrgReport } from '../../reports/monthly-drg/monthly-drg.report.ts';
import type { ReportManifest, ReportRequest } from '../../reports/sheets/scope.ts';
import type { Db } from '../../sql/database.ts';

/** 报表自己的一项选项。`choices` 说明取值从哪一类登记里选;没有的是自由文字。 */
export interface ReportOption {
  readonly name: string;
  readonly label: string;
  readonly required: boolean;
  readonly choices?: 'scheme' | 'dipCatalogue';
}

interface ReportKind {
  readonly name: string;
  /** 可以做的期间。 */
  readonly periods: readonly PeriodKind[];
  readonly options?: readonly ReportOption[];
  readonly write: (db: Db, request: ReportRequest, output: Writable) => Promise<ReportManifest>;
}

/** 报表目录:编号、名称、可做的期间、选项与写出它的函数。 */
export const REPORTS = {
  R01: { name: '全院DRG运行月报', periods: ['month'], write: writeMonthlyDrgReport },
  R02: { name: '科室DRG绩效明细表', periods: ['month', 'quarter', 'half', 'year'], write: writeDepartmentDrgReport },
} as const satisfies Record<string, ReportKind>;

export type ReportId = keyof typeof REPORTS;

export const reportKind = (report: ReportId): ReportKind => REPORTS[report];

export interface ReportOrder extends ReportRequest {
  readonly report: ReportId;
}

const PERIOD_WORDS: Record<PeriodKind, string> = {
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
  const unknown = Object.keys(options).find((given) => !known.some((option) => option.name === given));
  if (unknown !== undefined)
    return `${report} ${name}没有选项「${unknown}」;${known.length > 0 ? `有 ${known.map((option) => option.name).join('、')}。` : '它不需要选项。'}`;
  return null;
}

/** 把一张报表写到流里;返回文件名等清单。 */
export function writeReport(db: Db, { report, ...request }: ReportOrder, output: Writable): Promise<ReportManifest> {
  return reportKind(report).write(db, request, output);
}

/** 生成报表文件:先写到临时名,写完整了才改成正式名,所以目录里不会有半张报表。 */
export async function generateReport(db: Db, order: ReportOrder, file: string): Promise<ReportManifest> {
  await mkdir(join(file, '..'), { recursive: true });
  const partial = `${file}.partial`;
  try {
    const manifest = await writeReport(db, order, createWriteStream(partial));
    await rename(partial, file);
    return manifest;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

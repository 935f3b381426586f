import { createHash } from 'node:crypto';
import { addMonths, monthPeriod, type Period } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { batchesInPeriod } from '../../sql/read-models/data-quality.read-model.ts';
import type { FigureSet } from '../../sql/read-models/figures.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { safeFileName } from '../workbook/text.ts';

/** 要一份月度报表时给出的条件。 */
export interface ReportRequest {
  readonly hospitalId: string;
  readonly month: string;
  readonly generatedAt: Date;
  readonly generatedBy: string;
  readonly department?: string | undefined;
}

/** 写完的报表。 */
export interface ReportManifest {
  readonly fileName: string;
  readonly sheets: readonly { name: string; rows: number }[];
  readonly cases: number;
}

export interface ReportIdentity {
  readonly no: string;
  /** 如 `全院DRG运行月报`;标题与文件名都用它。 */
  readonly name: string;
}

/** 一份报表各表共用的抬头:谁、什么期间、什么方案与权重。 */
export interface ReportScope {
  readonly request: ReportRequest;
  readonly report: ReportIdentity;
  readonly hospital: string;
  readonly department: string | null;
  readonly period: Period;
  readonly scheme: FigureSet['scheme'];
  readonly weights: FigureSet['weights'];
  readonly excludedRecords: number;
  readonly includedCases: number;
  readonly batches: readonly string[];
}

export async function reportScope(
  db: Db,
  request: ReportRequest,
  report: ReportIdentity,
  set: FigureSet,
): Promise<ReportScope> {
  const { hospitalId, month, department } = request;
  const hospital = await db
    .selectFrom('hospital')
    .where('hospital_id', '=', hospitalId)
    .select('name')
    .executeTakeFirst();
  const period = monthPeriod(month);
  return {
    request,
    report,
    hospital: hospital?.name ?? hospitalId,
    department: department === undefined ? null : (await departmentNames(db, hospitalId))(department),
    period,
    scheme: set.scheme,
    weights: set.weights,
    excludedRecords: set.excludedRecords,
    includedCases: set.units.reduce((sum, unit) => sum + unit.measures.discharges, 0),
    batches: await batchesInPeriod(db, { hospitalId, period, department }),
  };
}

export const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;

/** 表题,如 `××医院2025年6月科室统计表`。 */
export const titleOf = ({ hospital, request }: ReportScope, name: string): string =>
  `${hospital}${monthText(request.month)}${name}`;

/** 期间的最后一天(区间在内部是半开的,给人看写到末日)。 */
export function lastDay(period: Period): string {
  return new Date(Date.parse(`${period.before}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

export const schemeText = ({ scheme }: ReportScope): string =>
  `${scheme.name} ${scheme.version}${scheme.forReference ? '（参考方案，不用于结算）' : ''}`;

/** 各表第二行左侧。 */
export function notesOf(scope: ReportScope): string {
  const { period, weights, department } = scope;
  return [
    `统计区间：${period.from}至${lastDay(period)}（按出院日期）`,
    '险种：全部',
    ...(department ? [`科室：${department}`] : []),
    `方案：${schemeText(scope)}`,
    `权重：${weights.note}`,
  ].join('　');
}

/** `医院简称_报表名_2025年06月_V1.xlsx`。 */
export function fileNameOf({ hospital, report, request, department }: ReportScope): string {
  const [year, month] = request.month.split('-');
  const unit = department ? `_${department}` : '';
  return `${safeFileName(`${hospital}_${report.name}${unit}_${year}年${month}月_V1`)}.xlsx`;
}

/** 报表编号,如 `R01-202506`。 */
export const reportNumber = ({ report, request }: ReportScope): string =>
  `${report.no}-${request.month.replace('-', '')}${request.department ? `-${request.department}` : ''}`;

/** 运行清单校验码:同样的数据、方案、权重得到同样的码,与生成时间无关。 */
export function runChecksum(scope: ReportScope, figures: unknown): string {
  const { report, request, scheme, weights, excludedRecords, batches } = scope;
  const manifest = {
    report,
    hospital: request.hospitalId,
    month: request.month,
    scheme,
    weights,
    excludedRecords,
    batches,
  };
  const text = JSON.stringify([manifest, request.department ?? null, figures]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32).toUpperCase();
}

export const previousMonth = (month: string): string => addMonths(month, -1);
export const sameMonthLastYear = (month: string): string => addMonths(month, -12);

/** 生成时间,北京时间,与运行机器的时区无关。 */
export function beijingTime(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

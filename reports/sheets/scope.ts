import { createHash } from 'node:crypto';
import type { Registry } from '../../analytics/performance/adoption.ts';
import { INDICATORS } from '../../analytics/performance/indicator-registry.ts';
import { addMonths, type Period, periodKind } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { batchesInPeriod } from '../../sql/read-models/data-quality.read-model.ts';
import type { FigureSet } from '../../sql/read-models/figures.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { adoptionsInForce, type IndicatorAdoption } from '../../sql/stores/indicator-adoption.store.ts';
import { safeFileName } from '../workbook/text.ts';

/** 要一份报表时给出的条件。 */
export interface ReportRequest {
  readonly hospitalId: string;
  readonly period: Period;
  readonly generatedAt: Date;
  readonly generatedBy: string;
  readonly department?: string | undefined;
  /** 系统页面的网址,以 / 结尾;溯源表的链接用它。 */
  readonly pageUrl?: string | undefined;
  /** 各报表自己的选项(如方案切换对比的新方案),名称见报表目录。 */
  readonly options?: Readonly<Record<string, string>>;
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
  /** 求出这些数的登记表:期末有效的,同名的算法采用哪一种已定。 */
  readonly registry: Registry;
  /** 医院采用的、不是内置采用的算法的各次决定。 */
  readonly adoptions: readonly IndicatorAdoption[];
}

export async function reportScope(
  db: Db,
  request: ReportRequest,
  report: ReportIdentity,
  set: FigureSet,
): Promise<ReportScope> {
  const { hospitalId, period, department } = request;
  const hospital = await db
    .selectFrom('hospital')
    .where('hospital_id', '=', hospitalId)
    .select('name')
    .executeTakeFirst();
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
    registry: set.registry,
    adoptions: (await adoptionsInForce(db, hospitalId, lastDay(period))).filter(
      ({ indicator }) => set.registry.get(indicator)?.adopted && !INDICATORS.get(indicator)?.adopted,
    ),
  };
}

export const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5, 7))}月`;

/** 月度报表的月份 `2025-06`;期间不是一个月时抛出 RangeError(报表目录已限定期间)。 */
export function monthOf({ period }: Pick<ReportRequest, 'period'>): string {
  if (periodKind(period) !== 'month') throw new RangeError(`不是一个月:${period.label}`);
  return period.label;
}

/** 期间的中文写法:`2025年6月`、`2025年第2季度`、`2025年上半年`、`2025年度`,其余写起止日。 */
export function periodText(period: Period): string {
  const { label } = period;
  const year = `${label.slice(0, 4)}年`;
  switch (periodKind(period)) {
    case 'month':
      return monthText(label);
    case 'quarter':
      return `${year}第${label.slice(-1)}季度`;
    case 'half':
      return `${year}${label.endsWith('1') ? '上' : '下'}半年`;
    case 'year':
      return `${year}度`;
    case 'week':
      return `${year}第${Number(label.slice(-2))}周（${period.from}至${lastDay(period)}）`;
    case 'day':
      return label;
    case 'range':
      return `${period.from}至${lastDay(period)}`;
  }
}

/** 表题,如 `××医院2025年6月科室统计表`。 */
export const titleOf = ({ hospital, period }: Pick<ReportScope, 'hospital' | 'period'>, name: string): string =>
  `${hospital}${periodText(period)}${name}`;

/** 期间的最后一天(区间在内部是半开的,给人看写到末日)。 */
export function lastDay(period: Period): string {
  return new Date(Date.parse(`${period.before}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

export const schemeText = ({ scheme }: ReportScope): string =>
  `${`${scheme.name} ${scheme.version}`.trim()}${scheme.forReference ? '（参考方案，不用于结算）' : ''}`;

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
  const { label } = request.period;
  // 月份补零,文件按名称排列时就按时间排列。
  const when = periodKind(request.period) === 'month' ? `${label.replace('-', '年')}月` : periodText(request.period);
  const unit = department ? `_${department}` : '';
  return `${safeFileName(`${hospital}_${report.name}${unit}_${when}_V1`)}.xlsx`;
}

/** 报表编号,如 `R01-202506`。 */
export const reportNumber = ({ report, request }: ReportScope): string =>
  `${report.no}-${request.period.label.replace(/[-/]/g, '')}${request.department ? `-${request.department}` : ''}`;

/** 运行清单校验码:同样的数据、方案、权重、采用的算法得到同样的码,与生成时间无关。 */
export function runChecksum(scope: ReportScope, figures: unknown): string {
  const { report, request, scheme, weights, excludedRecords, batches, adoptions, registry } = scope;
  const manifest = {
    report,
    hospital: request.hospitalId,
    period: request.period.label,
    options: request.options ?? {},
    scheme,
    weights,
    excludedRecords,
    batches,
    adopted: adoptions.map(({ concept, indicator }) => [concept, indicator, registry.get(indicator)?.version]),
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

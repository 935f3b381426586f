import { adoptedIn, type Registry } from '../../analytics/performance/adoption.ts';
import type { IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import type { FormatName } from '../workbook/formats.ts';

/** 运行概况与全年环比的一行。没有 indicator 的是支付类指标,数据未到位前显示「—」。 */
export interface OverviewRow {
  readonly label: string;
  readonly unit: string;
  readonly format: FormatName;
  readonly indicator?: IndicatorId;
  /** 预警规则登记在哪个指标名下;换了采用的算法,规则不变。 */
  readonly rule?: IndicatorId | undefined;
  /** 指标值除以它显示(元 → 万元)。 */
  readonly scale?: number;
  readonly benchmark?: number;
}

const WAN = 10_000;

/** 次序与名称即报表的次序与名称。 */
const OVERVIEW_ROWS: readonly OverviewRow[] = [
  { label: '出院总人次', unit: '人次', format: 'count', indicator: 'discharges' },
  { label: '医保出院人次', unit: '人次', format: 'count', indicator: 'insuredDischarges' },
  { label: '医保占比', unit: '%', format: 'share', indicator: 'insuredShare' },
  { label: 'DRG入组病例数', unit: '例', format: 'count', indicator: 'groupedCases' },
  { label: '入组率', unit: '%', format: 'share', indicator: 'groupingRate' },
  { label: '未入组例数', unit: '例', format: 'count', indicator: 'ungroupedCases' },
  { label: '歧义例数', unit: '例', format: 'count', indicator: 'ambiguousCases' },
  { label: 'DRG组数', unit: '组', format: 'count', indicator: 'drgCount' },
  { label: '总权重', unit: '', format: 'weight', indicator: 'totalWeight' },
  { label: 'CMI', unit: '', format: 'index', indicator: 'cmi' },
  { label: 'RW≥2病例占比', unit: '%', format: 'share', indicator: 'rw2Share' },
  { label: '手术占比', unit: '%', format: 'share', indicator: 'surgeryShare' },
  { label: '三四级手术占比', unit: '%', format: 'share', indicator: 'level34SurgeryShare' },
  { label: '总费用（万元）', unit: '万元', format: 'money', indicator: 'totalFee', scale: WAN },
  { label: '次均费用（元）', unit: '元', format: 'money', indicator: 'meanFee' },
  { label: '每权重费用（元）', unit: '元', format: 'money', indicator: 'feePerWeight' },
  { label: '平均住院日（天）', unit: '天', format: 'days', indicator: 'meanLos' },
  { label: '每权重住院日（天）', unit: '天', format: 'days', indicator: 'losPerWeight' },
  { label: '费用消耗指数', unit: '', format: 'index', indicator: 'costIndex', benchmark: 1 },
  { label: '时间消耗指数', unit: '', format: 'index', indicator: 'timeIndex', benchmark: 1 },
  { label: '药占比', unit: '%', format: 'share', indicator: 'drugShare' },
  { label: '耗占比', unit: '%', format: 'share', indicator: 'materialShare' },
  { label: '医疗服务收入占比', unit: '%', format: 'share', indicator: 'serviceShare' },
  { label: '个人支付占比', unit: '%', format: 'share', indicator: 'selfPaidShare' },
  { label: '高倍率占比', unit: '%', format: 'share' },
  { label: '低倍率占比', unit: '%', format: 'share' },
  { label: '控费准确率', unit: '%', format: 'share' },
  { label: '低风险组死亡例数', unit: '例', format: 'count', indicator: 'lowRiskDeaths' },
  { label: '低风险组死亡率', unit: '%', format: 'share', indicator: 'lowRiskMortality' },
  { label: 'DRG收入（万元）', unit: '万元', format: 'money' },
  { label: '盈亏（万元，正为结余）', unit: '万元', format: 'profit' },
  { label: '盈亏率', unit: '%', format: 'profitShare' },
];

/** 运行概况的各行;概念(CMI、两个消耗指数)取这份登记表采用的算法。 */
export const overviewRowsOf = (registry: Registry): readonly OverviewRow[] =>
  OVERVIEW_ROWS.map((row) =>
    row.indicator ? { ...row, indicator: adoptedIn(registry, row.indicator), rule: row.indicator } : row,
  );

/** 只在全年环比出现的行。 */
export const trendOnlyRows: readonly OverviewRow[] = [
  { label: '点值（职工，元）', unit: '元', format: 'index4' },
  { label: '点值（居民，元）', unit: '元', format: 'index4' },
  { label: '特病单议追加（万元）', unit: '万元', format: 'money' },
];

import type { IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import type { FormatName } from '../workbook/formats.ts';
import type { Highlight } from '../workbook/table.ts';

/** 预警阈值:写在「口径说明」上的命名单元格,公式与条件格式都引用名字,改一处全簿跟着变。 */
export interface Threshold {
  readonly name: string;
  readonly value: number;
  readonly format: FormatName;
  readonly meaning: string;
}

export const thresholds = {
  costIndexRed: { name: '阈值_费用指数_红', value: 1.1, format: 'index', meaning: '费用消耗指数高于此值为红' },
  costIndexAmber: {
    name: '阈值_费用指数_黄',
    value: 1,
    format: 'index',
    meaning: '费用消耗指数不低于此值为黄，低于为绿',
  },
  timeIndexRed: { name: '阈值_时间指数_红', value: 1.1, format: 'index', meaning: '时间消耗指数高于此值为红' },
  timeIndexAmber: {
    name: '阈值_时间指数_黄',
    value: 1,
    format: 'index',
    meaning: '时间消耗指数不低于此值为黄，低于为绿',
  },
  groupingRateRed: { name: '阈值_入组率_红', value: 0.95, format: 'share', meaning: '入组率低于此值为红' },
  lowRiskDeathRed: { name: '阈值_低风险死亡_红', value: 0, format: 'count', meaning: '低风险组死亡例数大于此值为红' },
  cmiDropAmber: { name: '阈值_CMI降幅_黄', value: 0.05, format: 'share', meaning: 'CMI 环比下降超过此值为黄' },
  smallSample: { name: '阈值_例数不足', value: 30, format: 'count', meaning: '例数低于此值为例数不足，数值仅供参考' },
  unratedSample: { name: '阈值_不评级', value: 10, format: 'count', meaning: '月度例数低于此值不评级、不排名' },
} as const satisfies Record<string, Threshold>;

interface AlertRule {
  readonly red?: { readonly when: '>' | '<'; readonly threshold: Threshold };
  readonly amber?: { readonly when: '>='; readonly threshold: Threshold };
  /** 与上期相比的降幅。 */
  readonly dropAmber?: Threshold;
}

const rules: Partial<Record<IndicatorId, AlertRule>> = {
  costIndex: {
    red: { when: '>', threshold: thresholds.costIndexRed },
    amber: { when: '>=', threshold: thresholds.costIndexAmber },
  },
  timeIndex: {
    red: { when: '>', threshold: thresholds.timeIndexRed },
    amber: { when: '>=', threshold: thresholds.timeIndexAmber },
  },
  groupingRate: { red: { when: '<', threshold: thresholds.groupingRateRed } },
  lowRiskDeaths: { red: { when: '>', threshold: thresholds.lowRiskDeathRed } },
  cmi: { dropAmber: thresholds.cmiDropAmber },
};

const RED = '▲▲ 红';
const AMBER = '▲ 黄';
const FINE = '● 正常';
const NONE = '—';

/** 「预警」一格:公式引用阈值名,缓存值由同一规则算出;没有规则的指标为「—」。 */
export function alertCell(
  indicator: IndicatorId | undefined,
  now: { ref: string; value: number | null },
  change: { ref: string; value: number | null },
): { formula: string; value: string } | null {
  const rule = indicator && rules[indicator];
  if (!rule) return null;
  if (rule.dropAmber) {
    const { name, value } = rule.dropAmber;
    const text = change.value === null ? NONE : change.value < -value ? AMBER : FINE;
    return {
      formula: `IF(ISNUMBER(${change.ref}),IF(${change.ref}<-${name},"${AMBER}","${FINE}"),"${NONE}")`,
      value: text,
    };
  }
  const { red, amber } = rule;
  const otherwise = amber ? `IF(${now.ref}>=${amber.threshold.name},"${AMBER}","${FINE}")` : `"${FINE}"`;
  const formula = `IF(ISNUMBER(${now.ref}),IF(${now.ref}${red!.when}${red!.threshold.name},"${RED}",${otherwise}),"${NONE}")`;
  return { formula, value: alertText(rule, now.value) };
}

function alertText({ red, amber }: AlertRule, value: number | null): string {
  if (value === null) return NONE;
  if (red && (red.when === '>' ? value > red.threshold.value : value < red.threshold.value)) return RED;
  return amber && value >= amber.threshold.value ? AMBER : FINE;
}

/** 预警文字的底色。 */
export const alertHighlights: readonly Highlight[] = [
  { column: 'alert', when: (c) => `LEFT(${c},2)="▲▲"`, look: 'red' },
  { column: 'alert', when: (c) => `LEFT(${c},2)="▲ "`, look: 'amber' },
  { column: 'alert', when: (c) => `LEFT(${c},1)="●"`, look: 'green' },
];

/** 费用、时间消耗指数的红黄绿;偏高时数字前带 ▲,黑白打印可辨。 */
export function indexHighlights(column: 'costIndex' | 'timeIndex'): readonly Highlight[] {
  const red = column === 'costIndex' ? thresholds.costIndexRed : thresholds.timeIndexRed;
  const amber = column === 'costIndex' ? thresholds.costIndexAmber : thresholds.timeIndexAmber;
  return [
    { column, when: (c) => `AND(ISNUMBER(${c}),${c}>${red.name})`, look: 'red', numFmt: '"▲▲"0.00' },
    {
      column,
      when: (c) => `AND(ISNUMBER(${c}),${c}<=${red.name},${c}>=${amber.name})`,
      look: 'amber',
      numFmt: '"▲"0.00',
    },
    { column, when: (c) => `AND(ISNUMBER(${c}),${c}<${amber.name})`, look: 'green' },
  ];
}

export const groupingRateHighlight: Highlight = {
  column: 'groupingRate',
  when: (c) => `AND(ISNUMBER(${c}),${c}<${thresholds.groupingRateRed.name})`,
  look: 'red',
  numFmt: '"▼"0.00%',
};

export const lowRiskDeathHighlight: Highlight = {
  column: 'lowRiskDeaths',
  when: (c) => `AND(ISNUMBER(${c}),${c}>${thresholds.lowRiskDeathRed.name})`,
  look: 'red',
  numFmt: '"▲"#,##0',
};

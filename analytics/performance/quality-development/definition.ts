import type { Formula } from '../formula.ts';
import type { IndicatorFormat, IndicatorId } from '../indicator-registry.ts';

/** 组成一个医院级指标的一项数:病例度量、按清单汇总的度量,或年度填报项目。 */
export type ComponentName = string;

/** 年度填报项目:`yearly-items.json` 的一项。 */
export interface YearlyItem {
  readonly id: ComponentName;
  readonly name: string;
  readonly unit: string;
  readonly format: IndicatorFormat;
  /** 由谁产生:财务、人事、药学…… */
  readonly origin: string;
  readonly responsible: string;
  readonly note: string;
  /** 时点数或平均数(人数、床位、分级);没有写的是全年累计。 */
  readonly stock?: boolean;
}

/** 综合指数的一项:最差与最好之间线性给分,越低越好的 worst 大于 best。 */
export interface CompositeItem {
  readonly indicator: IndicatorId;
  readonly weight: number;
  readonly worst: number;
  readonly best: number;
}

/**
 * 一个医院级(年度)指标:`indicators.json` 的一项。怎么得出数,恰有一种:
 * 登记表里已有的(registry)、度量上的公式(numerator)、综合指数(composite)、专科能力指数(specialty)、
 * 定性(qualitative),都没有的只取填报值。
 */
export interface OfficialDefinition {
  readonly id: IndicatorId;
  readonly name: string;
  readonly unit: string;
  readonly precision: number;
  readonly format: IndicatorFormat | 'text';
  readonly direction: 'up' | 'down' | 'monitor';
  readonly dimension: string;
  readonly responsible: string;
  readonly source: string;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly note: string;
  readonly excludes?: string;
  readonly registry?: IndicatorId;
  readonly numerator?: string;
  readonly denominator?: string | null;
  /** 不进公式、列出来对照的数。 */
  readonly contrast?: readonly ComponentName[];
  /** 值是与上年同一比值相比的增幅。 */
  readonly growth?: boolean;
  readonly composite?: readonly CompositeItem[];
  /** 可得各项的权重占比低于它时不给出综合指数。 */
  readonly minWeight?: number;
  readonly specialty?: string;
  readonly qualitative?: boolean;
  /** 算得出又填了数时以哪个为准;代理口径以填报为准。 */
  readonly prefers?: 'records' | 'filled';
}

export interface OfficialIndicator extends OfficialDefinition {
  readonly formulas: { numerator: Formula<ComponentName>; denominator: Formula<ComponentName> | null } | null;
}

/** 一张官方清单:编号、名称、维度与所含指标(一项可含几个数,如三级与四级手术占比)。 */
export interface OfficialList {
  readonly id: OfficialListId;
  readonly name: string;
  readonly short: string;
  readonly source: string;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly note: string;
  readonly items: readonly ListItem[];
  /** 清单之外一并列出的指标(综合指数的构成等)。 */
  readonly extras: readonly IndicatorId[];
}

export type OfficialListId = 'general' | 'tcm' | 'national';

export interface ListItem {
  readonly no: string;
  readonly name: string;
  readonly dimension: string;
  readonly indicators: readonly IndicatorId[];
}

import type { Figure, Indicator } from '../api/types.ts';

/** 公式里可用的名字。 */
export interface Vocabulary {
  measures: { name: string; label: string; need: string | null; groupedOnly: boolean }[];
  functions: { name: string; label: string }[];
}

/** 医院自己的指标的一版。 */
export interface OwnVersion {
  indicator: Indicator;
  version: number;
  status: 'draft' | 'approved' | 'retired';
  createdBy: string;
  createdAt: string;
  approvedBy: string | null;
  approvedAt: string | null;
}

/** 试算的回答。 */
export interface Preview {
  numeratorText: string;
  denominatorText: string | null;
  needs: string[];
  figure: Figure | null;
  measures: { name: string; label: string; value: number }[];
}

/** 编辑框里的一个指标。 */
export interface DraftFields {
  id: string;
  name: string;
  unit: string;
  precision: number;
  format: Indicator['format'];
  direction: Indicator['direction'];
  dimension: string;
  definition: string;
  owner: string;
  concept: string;
  numerator: string;
  denominator: string;
  excludes: string;
  source: string;
  note: string;
  effectiveFrom: string;
}

export const FORMATS: Record<Indicator['format'], string> = {
  count: '计数',
  share: '比例（%）',
  index: '指数',
  money: '金额（元）',
  days: '天数',
  weight: '权重',
};
export const DIRECTIONS: Record<Indicator['direction'], string> = {
  up: '越高越好',
  down: '越低越好',
  monitor: '只监测',
};
export const STATUSES: Record<OwnVersion['status'], { text: string; color: string }> = {
  draft: { text: '草案', color: 'warning' },
  approved: { text: '已核准', color: 'success' },
  retired: { text: '已停用', color: 'default' },
};

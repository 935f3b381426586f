import type { Figure, FigureUnit, Indicator } from '../api/types.ts';
import type { OfficialRow } from '../quality-development/quality-types.ts';

/** 一个数在哪里:指标、期间与单位;空串有含义(未填),没有写的不限。 */
export interface FigureTarget {
  indicator: string;
  period: string;
  department?: string | undefined;
  ward?: string | undefined;
  team?: string | undefined;
  physician?: string | undefined;
  mdc?: string | undefined;
  drg?: string | undefined;
  as?: string | undefined;
}

export interface PeriodOut {
  from: string;
  before: string;
  label: string;
}

export type CaseRole =
  | 'counted'
  | 'defect'
  | 'ambiguous'
  | 'ungrouped'
  | 'no-reference'
  | 'not-recorded'
  | 'out-of-scope';

export interface Comparison {
  base: PeriodOut;
  value: number | null;
  reason: string | null;
  growth: number | null;
  difference: number | null;
  partial: { current: PeriodOut; value: number | null } | null;
}

export interface ContributingCase {
  id: string;
  recordNo: string;
  dischargedOn: string;
  department: string;
  drg: string;
  principalDiagnosisName: string | null;
  los: number | null;
  totalFee: string | null;
  role: CaseRole;
  numerator: number | null;
  denominator: number | null;
  measures: Record<string, number>;
}

export interface Variant {
  indicator: Indicator;
  figure: Figure;
  gap: number | null;
}

/** `GET /figures/{indicator}` 的回答。 */
export interface FigureDetail {
  period: PeriodOut;
  scheme: { id: string; version: string; name: string; forReference: boolean };
  weights: { origin: string; note: string };
  indicator: Indicator;
  /** 医院级（年度）清单里的一行；登记表的指标为 null。 */
  official: OfficialRow | null;
  unit: { name: string };
  figure: Figure;
  formula: { text: string; withNumbers: string };
  measures: { name: string; label: string; value: number }[];
  exclusions: { role: CaseRole; label: string; cases: number }[];
  versions: {
    definition: string;
    schemes: { name: string; version: string; from: string | null; before: string | null }[];
    weights: { name: string; source: string; origin: string; months: string[] }[];
    policy: string | null;
    codeLists: { kind: string; name: string; version: string; source: string; builtIn: boolean }[];
  };
  previous: Comparison | null;
  lastYear: Comparison | null;
  yearToDate: { period: PeriodOut; figure: Figure };
  variants: Variant[];
  cases: { items: ContributingCase[]; total: number; page: number; pageSize: number };
}

/** `GET /figure-variants` 的回答。 */
export interface FigureVariants {
  concept: string;
  indicators: Indicator[];
  units: (FigureUnit & { gaps: Record<string, number | null> })[];
}

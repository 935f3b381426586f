import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { IndicatorDefinition } from '../../analytics/performance/indicator-registry.ts';
import type { DERIVED_MEASURES, QUALITY_MEASURES } from '../../analytics/performance/measures.ts';
import type { Measures, RollupDimensions } from '../tables.ts';

/** 指标登记、科室历史与看板汇总各表;numeric、date 是文本。 */
export interface IndicatorRegistryTables {
  indicator_definition: IndicatorDefinitionTable;
  indicator_adoption: IndicatorAdoptionTable;
  department: DepartmentTable;
  department_link: DepartmentLinkTable;
  unit_month: UnitMonthTable;
  unit_month_basis: { hospital_id: string; month: string; basis: string };
}

export type DefinitionStatus = 'draft' | 'approved' | 'retired';
/** 存在 body 里的部分;编号、版本与生效日各有列。 */
export type DefinitionBody = Omit<IndicatorDefinition, 'id' | 'version' | 'effectiveFrom' | 'effectiveBefore'>;

export interface IndicatorDefinitionTable {
  hospital_id: string;
  indicator_id: string;
  version: number;
  status: DefinitionStatus;
  effective_from: string;
  effective_before: string | null;
  body: JSONColumnType<DefinitionBody>;
  created_by: string;
  created_at: Generated<Date>;
  approved_by: string | null;
  approved_at: Date | null;
}

export interface IndicatorAdoptionTable {
  adoption_id: GeneratedAlways<string>;
  hospital_id: string;
  concept: string;
  indicator_id: string;
  effective_from: string;
  reason: string;
  adopted_by: string;
  adopted_at: Date;
  withdrawn_by: string | null;
  withdrawn_at: Date | null;
}

export interface DepartmentTable {
  hospital_id: string;
  department_code: string;
  name: string;
  valid_from: Generated<string>;
  valid_before: string | null;
}

export interface DepartmentLinkTable {
  hospital_id: string;
  from_code: string;
  ward: Generated<string>;
  to_code: string;
  effective_on: string;
  kind: 'renamed' | 'merged' | 'split';
  note: Generated<string>;
}

type DerivedColumns = Record<(typeof DERIVED_MEASURES)[keyof typeof DERIVED_MEASURES]['column'], string | number>;
/** 质量度量的列。 */
export type QualityColumns = Record<(typeof QUALITY_MEASURES)[keyof typeof QUALITY_MEASURES]['column'], number>;

export interface UnitMonthTable
  extends Omit<RollupDimensions, 'run_id' | 'mdc' | 'drg'>,
    Measures,
    DerivedColumns,
    QualityColumns {
  level: 'hospital' | 'department' | 'unit';
  ward: string;
  physician_code: string;
  weight_squares: string;
  cost_ratio_squares: string;
  los_ratio_squares: string;
  drgs: string[];
  mdcs: string[];
}

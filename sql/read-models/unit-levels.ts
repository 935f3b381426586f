import { type RawBuilder, sql } from 'kysely';

/** 单位的层次。 */
export type UnitLevel = 'hospital' | 'department' | 'ward' | 'team' | 'physician' | 'mdc' | 'drg';
/** 时间的粗细。 */
export type Grain = 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';
/** 按什么分开看:单位,或(全院的)时间。 */
export type FigureBy = UnitLevel | Grain;

export const UNIT_LEVELS = [
  'hospital',
  'department',
  'ward',
  'team',
  'physician',
  'mdc',
  'drg',
] as const satisfies UnitLevel[];
export const GRAINS = ['day', 'week', 'month', 'quarter', 'half', 'year'] as const satisfies Grain[];

export const isGrain = (by: FigureBy): by is Grain => (GRAINS as readonly string[]).includes(by);

/** 只看某些单位;空串是没有填的。 */
export interface UnitFilter {
  readonly department?: string | undefined;
  readonly ward?: string | undefined;
  readonly team?: string | undefined;
  readonly physician?: string | undefined;
  readonly mdc?: string | undefined;
  readonly drg?: string | undefined;
}

/** 各层次的编码列;病区、主诊组、医师的编码在科室之内才唯一,上级是科室。 */
export const CODE_COLUMNS = {
  department: 'department_code',
  ward: 'ward',
  team: 'team_code',
  physician: 'physician_code',
  mdc: 'mdc',
  drg: 'drg',
} as const satisfies Record<Exclude<UnitLevel, 'hospital'>, string>;

/** 可以限定的各层次。 */
export const UNIT_FILTERS = Object.keys(CODE_COLUMNS) as (keyof UnitFilter)[];

const WITHIN_DEPARTMENT: ReadonlySet<FigureBy> = new Set<FigureBy>(['ward', 'team', 'physician']);
export const hasDepartment = (by: FigureBy): boolean => WITHIN_DEPARTMENT.has(by);

/** 行所在的一段时间的写法;与 parsePeriod 能读的写法相同。 */
export const SLOTS: Record<Grain, RawBuilder<string>> = {
  day: sql.raw(`to_char(s.discharged_on, 'YYYY-MM-DD')`),
  week: sql.raw(`to_char(s.discharged_on, 'IYYY-"W"IW')`),
  month: sql.raw(`to_char(s.month, 'YYYY-MM')`),
  quarter: sql.raw(`to_char(s.month, 'YYYY-"Q"Q')`),
  half: sql.raw(`to_char(s.month, 'YYYY-"H"') || case when extract(month from s.month) <= 6 then 1 else 2 end`),
  year: sql.raw(`to_char(s.month, 'YYYY')`),
};

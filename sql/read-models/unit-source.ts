import { type RawBuilder, sql } from 'kysely';
import type { SuccessionRow } from '../../analytics/performance/department-history.ts';
import type { MeasureName } from '../../analytics/performance/measures.ts';
import type { Period } from '../../analytics/period.ts';
import { succeeded } from './succession.ts';
import {
  CODE_COLUMNS,
  type FigureBy,
  type Grain,
  hasDepartment,
  isGrain,
  SLOTS,
  type UnitFilter,
} from './unit-levels.ts';

export interface UnitQuery extends UnitFilter {
  readonly hospitalId: string;
  readonly period: Period;
  readonly by: FigureBy;
  /** 每个单位再按时间分开(时间序列)。 */
  readonly grain?: Grain | undefined;
  /** 把已变动的科室归到现在的科室;没有时按出院时的科室。 */
  readonly succession?: readonly SuccessionRow[] | undefined;
  /** 只求这些度量,其余不在结果里(用到它们的指标没有数值);默认全部。 */
  readonly measures?: readonly MeasureName[] | undefined;
}

const isMonthStart = (day: string) => day.endsWith('-01');
const wholeMonths = ({ period, by, grain }: UnitQuery) =>
  isMonthStart(period.from) && isMonthStart(period.before) && ![by, grain].some((g) => g === 'day' || g === 'week');

/** 由哪里加:整月取汇总(细到病组的在 group_month,其余在 unit_month),不满一月的由病例直接加;度量的定义相同。 */
export function sourceOf(query: UnitQuery): 'unit_month' | 'group_month' | 'case_measure' {
  if (!wholeMonths(query)) return 'case_measure';
  const { by, mdc, drg, ward, physician, succession = [] } = query;
  const byGroup = by === 'mdc' || by === 'drg' || mdc !== undefined || drg !== undefined;
  if (!byGroup) return 'unit_month';
  const needsCases =
    by === 'ward' ||
    by === 'physician' ||
    ward !== undefined ||
    physician !== undefined ||
    succession.some((r) => r.ward);
  return needsCases ? 'case_measure' : 'group_month';
}

/** 看板汇总取哪一层:能用科室或全院的合计就不去加更细的行。 */
export function levelOf({ by, department, ward, team, physician, succession = [] }: UnitQuery) {
  const finer = hasDepartment(by) || [ward, team, physician].some((code) => code !== undefined);
  if (finer || succession.some((row) => row.ward)) return 'unit';
  return by === 'department' || department !== undefined ? 'department' : 'hospital';
}

/** 分组的键:单位编码、上级编码、时间;用不上的是空串。 */
export interface UnitKeys {
  readonly code: RawBuilder<unknown>;
  readonly parent: RawBuilder<unknown>;
  readonly slot: RawBuilder<unknown>;
}

/** 分组的键:单位编码、上级编码、时间;用不上的是空串。 */
export function keysOf({ by, grain, succession, hospitalId }: UnitQuery): UnitKeys {
  const none = sql`''::text`;
  const department = succeeded(succession);
  const codeOf = (level: keyof typeof CODE_COLUMNS) =>
    level === 'department' ? department : sql.ref(`s.${CODE_COLUMNS[level]}`);
  if (isGrain(by)) return { code: SLOTS[by], parent: none, slot: none };
  return {
    code: by === 'hospital' ? sql`${hospitalId}::text` : codeOf(by),
    parent: hasDepartment(by) ? department : none,
    slot: grain ? SLOTS[grain] : none,
  };
}

/** 医院、期间与所选单位的条件。 */
export function conditions(query: UnitQuery, day: string): RawBuilder<unknown> {
  const { hospitalId, period, succession } = query;
  const of = (level: keyof typeof CODE_COLUMNS) => {
    const code = query[level];
    if (code === undefined) return [];
    const column = level === 'department' ? succeeded(succession) : sql.ref(`s.${CODE_COLUMNS[level]}`);
    return [sql`and ${column} = ${code}`];
  };
  return sql`s.hospital_id = ${hospitalId}
    and ${sql.ref(day)} >= ${period.from}::date and ${sql.ref(day)} < ${period.before}::date
    ${sql.join((Object.keys(CODE_COLUMNS) as (keyof typeof CODE_COLUMNS)[]).flatMap(of), sql` `)}`;
}

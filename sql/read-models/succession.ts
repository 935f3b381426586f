import { type RawBuilder, sql } from 'kysely';
import type { SuccessionRow } from '../../analytics/performance/department-history.ts';

type Succession = readonly SuccessionRow[] | undefined;

/** 每行(`s`)所属的现在的科室:按科室编码、病区与月份找去向,写明病区的优先;没有去向的不在其中。 */
export function successionRows(succession: Succession): RawBuilder<unknown> {
  if (!succession || succession.length === 0) return sql``;
  const wards = succession.some((row) => row.ward !== '');
  return sql`left join lateral (
      select m."to" as code
      from jsonb_to_recordset(${JSON.stringify(succession)}::text::jsonb)
        as m("from" text, ward text, since date, before date, "to" text)
      where m."from" = s.department_code and s.month >= m.since and s.month < m.before
        ${wards ? sql`and m.ward in ('', s.ward)` : sql``}
      order by m.ward desc limit 1) successor on true`;
}

/** 行的科室编码;给了去向时是现在的科室。 */
export const succeeded = (succession: Succession): RawBuilder<unknown> =>
  succession && succession.length > 0 ? sql`coalesce(successor.code, s.department_code)` : sql`s.department_code`;

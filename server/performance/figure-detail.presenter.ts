import type { z } from 'zod';
import { INDICATORS, type Indicator } from '../../analytics/performance/indicator-registry.ts';
import { addDays, type Period } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import type { CaseRole, RoleCount } from '../../sql/read-models/figure-cases.read-model.ts';
import type { FigureDetail } from '../../sql/read-models/figure-detail.read-model.ts';
import type { UnitFilter } from '../../sql/read-models/unit-levels.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import type { CodeListUse } from '../../sql/stores/code-list.store.ts';
import { type DetailSchema, presentBasis } from './figures.schemas.ts';
import { presentIndicator } from './indicators.schemas.ts';

const ROLE_LABELS: Record<CaseRole, string> = {
  counted: '计入',
  defect: '有 E 级缺陷',
  ambiguous: '歧义组',
  ungrouped: '未入组',
  'no-reference': '病组没有权重、标杆或风险等级',
  'not-recorded': '首页没有填所需的项',
  'out-of-scope': '不在统计范围',
};

const present = (indicator: Indicator) => presentIndicator(indicator, INDICATORS.has(indicator.id));

export function presentDetail(
  detail: FigureDetail,
  name: string,
  { page, pageSize }: { page: number; pageSize: number },
): z.output<typeof DetailSchema> {
  const { indicator, cases, roles, schemes, weights } = detail;
  return {
    ...presentBasis(detail),
    indicator: present(indicator),
    official: null,
    unit: { name },
    figure: detail.figure,
    formula: detail.formula,
    measures: [...detail.measures],
    exclusions: presentRoles(roles),
    versions: {
      definition: `${indicator.version}(${indicator.effectiveFrom} 起)`,
      schemes: [...schemes],
      weights: weights.tables.map(({ name: table, source, origin, months }) => ({
        name: table,
        source,
        origin,
        months: [...months],
      })),
      policy: null,
      codeLists: detail.codeLists.map(presentCodeList),
    },
    previous: detail.previous,
    lastYear: detail.lastYear,
    yearToDate: detail.yearToDate,
    variants: detail.variants.map((variant) => ({ ...variant, indicator: present(variant.indicator) })),
    cases: presentCases(cases, { page, pageSize }),
  };
}

/** 各种关系的例数,带中文。 */
export const presentRoles = (roles: readonly RoleCount[]) =>
  roles.map(({ role, cases }) => ({ role, label: ROLE_LABELS[role], cases }));

export const presentCodeList = ({ kind, name, version, source, builtIn }: CodeListUse) => ({
  kind,
  name,
  version,
  source,
  builtIn,
});

/** 一页病例与各自的贡献。 */
export const presentCases = (
  { items, total }: FigureDetail['cases'],
  paging: { page: number; pageSize: number },
): z.output<typeof DetailSchema>['cases'] => ({
  items: items.map(({ caseId, departmentCode, teamCode, physicianCode, measures, ...item }) => ({
    ...item,
    id: caseId,
    department: departmentCode,
    team: teamCode,
    physician: physicianCode,
    measures: measures as Record<string, number>,
  })),
  total,
  page: paging.page,
  pageSize: paging.pageSize,
});

const LABELS = { ward: '病区', team: '医疗组', physician: '医师', mdc: 'MDC', drg: '病组' } as const;

/** 所看单位的名称,如 `心血管内科 医疗组 T1`;没有限定时是全院。 */
export async function unitName(
  db: Db,
  hospitalId: string,
  { department, period, as, ...codes }: UnitFilter & { period: Period; as: 'then' | 'now' },
): Promise<string> {
  const day = as === 'now' ? undefined : addDays(period.before, -1);
  const head = department === undefined ? [] : [(await departmentNames(db, hospitalId, day))(department)];
  const rest = (Object.keys(LABELS) as (keyof typeof LABELS)[]).flatMap((level) =>
    codes[level] === undefined ? [] : [`${LABELS[level]} ${codes[level] || '未填'}`],
  );
  return [...head, ...rest].join(' ') || '全院';
}

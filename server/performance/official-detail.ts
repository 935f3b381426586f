import type { z } from 'zod';
import { growth } from '../../analytics/performance/comparison.ts';
import type { Figure } from '../../analytics/performance/indicator.ts';
import { MEASURE_LABELS, type MeasureName } from '../../analytics/performance/measures.ts';
import type { OfficialIndicator } from '../../analytics/performance/quality-development/definition.ts';
import {
  definitionText,
  definitionWithNumbers,
  termsText,
} from '../../analytics/performance/quality-development/definition-text.ts';
import type { OfficialFigure } from '../../analytics/performance/quality-development/evaluate.ts';
import { OFFICIAL_INDICATORS } from '../../analytics/performance/quality-development/official-registry.ts';
import { type Period, periodKind, requirePeriod } from '../../analytics/period.ts';
import { NOT_GROUPED_YET } from '../../sql/read-models/figures.read-model.ts';
import type { OfficialDetail } from '../../sql/read-models/quality-development/official-detail.read-model.ts';
import { UNIT_FILTERS, type UnitFilter } from '../../sql/read-models/unit-levels.ts';
import { Problem } from '../http/problem.ts';
import { presentRow } from '../quality-development/present-table.ts';
import { presentCases, presentCodeList, presentRoles } from './figure-detail.presenter.ts';
import { type DetailSchema, presentBasis } from './figures.schemas.ts';
import type { IndicatorSchema } from './indicators.schemas.ts';

type Detail = z.output<typeof DetailSchema>;

/**
 * 打开医院级清单里的一个指标:由登记表的指标得出的,期间不是一年或限定了单位时就打开登记的那个;
 * 其余只有全院、按年的数。返回登记表的编号,或年份;不在清单里的为 null。
 */
export function officialTarget(
  id: string,
  query: UnitFilter & { readonly period: Period },
): { registered: string } | { year: number } | null {
  const official = OFFICIAL_INDICATORS.get(id);
  if (!official) return null;
  const limited = UNIT_FILTERS.some((level) => query[level] !== undefined);
  const yearly = periodKind(query.period) === 'year';
  if (yearly && !limited) return { year: Number(query.period.label) };
  if (official.registry !== undefined) return { registered: official.registry };
  throw new Problem(
    422,
    'official-yearly',
    '这个指标只有全院、按年的数',
    `「${official.name}」由年度填报或全年的清单得出,期间请写年份,如 2025,也不能限定科室;给的是「${query.period.label}」`,
  );
}

/** 医院级指标按登记表指标的样子写。 */
function presentOfficial(indicator: OfficialIndicator): z.output<typeof IndicatorSchema> {
  const terms = termsText(indicator);
  const { id, name, unit, precision, format, direction, dimension, source, version, effectiveFrom, note } = indicator;
  return {
    ...{ id, name, unit, precision, format, direction, dimension, source, version, effectiveFrom, note },
    definition: definitionText(indicator),
    owner: indicator.responsible,
    concept: null,
    adopted: false,
    numerator: indicator.numerator ?? '',
    denominator: indicator.denominator ?? null,
    numeratorText: terms.numerator ?? '',
    denominatorText: terms.denominator,
    coverage: null,
    minCoverage: null,
    needs: [],
    excludes: indicator.excludes ?? '',
    effectiveBefore: null,
    origin: 'official',
  };
}

const figureOf = ({ value, numerator, denominator, reason }: OfficialFigure): Figure => ({
  value,
  numerator,
  denominator,
  coverage: null,
  reason,
});

/** 医院级指标的打开:一年一个数,同比对上年;病例由其中的病例度量而来。 */
export function presentOfficialDetail(
  detail: OfficialDetail,
  year: number,
  paging: { page: number; pageSize: number },
): Detail {
  const { row, set, caseIndicator } = detail;
  const { indicator, figure, lastYear, components } = row;
  const period = requirePeriod(String(year));
  const known = components.flatMap(({ name, value }) =>
    value !== null && Object.hasOwn(MEASURE_LABELS, name) && caseIndicator?.measures.includes(name as MeasureName)
      ? [{ name, label: MEASURE_LABELS[name as MeasureName], value }]
      : [],
  );
  const basis = {
    period: detail.period ?? period,
    scheme: set?.scheme ?? NOT_GROUPED_YET,
    weights: set?.weights ?? NONE,
  };
  const difference = figure.value === null || lastYear.value === null ? null : figure.value - lastYear.value;
  return {
    ...presentBasis(basis),
    period,
    indicator: presentOfficial(indicator),
    official: presentRow(row),
    unit: { name: '全院' },
    figure: figureOf(figure),
    formula: { text: definitionText(indicator), withNumbers: definitionWithNumbers(indicator, figure, components) },
    measures: known,
    exclusions: presentRoles(detail.roles),
    versions: {
      definition: `${indicator.version}(${indicator.effectiveFrom} 起)`,
      schemes: [...(set?.schemes ?? [])],
      weights: (set?.weights.tables ?? []).map(({ name, source, origin, months }) => {
        return { name, source, origin, months: [...months] };
      }),
      policy: null,
      codeLists: detail.codeLists.map(presentCodeList),
    },
    previous: null,
    lastYear: {
      base: detail.lastPeriod ?? requirePeriod(String(year - 1)),
      value: lastYear.value,
      reason: lastYear.reason,
      growth: growth(figure.value, lastYear.value),
      difference,
      partial: null,
    },
    yearToDate: { period: detail.period ?? period, figure: figureOf(figure) },
    variants: [],
    cases: presentCases(detail.cases, paging),
  };
}

const NONE = { origin: 'none', note: '没有出院数据', tables: [], monthsWithout: [] } as const;

import type { Decimal } from 'decimal.js';
import type { z } from 'zod';
import type { CombinedRange } from '../../analytics/dip/combined-range.ts';
import { insuranceNames } from '../../analytics/dip/insurance-kind.ts';
import { basisName } from '../../analytics/dip/payment-terms.ts';
import { CHAIN, type ChainFigure, chainLabels } from '../../analytics/dip/settlement-chain.ts';
import { type ParameterName, parameterLabel } from '../../analytics/dip/settlement-parameters.ts';
import type { InsuranceSettlement, Settlement } from '../../sql/read-models/dip/settlement.read-model.ts';
import type { DipUnit } from '../../sql/read-models/dip/unit-money.ts';
import type { DipRun } from '../../sql/stores/dip-run.store.ts';
import type { RangeSchema, RunSchema, SettlementSchema } from './settlement.schemas.ts';

type RangeJson = z.output<typeof RangeSchema>;

const yuan = (value: Decimal) => value.toFixed(2);
/** 四位小数;舍入成 0 的不留负号。 */
const scoreText = (value: Decimal) => value.toDecimalPlaces(4).plus(0).toFixed(4);
/** 分值四位小数,点值六位小数,其余是元。 */
const figureText: Partial<Record<ChainFigure, (value: Decimal) => string>> = {
  points: scoreText,
  pointValue: (value) => value.toFixed(6),
};

export const originNames = { published: '公布', computed: '推算', policy: '目录政策' } as const;

export function presentSettlement(settled: Settlement): z.output<typeof SettlementSchema> {
  const { scope, basis, regionId, year, runs, insurances, others } = settled;
  return {
    period: scope.period,
    basis,
    basisName: basisName(basis),
    region: regionId,
    year,
    runs: runs.map((run) => presentRun(run)),
    insurances: insurances.map(presentInsurance),
    others: { ...others },
  };
}

function presentInsurance(one: InsuranceSettlement): z.output<typeof SettlementSchema>['insurances'][number] {
  const { insurance, counts, pointValue, makeup, points, cost, burden, parameters } = one;
  return {
    insurance,
    name: insuranceNames[insurance],
    counts: { ...counts },
    pointValueOrigin: pointValue.ok ? originNames[pointValue.term.origin] : null,
    reason: pointValue.ok ? null : pointValue.reason,
    points: scoreText(points),
    makeup: {
      score: scoreText(makeup.score),
      auxiliary: scoreText(makeup.auxiliary),
      deviation: scoreText(makeup.deviation),
      coefficient: scoreText(points.minus(makeup.score).minus(makeup.auxiliary).minus(makeup.deviation)),
    },
    cost: yuan(cost),
    burden: yuan(burden),
    figures: CHAIN.map((figure) => presentFigure(one, figure)),
    assumptions: (Object.entries(parameters) as [ParameterName, NonNullable<(typeof parameters)[ParameterName]>][]).map(
      ([name, { low, base, high, source }]) => ({
        name,
        label: parameterLabel(name),
        low: low.toFixed(),
        base: base.toFixed(),
        high: high.toFixed(),
        source,
      }),
    ),
  };
}

function presentFigure({ chain, pointValue }: InsuranceSettlement, figure: ChainFigure) {
  const text = figureText[figure] ?? yuan;
  const outcome = chain?.[figure];
  const label = chainLabels[figure];
  if (!outcome?.range) {
    const reason = outcome?.reason ?? (pointValue.ok ? null : pointValue.reason);
    return { figure, label, low: null, base: null, high: null, driver: null, reason, effects: [] };
  }
  const { low, base, high, driver, effects } = outcome.range;
  return {
    figure,
    label,
    low: text(low),
    base: text(base),
    high: text(high),
    driver: driver === null ? null : parameterLabel(driver),
    reason: null,
    effects: effects.map(({ assumption, atLow, atHigh }) => ({
      assumption: parameterLabel(assumption),
      atLow: text(atLow),
      atHigh: text(atHigh),
    })),
  };
}

export const driverText = ({ driver }: Pick<CombinedRange, 'driver'>) =>
  driver === null ? null : `${insuranceNames[driver.insurance]}${parameterLabel(driver.assumption)}`;

/** 科室、病种的支付标准或盈亏。 */
export function presentRange(unit: DipUnit, part: 'standard' | 'balance'): RangeJson {
  if (unit.money === null) return { low: null, base: null, high: null, driver: null, reason: unit.reason };
  const range = unit.money[part];
  return {
    low: yuan(range.low),
    base: yuan(range.base),
    high: yuan(range.high),
    driver: driverText(range),
    reason: null,
  };
}

export const presentRun = (run: DipRun & { in_use?: boolean }): z.output<typeof RunSchema> => ({
  id: run.run_id,
  catalogue: run.region_key,
  catalogueName: run.region_name,
  purpose: run.purpose,
  from: run.period_from,
  before: run.period_before,
  engineVersion: run.engine_version,
  hospitalCoefficient: run.hospital_coefficient,
  cases: run.cases,
  matched: run.matched,
  points: run.points,
  ...(run.in_use === undefined ? {} : { inUse: run.in_use }),
  createdBy: run.created_by,
  createdAt: run.created_at.toISOString(),
});

import { Decimal } from 'decimal.js';
import { type Fen, fen } from '../money.ts';
import { monthlyPrepayment, type SurplusPolicy, settleAgainstBudget } from '../payment/settlement.ts';
import { share } from '../payment/share.ts';
import { type Assumptions, type KnownEnds, type Range, rangeOf, type Values } from '../ranges.ts';
import type { PointValueTerm } from './payment-terms.ts';
import { type ParameterName, type ParameterSet, parameterLabel } from './settlement-parameters.ts';

export const SCENARIOS = ['low', 'base', 'high'] as const;
export type Scenario = (typeof SCENARIOS)[number];
export type ByScenario<T> = Readonly<Record<Scenario, T>>;

/** 一种情景下逐例计价的两个数:点值,与代替目录政策的机构系数(没有录为 null,照运行时的)。 */
export interface CaseTerms {
  readonly pointValue: Decimal;
  readonly coefficient: Decimal | null;
}

/** 一个月里能结算的病例之和;分值与支付标准在三种情景下都是逐例算好再相加的。 */
export interface MonthSums {
  readonly month: string;
  readonly points: ByScenario<Decimal>;
  readonly standard: ByScenario<Fen>;
  /** 机构系数每增加 1,分值增加多少。 */
  readonly slope: Decimal;
  readonly cost: Fen;
  readonly burden: Fen;
}

/** 结算的一串数,前一个得出后一个;金额为元。 */
export const CHAIN = [
  'points',
  'pointValue',
  'standard',
  'fundDue',
  'balance',
  'prepayment',
  'assessedDue',
  'annualDue',
  'yearEndPayment',
] as const;
export type ChainFigure = (typeof CHAIN)[number];

export const chainLabels: Readonly<Record<ChainFigure, string>> = {
  points: '结算分值',
  pointValue: '点值(元/分)',
  standard: '支付标准',
  fundDue: '应付基金(支付标准 − 个人负担)',
  balance: '盈亏(支付标准 − 总费用)',
  prepayment: '月预付(几个月为各月之和)',
  assessedDue: '考核后年应付',
  annualDue: '结余留用、超支分担后的年应付',
  yearEndPayment: '年终清算(− 已预付;为负是应退回)',
};

/** 一个数:有范围,或没有而有原因。 */
export type ChainOutcome =
  | { readonly range: Range<ParameterName>; readonly reason: null }
  | { readonly range: null; readonly reason: string };

export type SettlementChain = Readonly<Record<ChainFigure, ChainOutcome>>;

export interface ChainInput {
  readonly months: readonly MonthSums[];
  readonly pointValue: PointValueTerm;
  /** 点值与机构系数所依的假设。 */
  readonly used: Assumptions<ParameterName>;
  readonly terms: ByScenario<CaseTerms>;
  readonly parameters: ParameterSet;
  /** 期间是整年:才有年终清算。 */
  readonly wholeYear: boolean;
}

/** 三种情景的逐例计价条件:点值与机构系数各取低、基准、高。 */
export function caseTerms(pointValue: PointValueTerm, parameters: ParameterSet): ByScenario<CaseTerms> {
  const at = (scenario: Scenario) => ({
    pointValue: pointValue.range[scenario],
    coefficient: parameters.hospitalCoefficient?.[scenario] ?? null,
  });
  return { low: at('low'), base: at('base'), high: at('high') };
}

/** 从分值到年终清算的一串数,各有低、基准、高与主要随哪项假设而变。 */
export function settlementChain(input: ChainInput): SettlementChain {
  const money = new ChainMoney(input);
  const { parameters, used, wholeYear } = input;
  const assumptions = (...names: ParameterName[]): Assumptions<ParameterName> =>
    Object.fromEntries([
      ...Object.entries(used),
      ...names.flatMap((name) => (parameters[name] ? [[name, parameters[name]]] : [])),
    ]);
  const of = (
    evaluate: (values: Values<ParameterName>) => Decimal,
    needs: ParameterName[] = [],
    also: ParameterName[] = [],
  ) => outcome(evaluate, parameters, needs, assumptions('hospitalCoefficient', ...needs, ...also), knownEnds(input));
  const yuan = (amount: Fen) => new Decimal(amount).dividedBy(100);
  const yearly = (
    evaluate: (values: Values<ParameterName>) => Decimal,
    needs: ParameterName[],
    also: ParameterName[] = [],
  ) => (wholeYear ? of(evaluate, needs, also) : NOT_YEAR);
  return {
    points: of((values) => money.points(values)),
    pointValue: { range: input.pointValue.range, reason: null },
    standard: of((values) => yuan(money.standard(values))),
    fundDue: of((values) => yuan(money.fundDue(values))),
    balance: of((values) => yuan(fen(money.standard(values) - money.total('cost')))),
    prepayment:
      input.pointValue.basis === 'budget'
        ? of((values) => yuan(money.prepayment(values)), ['qualityDeposit'], ['prepaymentShare'])
        : AFTER_YEAR,
    assessedDue: yearly((values) => yuan(money.assessedDue(values)), ['assessmentCoefficient']),
    annualDue: yearly((values) => yuan(money.annualDue(values)), ['assessmentCoefficient'], BANDS),
    yearEndPayment: yearly(
      (values) => yuan(fen(money.annualDue(values) - toFen(values.prepaid!))),
      ['assessmentCoefficient', 'prepaid'],
      BANDS,
    ),
  };
}

/** 支付随点值与机构系数而升:低的一端是两者都低,与逐例计价的情景相同,合计才等于逐例之和。 */
function knownEnds({ pointValue, parameters }: Omit<ChainInput, 'wholeYear'>): KnownEnds<ParameterName> {
  const end = (side: 'low' | 'high') => ({
    ...pointValue.range[`${side}At`],
    ...(parameters.hospitalCoefficient && { hospitalCoefficient: parameters.hospitalCoefficient[side] }),
  });
  return { low: end('low'), high: end('high') };
}

/** 支付标准的范围(元):一个科室、一个病种的,与全院的同一算法。 */
export function standardRange(input: Omit<ChainInput, 'wholeYear'>): Range<ParameterName> {
  const money = new ChainMoney(input);
  const { hospitalCoefficient } = input.parameters;
  const assumptions = { ...input.used, ...(hospitalCoefficient && { hospitalCoefficient }) };
  return rangeOf((values) => new Decimal(money.standard(values)).dividedBy(100), assumptions, knownEnds(input))!;
}

const BANDS: ParameterName[] = [
  'surplusFullFrom',
  'surplusPartialShare',
  'overspendUpTo',
  'overspendShare',
  'overspendUpTo2',
  'overspendShare2',
];

const AFTER_YEAR: ChainOutcome = { range: null, reason: '月预付按预算点值算,请看预算点值的口径' };
const NOT_YEAR: ChainOutcome = { range: null, reason: '期间不是整年,没有年终清算' };

function outcome(
  evaluate: (values: Values<ParameterName>) => Decimal,
  parameters: ParameterSet,
  needs: readonly ParameterName[],
  assumptions: Assumptions<ParameterName>,
  known: KnownEnds<ParameterName>,
): ChainOutcome {
  const missing = needs.filter((name) => !parameters[name]).map(parameterLabel);
  if (missing.length > 0) return { range: null, reason: `没有录${missing.join('、')}` };
  return { range: rangeOf(evaluate, assumptions, known)!, reason: null };
}

const toFen = (yuan: Decimal): Fen => fen(yuan.times(100).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toNumber());

/** 某组假设之下的各项金额(分)。 */
class ChainMoney {
  constructor(private readonly input: Omit<ChainInput, 'wholeYear'>) {}

  points(values: Values<ParameterName>): Decimal {
    return this.input.months.reduce((sum, month) => sum.plus(this.monthPoints(month, values)), new Decimal(0));
  }

  standard(values: Values<ParameterName>): Fen {
    return fen(this.input.months.reduce((sum, month) => sum + this.monthStandard(month, values), 0));
  }

  total(part: 'cost' | 'burden'): Fen {
    return fen(this.input.months.reduce((sum, month) => sum + month[part], 0));
  }

  fundDue(values: Values<ParameterName>): Fen {
    return fen(this.standard(values) - this.total('burden'));
  }

  /** 逐月预付、逐月舍入,再相加:几个月合起来等于各月之和。 */
  prepayment(values: Values<ParameterName>): Fen {
    const paidShare = values.prepaymentShare?.toNumber() ?? 1;
    const deposit = values.qualityDeposit!.toNumber();
    const prepaid = (month: MonthSums) => {
      const due = fen(this.monthStandard(month, values) - month.burden);
      return monthlyPrepayment(share(due, paidShare), deposit);
    };
    return fen(this.input.months.reduce((sum, month) => sum + prepaid(month), 0));
  }

  assessedDue(values: Values<ParameterName>): Fen {
    return share(this.fundDue(values), values.assessmentCoefficient!.toNumber());
  }

  /** 没有录结余、超支的分档就不调整;按项目的基金费用 = 总费用 − 个人负担。 */
  annualDue(values: Values<ParameterName>): Fen {
    const due = this.assessedDue(values);
    const policy = surplusPolicy(values);
    return policy === null ? due : settleAgainstBudget(due, fen(this.total('cost') - this.total('burden')), policy);
  }

  private monthPoints(month: MonthSums, values: Values<ParameterName>): Decimal {
    const scenario = this.scenarioOf(values, false);
    return scenario ? month.points[scenario] : this.pointsAt(month, values);
  }

  /** 三种情景取逐例之和;只变一项的试算按合计推,舍入到分。 */
  private monthStandard(month: MonthSums, values: Values<ParameterName>): Fen {
    const scenario = this.scenarioOf(values, true);
    if (scenario) return month.standard[scenario];
    return toFen(this.pointsAt(month, values).times(this.pointValueAt(values)));
  }

  private pointsAt(month: MonthSums, values: Values<ParameterName>): Decimal {
    const { coefficient } = this.input.terms.base;
    if (coefficient === null) return month.points.base;
    return month.points.base.plus(values.hospitalCoefficient!.minus(coefficient).times(month.slope));
  }

  private scenarioOf(values: Values<ParameterName>, withPointValue: boolean): Scenario | undefined {
    const { terms } = this.input;
    return SCENARIO_ORDER.find((scenario) => {
      const { pointValue, coefficient } = terms[scenario];
      const sameCoefficient = coefficient === null || coefficient.equals(values.hospitalCoefficient!);
      return sameCoefficient && (!withPointValue || pointValue.equals(this.pointValueAt(values)));
    });
  }

  private pointValueAt(values: Values<ParameterName>): Decimal {
    return this.input.pointValue.at(values);
  }
}

const SCENARIO_ORDER: readonly Scenario[] = ['base', 'low', 'high'];

/** 结余与超支的分档;一项也没有录为 null。 */
function surplusPolicy(values: Values<ParameterName>): SurplusPolicy | null {
  const { surplusFullFrom, surplusPartialShare, overspendUpTo, overspendShare, overspendUpTo2, overspendShare2 } =
    values;
  if (!surplusFullFrom && !overspendUpTo) return null;
  const bands = [
    { upTo: overspendUpTo, fundBears: overspendShare },
    { upTo: overspendUpTo2, fundBears: overspendShare2 },
  ];
  return {
    fullFrom: surplusFullFrom?.toNumber() ?? 0,
    partialShare: surplusPartialShare?.toNumber() ?? 1,
    overspend: bands.flatMap(({ upTo, fundBears }) =>
      upTo && fundBears ? [{ upTo: upTo.toNumber(), fundBears: fundBears.toNumber() }] : [],
    ),
  };
}

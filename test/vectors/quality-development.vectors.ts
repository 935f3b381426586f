import { caseFacts } from '../../analytics/discharge/case-facts.ts';
import { compileRanges } from '../../analytics/discharge/code-ranges.ts';
import { evaluateIndicators } from '../../analytics/performance/indicator.ts';
import { noMeasures } from '../../analytics/performance/measures.ts';
import { cumulativeDdds } from '../../analytics/performance/quality-development/antibiotic-use.ts';
import { compositeFigure } from '../../analytics/performance/quality-development/composite-index.ts';
import { diseaseCoverage } from '../../analytics/performance/quality-development/disease-coverage.ts';
import { evaluateOfficial, type YearFacts } from '../../analytics/performance/quality-development/evaluate.ts';
import { officialIndicator } from '../../analytics/performance/quality-development/official-registry.ts';
import { specialtyIndex } from '../../analytics/performance/quality-development/specialty-index.ts';
import { aProcedure, aRecord } from '../support/records.ts';
import type { VectorAdapters } from './vector.ts';

/** 只知道这几项数的一年。 */
function aYear(components: Record<string, number>): YearFacts {
  const known = Object.entries(components).map(
    ([name, value]) => [name, { value, origin: 'filled', reason: null }] as const,
  );
  const registry = evaluateIndicators({ ...noMeasures(), ...components });
  return { complete: true, components: new Map(known), registry, filled: new Map(), diseases: [], bounds: new Map() };
}

const figure = (id: string, components: Record<string, number>, before: Record<string, number> = {}) =>
  evaluateOfficial(officialIndicator(id), aYear(components), aYear(before), officialIndicator);
const valueIn = (id: string, components: Record<string, number>, before?: Record<string, number>) =>
  figure(id, components, before).value;

export const qualityDevelopmentVectors: VectorAdapters = {
  'hqd.level34_surgery': ({ patients }: { patients: string[][] }) => {
    // 逐例的事实由产品的函数得出;相加是汇总表所做的事。
    const facts = patients.map((levels) =>
      caseFacts(aRecord({ procedures: levels.map((level) => aProcedure('47.0901', { level })) })),
    );
    const surgical = facts.filter((fact) => fact.isSurgical);
    const counts = {
      surgical: surgical.length,
      surgicalLevel34: surgical.filter(({ surgeryLevel }) => surgeryLevel !== null && surgeryLevel >= 3).length,
      surgicalLevel4: surgical.filter(({ surgeryLevel }) => surgeryLevel === 4).length,
    };
    return {
      surgicalPatients: counts.surgical,
      level34: counts.surgicalLevel34,
      share34: valueIn('level34SurgeryRate', counts),
      level4: counts.surgicalLevel4,
      share4: valueIn('level4SurgeryRate', counts),
    };
  },
  'hqd.minimally_invasive': ({ minimallyInvasive, surgicalPatients }) => ({
    share: valueIn('minimallyInvasiveRate', { minimallyInvasive, surgical: surgicalPatients }),
  }),
  'hqd.service_income': ({
    registration,
    bed,
    consultation,
    treatment,
    surgery,
    pharmacyService,
    nursing,
    ...rest
  }) => ({
    share: valueIn('serviceIncomeRate', {
      registrationIncome: registration,
      bedIncome: bed,
      consultationIncome: consultation,
      treatmentIncome: treatment,
      surgeryIncome: surgery,
      pharmacyServiceIncome: pharmacyService,
      nursingIncome: nursing,
      medicalIncome: rest.medicalIncome,
    }),
  }),
  'hqd.personnel': ({ personnel, medicalActivityCost, fixedPay, totalPay }) => ({
    personnelShare: valueIn('personnelRate', { personnelExpense: personnel, medicalActivityCost }),
    fixedPayShare: valueIn('fixedPayRate', { fixedPay, totalPay }),
  }),
  'hqd.research': ({ funds, technicians }) => ({
    per100: valueIn('researchPer100', { researchFunds: funds, technicians }),
  }),
  'hqd.energy': ({ energyYuan, energyTce, incomeYuan }) => ({
    yuanPer10k: valueIn('energyPer10k', { energyCost: energyYuan, totalIncome: incomeYuan }),
    tcePer10k: valueIn('energyTcePer10k', { energyTce, totalIncome: incomeYuan }),
  }),
  'hqd.monitored_diseases': ({ listed, casesByDisease }) => {
    const { listed: all, covered } = diseaseCoverage(
      listed.map((disease: string) => ({ cases: casesByDisease[disease] ?? 0 })),
    );
    return { covered, coverage: valueIn('monitoredCoverage', { monitoredListed: all, monitoredCovered: covered }) };
  },
  'hqd.complication': ({ patients, list }: { patients: Patient[]; list: string[] }) => {
    const listed = compileRanges(list);
    const elective = patients.filter((patient) => patient.elective);
    const complicated = elective.filter(({ dx }) => dx.some(([code, on]) => on === '4' && listed.has(code)));
    const { numerator, denominator, value } = figure('complicationRate', {
      electiveSurgical: elective.length,
      electiveComplicated: complicated.length,
    });
    return { numerator, denominator, rate: value };
  },
  'hqd.clean_incision': ({ classI, infected }) => ({
    rate: valueIn('cleanIncisionInfectionRate', { cleanIncisions: classI, cleanIncisionInfections: infected }),
  }),
  'hqd.ddds': ({ drugs, cases, meanLos }) => {
    const antibioticDdds = cumulativeDdds(drugs);
    const { denominator, value } = figure('antibioticDensity', { antibioticDdds, bedDays: cases * meanLos });
    return { dddCount: antibioticDdds, patientDays: denominator, density: value };
  },
  'hqd.quality_index': ({ values, worstBest, weights }) => {
    const items = Object.keys(weights).map((indicator) => {
      const [worst, best] = worstBest[indicator];
      return { indicator, weight: weights[indicator], worst, best };
    });
    const { value, parts } = compositeFigure(items, (id) => values[id]);
    return { scores: Object.fromEntries(parts.map(({ indicator, score }) => [indicator, score])), index: value };
  },
  'hqd.specialty_index': ({ diseases }) => ({ index: specialtyIndex(diseases).value }),
  'hqd.smart_hospital': ({ emr, service, management }) => ({
    index: valueIn('smartHospital', { emrGrade: emr, serviceGrade: service, managementGrade: management }),
  }),
  'hqd.tcm': (input) => ({
    sliceUse: valueIn('sliceUseRate', { herbUsers: input.sliceUsers, discharges: input.discharges }),
    sliceIncomeShare: valueIn('sliceIncomeRate', { sliceIncome: input.sliceIncome, drugIncome: input.drugIncome }),
    tcmLedShare: valueIn('tcmLedRate', { tcmLedDischarges: input.tcmLed, discharges: input.discharges }),
    tcmItemShare: valueIn('tcmItemIncomeRate', {
      tcmItemIncome: input.tcmItemIncome,
      medicalIncome: input.medicalIncome,
    }),
    tcmDoctorShare: valueIn('tcmDoctorRate', { tcmPhysicians: input.tcmDoctors, physicians: input.doctors }),
  }),
  'kpi.outpatient_discharge': ({ visits, discharges }) => ({
    ratio: valueIn('outpatientPerDischarge', { outpatientVisits: visits, discharges }),
  }),
  'kpi.day_surgery': ({ daySurgery, elective, surgical, discharges }) => ({
    daySurgeryShare: valueIn('daySurgeryRate', { daySurgical: daySurgery, electiveSurgical: elective }),
    surgicalShare: valueIn('surgeryRate', { surgical, discharges }),
  }),
  'kpi.cost_growth': ({ income, discharges }) => {
    const [now, then] = [0, 1].map((i) => ({ totalFee: income[i], discharges: discharges[i] }));
    const { numerator, denominator, value } = figure('inpatientFeeGrowth', now!, then!);
    return { thisYear: numerator, lastYear: denominator, growth: value };
  },
  'kpi.physician_load': ({ bedDays, physicians, days }) => ({
    load: valueIn('physicianLoad', { bedDays, physicians, daysInYear: days }),
  }),
  'kpi.mean_los': ({ los }: { los: number[] }) => ({
    meanLos: valueIn('averageStay', { bedDays: los.reduce((sum, days) => sum + days, 0), discharges: los.length }),
  }),
};

interface Patient {
  elective: boolean;
  dx: [code: string, admissionCondition: string][];
}

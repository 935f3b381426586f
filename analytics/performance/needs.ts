import { type MeasureName, type MeasureSums, type Need, NOVELTY_MONTHS } from './measures.ts';

/** 一类依赖:在哪些病例里看、其中有它的例数、一例也没有时的原因。 */
interface NeedRule {
  readonly among: MeasureName;
  readonly cases: MeasureName;
  readonly reason: string;
}

export const NEEDS: Record<Need, NeedRule> = {
  weights: {
    among: 'grouped',
    cases: 'weightTableCases',
    reason: '没有该期间的权重表,且没有更早月份的数据可供测算',
  },
  benchmark: {
    among: 'grouped',
    cases: 'benchmarkTableCases',
    reason: '没有该期间的标杆,且没有更早月份的数据可供测算',
  },
  mortality: { among: 'grouped', cases: 'tierTableCases', reason: '没有死亡风险分级表' },
  admissionRoute: { among: 'surgical', cases: 'routeKnown', reason: '首页没有入院途径,分不出择期手术' },
  admissionCondition: {
    among: 'surgical',
    cases: 'conditionKnown',
    reason: '首页没有入院病情,分不出入院后发生的并发症',
  },
  history: {
    among: 'grouped',
    cases: 'earlierCases',
    reason: `全院此前 ${NOVELTY_MONTHS} 个月没有病例,无从谈新增`,
  },
  incision: { among: 'surgical', cases: 'incisionKnown', reason: '首页没有切口愈合等级' },
};

/** 缺了哪一类依赖、因而没有数的原因;没有该看的病例(没有入组、没有手术)时不在这里说。 */
export function lackingNeed(needs: readonly Need[], measures: MeasureSums): string | null {
  const lacking = needs.find((need) => measures[NEEDS[need].among] > 0 && !(measures[NEEDS[need].cases] > 0));
  return lacking ? NEEDS[lacking].reason : null;
}

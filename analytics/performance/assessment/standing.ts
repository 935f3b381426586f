import { rankZone } from '../comparison.ts';
import { type CertainRank, type Interval, rankRanges, withCertainty } from '../intervals.ts';
import type { AssessmentPlan } from './assessment-plan.ts';

/** 一个单位的总分与区间(百分制);不评级的为 null。 */
export interface ScoredUnit {
  readonly code: string;
  readonly score: number | null;
  readonly interval: Interval | null;
}

export interface Standing {
  /** 名次的范围:区间不相交的两个单位才分先后;不评级为 null。 */
  readonly rank: CertainRank | null;
  readonly outcome: 'commended' | 'talk' | null;
  /** 与结果不同的每个评级单位都分得出高下;没有结果为 null。 */
  readonly outcomeCertain: boolean | null;
}

export interface ZoneStanding {
  readonly ranked: number;
  readonly commended: number;
  /** 奖励总额,元。 */
  readonly award: number;
  readonly of: (code: string) => Standing;
}

/**
 * 一个片区内的名次范围与结果。表扬、约谈按总分定(`rankZone`);
 * `outcomeCertain` 说明这个结果是不是超出了偶然,由人决定怎么用(决定 0008)。
 */
export function standings({ top }: AssessmentPlan, units: readonly ScoredUnit[]): ZoneStanding {
  const rated = units.flatMap(({ code, score, interval }) =>
    score === null || interval === null ? [] : [{ key: code, value: score, interval }],
  );
  const scores = Object.fromEntries(rated.map(({ key, value }) => [key, value]));
  const { commended, talk, award } = rankZone(scores, { topShare: top.share, awardEach: top.awardEach });
  const ranges = rankRanges(rated, 'up');
  const outcomeOf = (code: string): Standing['outcome'] =>
    commended.includes(code) ? 'commended' : talk.includes(code) ? 'talk' : null;
  const certain = (code: string, outcome: 'commended' | 'talk') => {
    const own = rated.find(({ key }) => key === code)!.interval;
    const others = rated.filter(({ key }) => outcomeOf(key) !== outcome).map(({ interval }) => interval);
    return others.every(({ low, high }) => (outcome === 'commended' ? own.low > high : own.high < low));
  };
  return {
    ranked: rated.length,
    commended: commended.length,
    award,
    of: (code) => {
      const [range, outcome] = [ranges.get(code), outcomeOf(code)];
      return {
        rank: range ? withCertainty(range) : null,
        outcome,
        outcomeCertain: outcome && certain(code, outcome),
      };
    },
  };
}

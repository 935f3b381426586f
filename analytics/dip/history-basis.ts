import type { ProcedureKind } from '../discharge/procedure-dictionary.ts';
import { addMonths } from '../period.ts';
import type { TrimMethod } from '../trimming.ts';
import { DEFAULT_CORE_THRESHOLD, DEFAULT_YEAR_WEIGHTS } from './weighted-score.ts';

/** 由历史病例测算目录的全部选择。 */
export interface HistoryChoices {
  /** 首月与末月(含),共 12、24 或 36 个月。 */
  readonly from: string;
  readonly to: string;
  /** 由旧到新的年权数,个数与年数相同。 */
  readonly yearWeights: readonly number[];
  readonly trim: TrimMethod;
  /** 核心病种的例数界限;`inclusive` 时恰到界限也算。 */
  readonly threshold: number;
  readonly inclusive: boolean;
  /** 哪些类别的操作进入操作组合;其余的只定治疗方式。 */
  readonly countedKinds: readonly Exclude<ProcedureKind, 'other'>[];
  /** 分值 = RW × scale。 */
  readonly scale: number;
  /** 参加测算的病例:费用不低于此(元),住院不超过此(天,null 不限)。 */
  readonly minFee: number;
  readonly maxLos: number | null;
  /** 变异系数不小于此的病种不稳定。 */
  readonly maxCv: number;
}

export const defaultChoices = {
  trim: 'iqr',
  threshold: DEFAULT_CORE_THRESHOLD,
  inclusive: true,
  countedKinds: ['surgery', 'therapeutic', 'diagnostic'],
  scale: 1000,
  minFee: 100,
  maxLos: 60,
  maxCv: 1,
} as const satisfies Partial<HistoryChoices>;

/** 一年:首月起的 12 个月,半开区间。 */
export interface HistoryYear {
  readonly from: string;
  readonly before: string;
  readonly label: string;
  readonly weight: number;
}

/** 选择不成立,如月数不是整年。 */
export class HistoryChoicesInvalid extends Error {
  readonly code = 'dip-history-choices';
}

const monthIndex = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

/** 期间的年数。 @throws HistoryChoicesInvalid 不是一到三整年。 */
export function yearsBetween(from: string, to: string): number {
  const months = monthIndex(to) - monthIndex(from) + 1;
  if (months === 12 || months === 24 || months === 36) return months / 12;
  const shown = months > 0 ? `是 ${months} 个月` : '末月早于首月';
  throw new HistoryChoicesInvalid(`${from} 至 ${to} ${shown};测算目录要一至三整年(12、24 或 36 个月)。`);
}

/** 默认的年权数:一年 7,两年 2:7,三年 1:2:7。 */
export const defaultYearWeights = (years: number): readonly number[] => DEFAULT_YEAR_WEIGHTS.slice(-years);

/** 期间分成各年,由旧到新。 @throws HistoryChoicesInvalid */
export function historyYears({
  from,
  to,
  yearWeights,
}: Pick<HistoryChoices, 'from' | 'to' | 'yearWeights'>): HistoryYear[] {
  const years = yearsBetween(from, to);
  if (yearWeights.length !== years || yearWeights.some((weight) => !(weight > 0)))
    throw new HistoryChoicesInvalid(`年权数应是 ${years} 个大于 0 的数,由旧到新;给的是「${yearWeights.join(':')}」。`);
  return yearWeights.map((weight, i) => {
    const [start, end] = [addMonths(from, 12 * i), addMonths(from, 12 * (i + 1))];
    const label = start.endsWith('-01') ? start.slice(0, 4) : `${start} 至 ${addMonths(end, -1)}`;
    return { from: `${start}-01`, before: `${end}-01`, label, weight };
  });
}

/** 各项选择是否成立。 @throws HistoryChoicesInvalid */
export function requireChoices(choices: HistoryChoices): void {
  historyYears(choices);
  const wrong = (message: string) => new HistoryChoicesInvalid(message);
  // 费用为 0 的病例求不了对数,也不是真的费用。
  if (!(choices.minFee > 0)) throw wrong(`费用下限应大于 0 元,给的是 ${choices.minFee}。`);
  if (choices.maxLos !== null && !(choices.maxLos > 0)) throw wrong(`住院日上限应大于 0 天,给的是 ${choices.maxLos}。`);
  if (!Number.isInteger(choices.threshold) || choices.threshold < 1)
    throw wrong(`核心病种的例数界限应是不小于 1 的整数,给的是 ${choices.threshold}。`);
  if (!(choices.scale > 0) || !(choices.maxCv > 0)) throw wrong('分值的基数与变异系数的上限应大于 0。');
  if (choices.countedKinds.length === 0) throw wrong('哪些操作进入操作组合一类也没有选;至少选一类。');
}

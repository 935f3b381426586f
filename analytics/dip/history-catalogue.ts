import { formatYuan } from '../money.ts';
import { type HistoryChoices, type HistoryYear, historyYears } from './history-basis.ts';
import { type EntryType, kindNames, TREATMENT_KINDS } from './region-pack.ts';
import { yearWeightedMean } from './weighted-score.ts';

/** 由历史病例得出的一组:裁剪前后的例数与费用(整数分)。 */
export interface HistoryGroup {
  readonly type: 'core' | 'comprehensive';
  /** 亚目(核心)或类目(综合)。 */
  readonly diagnosis: string;
  /** 以 + 相连的操作组合;没有为空文本。 */
  readonly procedures: string;
  /** 治疗方式的高低,0–3。 */
  readonly kind: number;
  /** 裁剪前。 */
  readonly cases: number;
  readonly totalFen: number;
  /** 裁剪后各年的例数与费用,次序同 years。 */
  readonly keptCases: readonly number[];
  readonly keptFen: readonly number[];
  /** 裁剪后组内的变异系数;不足两例为 null。 */
  readonly cv: number | null;
}

export interface HistoryCounts {
  /** 期间内的现行病例,与其中参加测算的。 */
  readonly stored: number;
  readonly used: number;
  /** 有 E 级缺陷的、费用或住院日在界外或没有的、主要诊断没有 ICD-10 类目的。 */
  readonly withErrors: number;
  readonly outOfBounds: number;
  readonly withoutCategory: number;
}

export interface CommonNames {
  /** 亚目与类目 → 最常见的诊断名称。 */
  readonly diagnoses: ReadonlyMap<string, string>;
  readonly procedures: ReadonlyMap<string, string>;
}

/** 测算出的一个病种;费用与权重未舍入。 */
export interface HistoryEntry extends HistoryGroup {
  readonly code: string;
  readonly name: string;
  readonly kept: number;
  /** 按年加权的均费(元)。 */
  readonly meanFee: number;
  readonly rw: number;
  readonly score: number;
  /** 最近一年的均费(元),费用偏差与它比;最近一年没有病例时用加权均费。 */
  readonly lastMean: number;
  readonly stable: boolean | null;
}

export interface TypeShare {
  readonly entries: number;
  readonly cases: number;
  readonly fee: string;
  /** 占参加测算的例数与费用。 */
  readonly caseShare: number;
  readonly feeShare: number;
}

export interface HistoryCatalogue {
  readonly entries: readonly HistoryEntry[];
  /** 按年加权的全部病例均费(元)。 */
  readonly overallMean: number;
  readonly byType: Readonly<Record<'core' | 'comprehensive', TypeShare>>;
  /** 变异系数不小于上限的病种数,与不足两例、看不出的。 */
  readonly unstable: number;
  readonly stabilityUnknown: number;
}

/** 期间内没有可用的病例。 */
export class NoHistory extends Error {
  readonly code = 'dip-history-empty';
}

/**
 * 各组 → 病种:三年加权的均费 m 与总均费 M,RW = m ÷ M,分值 = RW × scale(手册 3.2)。
 * 组在某年没有病例时,只用有病例的年份,权数按其比例。 @throws NoHistory
 */
export function scoreHistory(
  groups: readonly HistoryGroup[],
  choices: HistoryChoices,
  names: CommonNames,
): HistoryCatalogue {
  const years = historyYears(choices);
  const whole = years.map((_, year) => ({
    cases: total(groups.map(({ keptCases }) => keptCases[year]!)),
    fen: total(groups.map(({ keptFen }) => keptFen[year]!)),
  }));
  const empty = years.filter((_, year) => whole[year]!.cases === 0).map(({ label }) => label);
  if (empty.length > 0)
    throw new NoHistory(`${empty.join('、')} 没有可以参加测算的病例(裁剪之后);请改期间,或先导入这一年的病例。`);
  const overallMean = weightedMean(
    years,
    whole.map(({ cases }) => cases),
    whole.map(({ fen }) => fen),
  )!;
  const codes = new CodeMaker();
  const entries = groups.map((group) => {
    const meanFee = weightedMean(years, group.keptCases, group.keptFen)!;
    const last = years.length - 1;
    const rw = meanFee / overallMean;
    return {
      ...group,
      code: codes.next(group),
      name: entryName(group, names),
      kept: total(group.keptCases),
      meanFee,
      rw,
      score: rw * choices.scale,
      lastMean: group.keptCases[last]! > 0 ? group.keptFen[last]! / group.keptCases[last]! / 100 : meanFee,
      stable: group.cv === null ? null : group.cv < choices.maxCv,
    };
  });
  return {
    entries,
    overallMean,
    byType: { core: shareOf('core', groups), comprehensive: shareOf('comprehensive', groups) },
    unstable: entries.filter(({ stable }) => stable === false).length,
    stabilityUnknown: entries.filter(({ stable }) => stable === null).length,
  };
}

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** 有病例的各年均费(元)按年加权。 */
function weightedMean(years: readonly HistoryYear[], cases: readonly number[], fen: readonly number[]): number | null {
  const present = years
    .map((year, i) => ({ ...year, cases: cases[i]!, fen: fen[i]! }))
    .filter((year) => year.cases > 0);
  return yearWeightedMean(
    Object.fromEntries(present.map((year) => [year.from, year.fen / year.cases / 100])),
    Object.fromEntries(present.map((year) => [year.from, year.weight])),
  );
}

function shareOf(type: EntryType, groups: readonly HistoryGroup[]): TypeShare {
  const own = groups.filter((group) => group.type === type);
  const [cases, fen] = [total(own.map((group) => group.cases)), total(own.map((group) => group.totalFen))];
  return {
    entries: own.length,
    cases,
    fee: formatYuan(fen),
    caseShare: cases / total(groups.map((group) => group.cases)),
    feeShare: fen / total(groups.map((group) => group.totalFen)),
  };
}

/** 病种编码:核心 `K80.1-03` 是亚目内例数第三多的组合,综合 `K80-Z2` 是类目与治疗方式(1 保守 … 4 手术)。 */
class CodeMaker {
  private readonly last = new Map<string, number>();

  next({ type, diagnosis, kind }: HistoryGroup): string {
    if (type === 'comprehensive') return `${diagnosis}-Z${kind + 1}`;
    const ordinal = (this.last.get(diagnosis) ?? 0) + 1;
    this.last.set(diagnosis, ordinal);
    return `${diagnosis}-${String(ordinal).padStart(2, '0')}`;
  }
}

function entryName({ type, diagnosis, procedures, kind }: HistoryGroup, names: CommonNames): string {
  const found = names.diagnoses.get(diagnosis) ?? diagnosis;
  const kindName = kindNames[TREATMENT_KINDS[kind]!];
  if (type === 'comprehensive') return `${found}等(${diagnosis})：${kindName}`;
  if (procedures === '') return `${found}：${kindName}`;
  return `${found}：${procedures
    .split('+')
    .map((code) => names.procedures.get(code) ?? code)
    .join('+')}`;
}

/** 病种 → 目录的格,次序同 ENTRY_COLUMNS 的前八列。分值四位小数,均费两位。 */
export const historyCells = (entry: HistoryEntry): string[] => [
  entry.code,
  entry.name,
  entry.diagnosis,
  entry.procedures,
  TREATMENT_KINDS[entry.kind]!,
  entry.type,
  entry.score.toFixed(4),
  entry.lastMean.toFixed(2),
];

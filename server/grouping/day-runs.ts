import { type CaseCodes, compileCaseCodes } from '../../analytics/codes/case-codes.ts';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { FIRST_DAY, isBefore, type RunDays } from '../../sql/stores/grouping-run.store.ts';
import { mappingsOf } from '../codes/live-mappings.ts';
import type { LiveRun } from './grouping-runs.ts';
import { packOfContent } from './scheme-content.ts';

/** 交给导入线程的一个现行运行:方案的内容在共享内存里,线程自行编译。 */
export interface RunForThread extends RunDays {
  readonly runId: number;
  readonly hash: string;
  readonly content: Uint8Array;
  readonly mappings: Uint8Array;
}

export const runsForThread = (runs: readonly LiveRun[]): RunForThread[] =>
  runs.map(({ runId, from, before, groupedFrom, scheme: { hash, content, mappings } }) => ({
    runId,
    from,
    before,
    groupedFrom,
    hash,
    content,
    mappings,
  }));

export interface DayRun extends RunDays {
  readonly runId: number;
  readonly scheme: CompiledScheme;
  readonly codes: CaseCodes;
}

/** 一家医院的各现行运行:病例按出院日归其中一个。 */
export class DayRuns {
  private readonly runs: readonly DayRun[];
  private readonly last: DayRun;

  constructor(runs: readonly DayRun[]) {
    this.runs = runs;
    this.last = runs.at(-1)!;
  }

  /** 出院日(可带时刻)所在的运行;没有出院日的归最近施行的。 */
  of(day: string | null): DayRun {
    if (day === null || this.runs.length === 1) return this.last;
    return this.runs.findLast(({ from }) => !isBefore(day, from)) ?? this.runs[0]!;
  }

  /** 还没有施行、但已在给这一天的病例分组的运行(本院历史测算要用)。 */
  ahead(day: string | null): readonly DayRun[] {
    if (day === null || this.runs.length === 1) return NONE;
    return this.runs.filter(
      ({ from, groupedFrom }) => from !== FIRST_DAY && isBefore(day, from) && !isBefore(day, groupedFrom),
    );
  }
}
const NONE: readonly DayRun[] = [];

/** 编好的方案按内容留用:线程给下一个文件时不必再编。 */
const compiled = new Map<string, Compiled>();

interface Compiled {
  readonly scheme: CompiledScheme;
  readonly codes: CaseCodes;
}

type Source = Pick<RunForThread, 'hash' | 'content' | 'mappings'>;

function compile({ hash, content, mappings }: Source): Compiled {
  const known = compiled.get(hash);
  if (known) return known;
  const scheme = compileScheme(packOfContent(content));
  return { scheme, codes: compileCaseCodes(scheme, mappingsOf(mappings)) };
}

/** 先编好这些方案,等导入时用。 */
export function warmSchemes(schemes: readonly Source[]): void {
  for (const scheme of schemes) compiled.set(scheme.hash, compile(scheme));
}

/** 在线程里装入各运行;不再用到的方案放掉。 */
export function openDayRuns(runs: readonly RunForThread[]): DayRuns {
  const opened = runs.map((run) => ({ ...run, ...compile(run) }));
  compiled.clear();
  for (const { hash, scheme, codes } of opened) compiled.set(hash, { scheme, codes });
  return new DayRuns(opened);
}

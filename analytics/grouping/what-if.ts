import { Decimal } from 'decimal.js';
import { normaliseCode } from './code-entry.ts';
import type { CompiledScheme } from './compiled-scheme.ts';
import { fillTrials } from './fill-trials.ts';
import { groupCase } from './group-case.ts';
import { groupText } from './group-text.ts';
import type { GroupingCase, GroupingResult } from './grouping-case.ts';

/** 要试的一种改动:同一份病案,换一个主要诊断、换一个主要手术,或补填没有填的一项。 */
export interface Trial {
  readonly kind: 'principal-diagnosis' | 'main-procedure' | 'birth-weight' | 'admission-weight' | 'age-days';
  /** 中文:改了什么。 */
  readonly change: string;
  /** 换成主要的编码;补填时为 null。 */
  readonly code: string | null;
  readonly tried: GroupingCase;
}

/** 改动之后入的组与现在不同。 */
export interface WhatIf {
  readonly kind: Trial['kind'];
  readonly change: string;
  readonly code: string | null;
  readonly result: GroupingResult;
  readonly drgName: string | null;
  /** 改动前后的权重;没有权重为 null。 */
  readonly rwBefore: number | null;
  readonly rwAfter: number | null;
  readonly rwChange: number | null;
  readonly direction: 'up' | 'down' | 'same' | 'unknown';
}

/**
 * 只凭病案上已有的事实,什么会改变入组:已填的其他诊断作主要诊断、手术换次序、补填缺的体重与日龄。
 * 升的降的都列,权重变化大的在前;从不建议增加诊断或手术——是否该改由病历说了算。
 */
export function whatIf(scheme: CompiledScheme, c: GroupingCase, weightOf: WeightOf = () => null): WhatIf[] {
  const now = groupCase(scheme, c);
  return [...diagnosisTrials(scheme, c), ...procedureTrials(scheme, c), ...fillTrials(scheme, c)]
    .flatMap((trial) => {
      const result = groupCase(scheme, trial.tried);
      return result.drg === now.drg && result.mdc === now.mdc ? [] : [compared(scheme, trial, now, result, weightOf)];
    })
    .sort((a, b) => (b.rwChange ?? Number.NEGATIVE_INFINITY) - (a.rwChange ?? Number.NEGATIVE_INFINITY) || 0);
}

/** 病组的权重;没有为 null。 */
export type WeightOf = (drg: string) => number | null;

function compared(
  scheme: CompiledScheme,
  { kind, change, code }: Trial,
  now: GroupingResult,
  result: GroupingResult,
  weightOf: WeightOf,
): WhatIf {
  const rwBefore = rwOf(now, weightOf);
  const rwAfter = rwOf(result, weightOf);
  // 二进制小数相减会多出尾数,权重按十进制相减。
  const rwChange = rwBefore === null || rwAfter === null ? null : new Decimal(rwAfter).minus(rwBefore).toNumber();
  const direction = rwChange === null ? 'unknown' : rwChange > 0 ? 'up' : rwChange < 0 ? 'down' : 'same';
  return { kind, change, code, result, drgName: scheme.drgName(result.drg), rwBefore, rwAfter, rwChange, direction };
}

const rwOf = ({ status, drg }: GroupingResult, weightOf: WeightOf) => (status === 'grouped' ? weightOf(drg) : null);

function diagnosisTrials(scheme: CompiledScheme, c: GroupingCase): Trial[] {
  return promotions(c.diagnoses).map(({ code, reordered }) => ({
    kind: 'principal-diagnosis',
    change: `以其他诊断 ${groupText(code, scheme.diagnosisName(code))} 作主要诊断`,
    code,
    tried: { ...c, diagnoses: reordered },
  }));
}

function procedureTrials(scheme: CompiledScheme, c: GroupingCase): Trial[] {
  return promotions(c.procedures).map(({ code, reordered }) => ({
    kind: 'main-procedure',
    change: `以其他手术操作 ${groupText(code, scheme.procedureName(code))} 作主要手术操作`,
    code,
    tried: { ...c, procedures: reordered },
  }));
}

/** 依次把其后的每个编码提到首位,其余次序不变;与首位相同的、重复的、空的不试。 */
function promotions(given: readonly string[]): { code: string; reordered: string[] }[] {
  const codes = given.map(normaliseCode);
  const seen = new Set(['', codes[0]]);
  return codes.flatMap((code, at) => {
    if (seen.has(code)) return [];
    seen.add(code);
    return [{ code, reordered: [given[at]!, ...given.slice(0, at), ...given.slice(at + 1)] }];
  });
}

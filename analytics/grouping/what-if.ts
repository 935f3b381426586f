import { Decimal } from 'decimal.js';
import { normaliseCode } from './code-entry.ts';
import type { CompiledScheme } from './compiled-scheme.ts';
import { fillTrials } from './fill-trials.ts';
import { groupCase } from './group-case.ts';
import { groupText } from './group-text.ts';
import type { GroupingCase, GroupingResult } from './grouping-case.ts';

/** 改动的种类。 */
export const WHAT_IF_KINDS = [
  'principal-diagnosis',
  'main-procedure',
  'code-mapping',
  'birth-weight',
  'admission-weight',
  'age-days',
  'stay',
  'ventilator-hours',
  'crrt-hours',
] as const;

/** 要试的一种改动:同一份病案,换一个主要诊断、换一个主要手术、换用对照表的编码,或补填没有填的一项。 */
export interface Trial {
  readonly kind: (typeof WHAT_IF_KINDS)[number];
  /** 中文:改了什么。 */
  readonly change: string;
  /** 换成主要的、换用的编码;补填时为 null。 */
  readonly code: string | null;
  readonly tried: GroupingCase;
}

/** 病组的权重与标杆费用(元,两位小数);没有为 null。 */
export interface GroupWorth {
  readonly rw: number | null;
  readonly benchmarkCost: string | null;
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
  /** 改动前后的标杆费用(元);没有标杆为 null。 */
  readonly costBefore: string | null;
  readonly costAfter: string | null;
  readonly costChange: string | null;
  readonly direction: 'up' | 'down' | 'same' | 'unknown';
}

export interface WhatIfOptions {
  /** 病组的权重与标杆;不给就只说组的变化。 */
  readonly worthOf?: (drg: string) => GroupWorth | null;
  /** 方案不认得的编码,在对照表中可以换成的编码;没有对照表就不试。 */
  readonly targetsOf?: (axis: 'dx' | 'proc', code: string) => readonly string[];
}

/**
 * 只凭病案上已有的事实,什么会改变入组:已填的其他诊断作主要诊断、手术换次序、不认得的编码按对照表换、
 * 补填缺的体重与时间。升的降的都列,权重变化大的在前;从不建议增加诊断或手术——是否该改由病历说了算。
 */
export function whatIf(scheme: CompiledScheme, c: GroupingCase, options: WhatIfOptions = {}): WhatIf[] {
  const { worthOf = () => null, targetsOf = () => [] } = options;
  const now = groupCase(scheme, c);
  const trials = [
    ...diagnosisTrials(scheme, c),
    ...procedureTrials(scheme, c),
    ...mappingTrials(scheme, c, targetsOf),
    ...fillTrials(scheme, c),
  ];
  return trials
    .flatMap((trial) => {
      const result = groupCase(scheme, trial.tried);
      const same = result.drg === now.drg && result.mdc === now.mdc;
      return same ? [] : [compared(scheme, trial, worthIn(now, worthOf), result, worthIn(result, worthOf))];
    })
    .sort((a, b) => (b.rwChange ?? Number.NEGATIVE_INFINITY) - (a.rwChange ?? Number.NEGATIVE_INFINITY) || 0);
}

const NO_WORTH: GroupWorth = { rw: null, benchmarkCost: null };

const worthIn = ({ status, drg }: GroupingResult, worthOf: (drg: string) => GroupWorth | null): GroupWorth =>
  (status === 'grouped' ? worthOf(drg) : null) ?? NO_WORTH;

function compared(
  scheme: CompiledScheme,
  { kind, change, code }: Trial,
  before: GroupWorth,
  result: GroupingResult,
  after: GroupWorth,
): WhatIf {
  const rwChange = difference(before.rw, after.rw);
  const costChange = difference(before.benchmarkCost, after.benchmarkCost);
  return {
    kind,
    change,
    code,
    result,
    drgName: scheme.drgName(result.drg),
    rwBefore: before.rw,
    rwAfter: after.rw,
    rwChange: rwChange?.toNumber() ?? null,
    costBefore: before.benchmarkCost,
    costAfter: after.benchmarkCost,
    costChange: costChange?.toFixed(2) ?? null,
    direction: rwChange === null ? 'unknown' : rwChange.isZero() ? 'same' : rwChange.isPositive() ? 'up' : 'down',
  };
}

// 二进制小数相减会多出尾数,权重与金额都按十进制相减。
const difference = (before: Decimal.Value | null, after: Decimal.Value | null): Decimal | null =>
  before === null || after === null ? null : new Decimal(after).minus(before);

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

/** 方案不认得而对照表有目标的编码:换成各个目标,位置不变。 */
function mappingTrials(
  scheme: CompiledScheme,
  c: GroupingCase,
  targetsOf: NonNullable<WhatIfOptions['targetsOf']>,
): Trial[] {
  const replaced = (axis: 'dx' | 'proc', field: 'diagnoses' | 'procedures', name: (code: string) => string | null) =>
    c[field].flatMap((given, place) => {
      const code = normaliseCode(given);
      const known = (axis === 'dx' ? scheme.diagnoses : scheme.procedures).knows(code);
      if (code === '' || known) return [];
      return targetsOf(axis, code).map((target): Trial => {
        const change = `编码 ${code} 按对照表换作 ${groupText(target, name(target))}`;
        return { kind: 'code-mapping', change, code: target, tried: { ...c, [field]: c[field].with(place, target) } };
      });
    });
  return [
    ...replaced('dx', 'diagnoses', scheme.diagnosisName),
    ...replaced('proc', 'procedures', scheme.procedureName),
  ];
}

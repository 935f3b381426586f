import type { CheckedCase, Evidence, NoExample, RowCheck } from './conformance-kit.ts';

/** 一层规则(或全部最小条件)的覆盖。 */
export interface Coverage {
  readonly total: number;
  readonly matched: number;
  readonly justMissed: number;
}

/** 造不出例子的一处与原因。 */
export interface NotCoverable {
  readonly level: RowCheck['level'];
  readonly code: string;
  readonly rule: string;
  /** 行里的一条最小条件;整行造不出为 null。 */
  readonly leaf: string | null;
  readonly side: 'match' | 'miss';
  readonly why: NoExample;
}

export interface ConformanceSummary {
  readonly levels: Readonly<Record<RowCheck['level'], Coverage>>;
  /** 各行条件中的最小条件。 */
  readonly leaves: Coverage;
  readonly cases: number;
  readonly disagreements: readonly { readonly row: RowCheck; readonly check: CheckedCase }[];
  readonly notCoverable: readonly NotCoverable[];
}

export function summarise(rows: readonly RowCheck[]): ConformanceSummary {
  const level = (name: RowCheck['level']) => coverageOf(rows.filter((row) => row.level === name));
  const checks = rows.flatMap((row) => checkedCases(row).map((check) => ({ row, check })));
  return {
    levels: { mdc: level('mdc'), adrg: level('adrg'), drg: level('drg') },
    leaves: coverageOf(rows.flatMap(({ leaves }) => leaves)),
    cases: checks.length,
    disagreements: checks.filter(({ check }) => !check.agrees),
    notCoverable: rows.flatMap(gapsOf),
  };
}

/** 一行的全部核对病例,正例在前。 */
export const checkedCases = ({ matched, justMissed }: RowCheck): readonly CheckedCase[] => [
  ...matched.cases,
  ...justMissed.cases,
];

type Pair = { readonly matched: Evidence; readonly justMissed: Evidence };
const covered = ({ cases }: Evidence) => cases.length > 0;

const coverageOf = (pairs: readonly Pair[]): Coverage => ({
  total: pairs.length,
  matched: pairs.filter(({ matched }) => covered(matched)).length,
  justMissed: pairs.filter(({ justMissed }) => covered(justMissed)).length,
});

/** 整行造不出的只说一次;行造得出而其中一条造不出的,逐条说。 */
function gapsOf({ level, code, rule, leaves, matched, justMissed }: RowCheck): NotCoverable[] {
  const place = { level, code, rule };
  const gaps = (leaf: string | null, pair: Pair): NotCoverable[] => [
    ...(pair.matched.notCoverable ? [{ ...place, leaf, side: 'match' as const, why: pair.matched.notCoverable }] : []),
    ...(pair.justMissed.notCoverable
      ? [{ ...place, leaf, side: 'miss' as const, why: pair.justMissed.notCoverable }]
      : []),
  ];
  const whole = gaps(null, { matched, justMissed });
  const said = new Set(whole.map(({ side }) => side));
  return [...whole, ...leaves.flatMap((pair) => gaps(pair.leaf, pair).filter(({ side }) => !said.has(side)))];
}

const LEVELS = { mdc: 'MDC', adrg: 'ADRG 规则', drg: 'DRG' } as const;
const EXAMPLES = 8;

/** 核对的结果,一句一行。 */
export function conformanceReport(summary: ConformanceSummary): string[] {
  const { levels, leaves, cases, disagreements, notCoverable } = summary;
  const line = (name: string, { total, matched, justMissed }: Coverage) =>
    `${name}:${total} 条,有正例 ${matched} 条,有反例 ${justMissed} 条`;
  return [
    ...(Object.keys(LEVELS) as (keyof typeof LEVELS)[]).map((level) => line(LEVELS[level], levels[level])),
    line('最小条件', leaves),
    `核对病例 ${cases} 例,分组器与规则的字面意思不一致 ${disagreements.length} 例`,
    ...disagreements.slice(0, EXAMPLES).map(({ row, check }) => disagreementText(row, check)),
    ...notCoverableText(notCoverable),
  ];
}

function disagreementText({ code, rule, condition }: RowCheck, { case: c, expected, actual }: CheckedCase): string {
  const given = `诊断 ${c.diagnoses.join('|')},手术 ${c.procedures.join('|') || '无'}`;
  return `  不一致:${code}${rule && `(规则 ${rule})`} ${condition}:${given}:按规则应是 ${expected.drg}(${expected.status}),分组器得 ${actual.drg}(${actual.status})`;
}

const REASONS: Record<NoExample['kind'], string> = {
  always: '条件恒成立,没有反例',
  contradiction: '各项条件不能同时满足,没有这样的病例',
  taken: '合乎条件的病例都先被前面的行收走',
  undecided: '条件过于曲折,没有在限定的步数内造出病例',
};

/** 原因相同的合成一行。 */
function notCoverableText(gaps: readonly NotCoverable[]): string[] {
  if (gaps.length === 0) return [];
  const byReason = new Map<string, string[]>();
  for (const gap of gaps) {
    const why = `${LEVELS[gap.level]} 的${gap.side === 'match' ? '正例' : '反例'}:${REASONS[gap.why.kind]}`;
    byReason.set(why, [...(byReason.get(why) ?? []), placeText(gap)]);
  }
  const lines = [...byReason].map(([why, places]) => `  ${why}(${places.length} 处:${few(places)})`);
  return [`造不出例子的 ${gaps.length} 处:`, ...lines];
}

function placeText({ code, leaf, why }: NotCoverable): string {
  const place = leaf === null ? code : `${code} 的「${leaf}」`;
  return why.kind === 'taken' ? `${place}(${few(why.by)} 收走)` : place;
}

const few = (texts: readonly string[]) =>
  `${texts.slice(0, EXAMPLES).join('、')}${texts.length > EXAMPLES ? ` 等 ${texts.length} 个` : ''}`;

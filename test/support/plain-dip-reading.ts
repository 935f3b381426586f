import type { EntryCells } from './dip-region.ts';

/** 区域,照文件的样子。 */
export interface PlainRegion {
  readonly entries: readonly EntryCells[];
  readonly kinds: Readonly<Record<string, string>>;
  readonly policy: {
    readonly type_order: readonly string[];
    readonly order: readonly string[];
    readonly comprehensive_falls_back: boolean;
    readonly deviation: { readonly low: string; readonly high: string; readonly extreme?: string };
    readonly hospital_coefficient: string;
    readonly grassroots_coefficient: string;
  };
}

const KINDS = ['conservative', 'diagnostic', 'therapeutic', 'surgery'];
const MICRO = 1_000_000n;
const micro = (text: string) => {
  const [whole = '0', decimals = ''] = text.split('.');
  return BigInt(whole || '0') * MICRO + BigInt(decimals.padEnd(6, '0'));
};
const partsOf = ({ procedures = '' }: EntryCells) =>
  procedures === '' ? [] : procedures.split('+').map((part) => part.split('/'));
const letters = (category: string) => category.charCodeAt(0) * 100 + Number(category.slice(1));
/** 亚目 0,类目 1,区间 2 加跨度。 */
function width(diagnosis: string): number {
  const [from, to] = diagnosis.split('-') as [string, string?];
  if (to !== undefined) return 2 + letters(to) - letters(from);
  return from.length === 5 ? 0 : 1;
}
function covers(scope: string, diagnosis: string): boolean {
  const [from, to] = scope.split('-') as [string, string?];
  const category = diagnosis.slice(0, 3);
  return to === undefined ? diagnosis.startsWith(from) : from <= category && category <= to;
}

/**
 * 逐句照读规则的另一种算法,只求明白,不求快;与正式的匹配没有共用的代码,用来互相核对。
 * 返回 病种、类型、治疗方式、偏差、分值(四位小数),未入组为 null。
 */
export function plainMatch(
  { entries, kinds, policy }: PlainRegion,
  c: { diagnosis: string; procedures: readonly string[]; fen: number },
): (string | undefined)[] | null {
  const kind = Math.max(0, ...c.procedures.map((code) => KINDS.indexOf(kinds[code] ?? 'conservative')));
  const own = entries.filter((e) => e.type !== 'comprehensive' && e.diagnosis === c.diagnosis.slice(0, 5));
  const held = own.filter(
    (e) => partsOf(e).length > 0 && partsOf(e).every((part) => part.some((code) => c.procedures.includes(code))),
  );
  const plain = held.length > 0 || kind > 0 ? held : own.filter((e) => partsOf(e).length === 0);
  const wide = entries.filter((e) => {
    const its = KINDS.indexOf(e.kind!);
    const serves = its === kind || (policy.comprehensive_falls_back && its < kind);
    return e.type === 'comprehensive' && serves && covers(e.diagnosis!, c.diagnosis);
  });
  const keyOf = (e: EntryCells) => [policy.type_order.indexOf(e.type!), ...ranks(e, policy.order, c)];
  const [best] = [...plain, ...wide]
    .filter((e) => policy.type_order.includes(e.type!))
    .sort((a, b) => compareKeys(keyOf(a), keyOf(b)));
  return best ? [best.code, best.type, best.kind, ...priced(best, policy, c.fen)] : null;
}

type Key = (number | bigint | string)[];

function ranks(e: EntryCells, order: readonly string[], c: { procedures: readonly string[]; fen: number }): Key {
  if (e.type === 'comprehensive') return [width(e.diagnosis!), -KINDS.indexOf(e.kind!), e.code!];
  const named = partsOf(e).flat();
  const distance = micro(e.mean_cost || '0') - BigInt(c.fen) * 10_000n;
  const values: Record<string, number | bigint | string> = {
    main_procedure: c.procedures.length > 0 && named.includes(c.procedures[0]!) ? 0 : 1,
    parts: -partsOf(e).length,
    matched: -new Set(c.procedures.filter((code) => named.includes(code))).size,
    kind: -KINDS.indexOf(e.kind!),
    cost: distance < 0n ? -distance : distance,
    code: e.code!,
  };
  return [...order, 'code'].map((criterion) => values[criterion]!);
}

function compareKeys(a: Key, b: Key): number {
  for (const [i, value] of a.entries()) if (value !== b[i]) return value < b[i]! ? -1 : 1;
  return 0;
}

/** t = 费用 ÷ 均费;以分数计,不丢小数。 */
function priced(e: EntryCells, policy: PlainRegion['policy'], fen: number): [deviation: string, points: string] {
  const { low, high, extreme } = policy.deviation;
  const [mean, cost] = [micro(e.mean_cost || '0'), BigInt(fen) * 10_000n];
  const k = micro(e.type === 'grassroots' ? policy.grassroots_coefficient : policy.hospital_coefficient);
  // 系数 = top ÷ (mean × 10⁶)。
  const above = (bound: string) => cost * MICRO > micro(bound) * mean;
  let [deviation, top, bottom] = ['normal', MICRO, MICRO];
  if (mean === 0n) deviation = 'no_mean';
  else if (cost * MICRO < micro(low) * mean) [deviation, top, bottom] = ['low', cost, mean];
  else if (above(high)) [deviation, top, bottom] = ['high', cost * MICRO - (micro(high) - MICRO) * mean, mean * MICRO];
  if (mean > 0n && extreme !== undefined && above(extreme)) deviation = 'extreme';
  const numerator = micro(e.score!) * top * k * 10_000n;
  const denominator = bottom * MICRO * MICRO;
  const points = (2n * numerator + denominator) / (2n * denominator);
  const digits = String(points).padStart(5, '0');
  return [deviation, `${digits.slice(0, -4)}.${digits.slice(-4)}`];
}

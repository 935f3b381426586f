import type { CompiledScheme } from './compiled-scheme.ts';
import { conditionNodes, type VariableName } from './condition-tree.ts';
import { groupCase } from './group-case.ts';
import type { GroupingCase } from './grouping-case.ts';
import type { Trial } from './what-if.ts';

const NEWBORN_DAYS = 28;
const INFANT_DAYS = 365;

/** 可以补填的一项:病例的字段、条件里的名称、取值范围。 */
const FILLS = [
  {
    kind: 'birth-weight',
    field: 'birthWeight',
    variable: 'weight',
    label: '出生体重',
    unit: '克',
    from: 300,
    to: 7000,
  },
  {
    kind: 'admission-weight',
    field: 'admissionWeight',
    variable: 'admission_weight',
    label: '入院体重',
    unit: '克',
    from: 300,
    to: 9999,
  },
  { kind: 'age-days', field: 'ageDays', variable: 'age_days', label: '日龄', unit: '天', from: 0, to: INFANT_DAYS },
] as const;

/** 不满一岁而没有填的体重、日龄:方案的各个界限之间各试一次,入同一组的相邻区间合成一段。 */
export function fillTrials(scheme: CompiledScheme, c: GroupingCase): Trial[] {
  return FILLS.flatMap((fill) => (concerns(fill, c) ? trialsOf(scheme, c, fill) : []));
}

// 体重只问新生儿;日龄问所有不满一岁的。
function concerns({ field }: (typeof FILLS)[number], c: GroupingCase): boolean {
  if (c[field] !== null) return false;
  if (field === 'ageDays') return c.age === 0;
  return c.ageDays === null ? c.age === 0 : c.ageDays <= NEWBORN_DAYS;
}

function trialsOf(scheme: CompiledScheme, c: GroupingCase, fill: (typeof FILLS)[number]): Trial[] {
  const { kind, field, label, unit, from, to } = fill;
  const bands: { from: number; to: number; drg: string }[] = [];
  for (const value of samples(scheme, fill)) {
    const { drg } = groupCase(scheme, { ...c, [field]: value });
    const last = bands.at(-1);
    if (last?.drg === drg) last.to = value;
    else bands.push({ from: value, to: value, drg });
  }
  return bands.map((band) => {
    const range = rangeText(band.from === from ? null : band.from, band.to === to ? null : band.to, unit);
    return { kind, change: `补填${label}(${range})`, code: null, tried: { ...c, [field]: band.from } };
  });
}

/** 方案对这个变量用到的每个界限与它的左右两个整数:两个界限之间结果不变,试到这些就够了。 */
function samples(scheme: CompiledScheme, { variable, from, to }: (typeof FILLS)[number]): number[] {
  const values = new Set<number>([from, to]);
  for (const bound of boundsOf(scheme, variable)) {
    for (const value of [Math.ceil(bound) - 1, Math.ceil(bound), Math.floor(bound) + 1]) {
      if (value >= from && value <= to) values.add(value);
    }
  }
  return [...values].sort((a, b) => a - b);
}

const known = new WeakMap<CompiledScheme, Map<VariableName, Set<number>>>();

/** 方案的条件与变量比较的各个数;一个方案只算一次。 */
function boundsOf(scheme: CompiledScheme, variable: VariableName): ReadonlySet<number> {
  let bounds = known.get(scheme);
  if (!bounds) {
    bounds = new Map();
    for (const { tree } of conditionsOf(scheme)) {
      for (const node of conditionNodes(tree)) {
        if (node.kind !== 'compare') continue;
        const values = bounds.get(node.variable) ?? new Set();
        bounds.set(node.variable, values.add(Number(node.value)));
      }
    }
    known.set(scheme, bounds);
  }
  return bounds.get(variable) ?? new Set();
}

const conditionsOf = ({ mdcs }: CompiledScheme) =>
  mdcs.flatMap((mdc) => [
    mdc.condition,
    ...mdc.rules.flatMap((rule) => [rule.condition, ...rule.drgs.map((drg) => drg.condition)]),
  ]);

function rangeText(from: number | null, to: number | null, unit: string): string {
  if (from === null && to === null) return '任意值';
  if (from === null) return `不超过 ${to} ${unit}`;
  return to === null ? `${from} ${unit}以上` : `${from}–${to} ${unit}`;
}

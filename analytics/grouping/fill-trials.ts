import { normaliseCode } from './code-entry.ts';
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
  { kind: 'stay', field: 'los', variable: 'los', label: '住院天数', unit: '天', from: 1, to: 3650 },
  {
    kind: 'ventilator-hours',
    field: 'ventilatorHours',
    variable: 'vent_hours',
    label: '呼吸机使用时间',
    unit: '小时',
    from: 1,
    to: 8760,
  },
  {
    kind: 'crrt-hours',
    field: 'crrtHours',
    variable: 'crrt_hours',
    label: 'CRRT 时间',
    unit: '小时',
    from: 1,
    to: 8760,
  },
] as const;
type Fill = (typeof FILLS)[number];

/** 没有填的体重、日龄与时间:方案的各个界限之间各试一次,入同一组的相邻区间合成一段。 */
export function fillTrials(scheme: CompiledScheme, c: GroupingCase): Trial[] {
  return FILLS.flatMap((fill) => (c[fill.field] === null && concerns(fill, c) ? trialsOf(scheme, c, fill) : []));
}

// ICD-9-CM-3:93.90 无创、96.7 有创机械通气;39.95 血液透析(含 CRRT)。
const VENTILATION = /^(93\.90|96\.7)/;
const DIALYSIS = /^39\.95/;

/** 只问病案上确有其事的:体重问新生儿,日龄问不满一岁的,机器的时间问做了那项治疗的;住院天数人人都有。 */
function concerns({ kind }: Fill, c: GroupingCase): boolean {
  switch (kind) {
    case 'birth-weight':
    case 'admission-weight':
      return c.ageDays === null ? c.age === 0 : c.ageDays <= NEWBORN_DAYS;
    case 'age-days':
      return c.age === 0;
    case 'stay':
      return true;
    case 'ventilator-hours':
      return c.procedures.some((code) => VENTILATION.test(normaliseCode(code)));
    case 'crrt-hours':
      return c.procedures.some((code) => DIALYSIS.test(normaliseCode(code)));
  }
}

function trialsOf(scheme: CompiledScheme, c: GroupingCase, fill: Fill): Trial[] {
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
function samples(scheme: CompiledScheme, { variable, from, to }: Fill): number[] {
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

/** 方案的全部条件:MDC、ADRG 规则与 DRG。 */
export const conditionsOf = ({ mdcs }: CompiledScheme) =>
  mdcs.flatMap((mdc) => [
    mdc.condition,
    ...mdc.rules.flatMap((rule) => [rule.condition, ...rule.drgs.map((drg) => drg.condition)]),
  ]);

function rangeText(from: number | null, to: number | null, unit: string): string {
  if (from === null && to === null) return '任意值';
  if (from === null) return `不超过 ${to} ${unit}`;
  return to === null ? `${from} ${unit}以上` : `${from}–${to} ${unit}`;
}

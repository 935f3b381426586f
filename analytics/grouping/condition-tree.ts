/** 条件语言的语法树。树只描述条件写了什么;求值见 compile-condition.ts,推断见 condition-logic.ts。 */
export type CodeAxis = 'dx' | 'proc';
export type CodePosition = 'main' | 'any' | 'other';
export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** 节点在条件文本中的位置:字符下标,半开区间。报错与解释未入组原因时指给人看。 */
export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

/** `true`:恒成立。 */
export interface AlwaysTrue extends TextSpan {
  readonly kind: 'true';
}
/** `a and b and c` 或 `a or b`。 */
export interface Junction extends TextSpan {
  readonly kind: 'and' | 'or';
  readonly parts: readonly Condition[];
}
export interface Negation extends TextSpan {
  readonly kind: 'not';
  readonly part: Condition;
}
/** `main_dx in dx`、`any_proc in valid`。 */
export interface ListMembership extends TextSpan {
  readonly kind: 'member';
  readonly position: CodePosition;
  readonly axis: CodeAxis;
  /** 本行自己的清单名(dx、dx1、proc2…)或 `valid`。 */
  readonly list: string;
}
/** `has_dx('J18.900')`:该编码在全部诊断(手术)之中。 */
export interface CodePresence extends TextSpan {
  readonly kind: 'has';
  readonly axis: CodeAxis;
  readonly code: string;
}
/** `mcc`、`cc`:有未被排除的其他诊断属于该级。 */
export interface ComplicationPresence extends TextSpan {
  readonly kind: 'complication';
  readonly level: 'mcc' | 'cc';
}
/** `age < 18`、`dept == '0301'`;与缺失值比较一律不成立。 */
export interface Comparison extends TextSpan {
  readonly kind: 'compare';
  readonly variable: VariableName;
  readonly operator: ComparisonOperator;
  readonly value: number | string;
}

export type Condition =
  | AlwaysTrue
  | Junction
  | Negation
  | ListMembership
  | CodePresence
  | ComplicationPresence
  | Comparison;

/** 可以比较的变量:中文名称与单位供报错和解释使用。 */
export const conditionVariables = {
  age: { type: 'number', label: '年龄(岁)' },
  age_days: { type: 'number', label: '日龄(天)' },
  weight: { type: 'number', label: '出生体重(克)' },
  admission_weight: { type: 'number', label: '入院体重(克)' },
  los: { type: 'number', label: '住院天数' },
  vent_hours: { type: 'number', label: '呼吸机使用小时' },
  icu_hours: { type: 'number', label: '重症监护小时' },
  crrt_hours: { type: 'number', label: 'CRRT 小时' },
  sex: { type: 'number', label: '性别(1 男,2 女)' },
  discharge_type: { type: 'number', label: '离院方式' },
  day_surgery: { type: 'number', label: '日间手术(1 是,0 否)' },
  new_technique: { type: 'number', label: '新技术(1 是,0 否)' },
  sites: { type: 'number', label: '诊断涉及的部位数' },
  dept: { type: 'text', label: '出院科别' },
} as const;
export type VariableName = keyof typeof conditionVariables;

export const isVariableName = (name: string): name is VariableName => Object.hasOwn(conditionVariables, name);

/** 清单名是否合乎约定(dx、dx1…、proc、proc1…、valid),以及它装的是诊断还是手术;不合约定为 null。 */
export function listAxis(list: string): CodeAxis | null {
  if (/^dx\d*$/.test(list)) return 'dx';
  return list === 'valid' || /^proc\d*$/.test(list) ? 'proc' : null;
}

/** 自上而下走遍一棵条件树的每个节点。 */
export function* conditionNodes(tree: Condition): Generator<Condition> {
  yield tree;
  if (tree.kind === 'not') yield* conditionNodes(tree.part);
  if (tree.kind === 'and' || tree.kind === 'or') for (const part of tree.parts) yield* conditionNodes(part);
}

/** 条件比较了哪些名称。 */
export function* variablesOf(tree: Condition): Generator<VariableName> {
  for (const node of conditionNodes(tree)) if (node.kind === 'compare') yield node.variable;
}

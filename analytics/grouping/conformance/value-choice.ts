import { compareValues } from '../condition-logic.ts';
import type { Comparison, ComparisonOperator, VariableName } from '../condition-tree.ts';

/** 对一个变量的要求:比较成立,或不成立。 */
export interface ValueTest {
  readonly operator: ComparisonOperator;
  readonly value: number | string;
  readonly wanted: boolean;
}

/** 病例上可能有的值:两端与是否只取整数;不在其中的值病案上写不出来。 */
const DOMAINS: Record<Exclude<VariableName, 'dept' | 'sites'>, readonly [from: number, to: number]> = {
  age: [0, 150],
  age_days: [0, 60_000],
  weight: [0, 20_000],
  admission_weight: [0, 20_000],
  los: [0, 100_000],
  vent_hours: [0, 1_000_000],
  icu_hours: [0, 1_000_000],
  crrt_hours: [0, 1_000_000],
  sex: [1, 2],
  discharge_type: [1, 9],
  day_surgery: [0, 1],
  new_technique: [0, 1],
};

/** 照约定比较;缺失一律不成立。 */
export const comparisonHolds = (
  { operator, value }: Pick<Comparison, 'operator' | 'value'>,
  actual: number | string | null,
): boolean => actual !== null && compareValues(actual, operator, value);

/**
 * 合乎全部要求的值,取最贴近第一条要求的界限的:先写的要求正是要核对的那一条。
 * 没有要求必须成立而又取不到值时为 null(缺失);取不到为 undefined。
 */
export function chooseValue(variable: VariableName, tests: readonly ValueTest[]): number | string | null | undefined {
  const fits = (value: number | string) => tests.every((test) => comparisonHolds(test, value) === test.wanted);
  const [first] = tests;
  const found =
    variable === 'dept' ? chooseText(tests, fits) : chooseNumber(variable, tests, fits, Number(first!.value));
  return found ?? (tests.some(({ wanted }) => wanted) ? undefined : null);
}

function chooseNumber(
  variable: VariableName,
  tests: readonly ValueTest[],
  fits: (value: number) => boolean,
  focus: number,
): number | undefined {
  const [from, to] = variable === 'sites' ? [0, Number.MAX_SAFE_INTEGER] : DOMAINS[variable as keyof typeof DOMAINS];
  const values = new Set([from, to]);
  for (const { value } of tests) {
    for (const near of [Math.ceil(Number(value)) - 1, Number(value), Math.floor(Number(value)) + 1]) values.add(near);
  }
  return [...values]
    .filter((value) => value >= from && value <= to && fits(value))
    .sort((a, b) => Math.abs(a - focus) - Math.abs(b - focus) || a - b)[0];
}

function chooseText(tests: readonly ValueTest[], fits: (value: string) => boolean): string | undefined {
  const given = tests.map(({ value }) => String(value));
  const around = given.flatMap((text) => [text, `${text}0`, text.slice(0, -1)]);
  return [...around, '0000', '9999', ''].find(fits);
}

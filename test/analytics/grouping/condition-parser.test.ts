import { describe, expect, test } from '@jest/globals';
import { holdsAlways, requiresMainDiagnosisIn } from '../../../analytics/grouping/condition-logic.ts';
import { describeConditionError, parseCondition } from '../../../analytics/grouping/condition-parser.ts';
import type { Condition, Junction, Negation } from '../../../analytics/grouping/condition-tree.ts';

/** 语法树写回完全加括号的文本,看得出谁先结合。 */
function bracketed(node: Condition): string {
  switch (node.kind) {
    case 'and':
    case 'or':
      return `(${node.parts.map(bracketed).join(` ${node.kind} `)})`;
    case 'not':
      return `not ${bracketed(node.part)}`;
    case 'member':
      return `${node.position}_${node.axis} in ${node.list}`;
    case 'has':
      return `has_${node.axis}('${node.code}')`;
    case 'complication':
      return node.level;
    case 'compare':
      return `${node.variable} ${node.operator} ${JSON.stringify(node.value)}`;
    default:
      return node.kind;
  }
}
const tree = (text: string) => {
  const parsed = parseCondition(text);
  if (!parsed.ok) throw new Error(parsed.errors.map(describeConditionError).join('\n'));
  return parsed.tree;
};
const errors = (text: string) => {
  const parsed = parseCondition(text);
  return parsed.ok ? [] : parsed.errors.map((error) => `${error.kind} ${describeConditionError(error)}`);
};

test.each([
  ['mcc or cc and age < 18', '(mcc or (cc and age < 18))'],
  ['not mcc and cc', '(not mcc and cc)'],
  ['not main_dx in dx or true', '(not main_dx in dx or true)'],
  ['not (mcc or cc)', 'not (mcc or cc)'],
  ['not not mcc', 'not not mcc'],
  ['(mcc)', 'mcc'],
  ['any_proc in proc2 and other_proc in valid', '(any_proc in proc2 and other_proc in valid)'],
  ["has_dx('J18.900') and has_proc(' 36.0700 ')", "(has_dx('J18.900') and has_proc('36.0700'))"],
])('优先级由低到高是 or、and、not、比较与 in:%s', (text, expected) => {
  expect(bracketed(tree(text))).toBe(expected);
});

test('比较的右边按变量的类型读:数字变量的引号可有可无,科别保留前导零', () => {
  expect(bracketed(tree("sex == '1' and weight >= 1499.5"))).toBe('(sex == 1 and weight >= 1499.5)');
  expect(bracketed(tree('dept == 0301'))).toBe('dept == "0301"');
});

test('名称以关键字开头不算关键字', () => {
  expect(errors('order < 3')[0]).toContain('不认识的名称「order」');
});

test('节点带着它在文本中的位置', () => {
  const text = 'true and not (main_dx in dx1)';
  const [, negation] = (tree(text) as Junction).parts;
  const inner = (negation as Negation).part;
  expect(text.slice(inner.from, inner.to)).toBe('main_dx in dx1');
});

describe('写错的条件说出第几个字符、什么不对', () => {
  test.each([
    ['', 'syntax 第 1 个字符:条件为空'],
    ['main_dx in', 'syntax 第 11 个字符:条件到此为止,这里应当是 名称'],
    ['mcc cc', 'syntax 第 5 个字符:「cc」多余'],
    ['mcc and', 'syntax 第 8 个字符:条件到此为止,这里应当是一个条件'],
    ['(mcc', 'syntax 第 5 个字符:条件到此为止,这里应当是 )'],
    ['age = 3', 'syntax 第 5 个字符:「=」不能出现在条件里;相等写作 =='],
    ['\uFF08mcc\uFF09', 'syntax 第 1 个字符:「\uFF08」不能出现在条件里;括号用英文括号'],
    ["dept == '0301", 'syntax 第 9 个字符'],
    ['main_dx == dx', 'syntax 第 9 个字符:「==」,这里应当是 in'],
    ['false', 'name 第 1 个字符:不认识的名称「false」'],
    ['agee < 3', 'name 第 1 个字符:不认识的名称「agee」'],
    ['main_dx in dxx', 'name 第 12 个字符:不认识的清单「dxx」'],
    ['main_dx in proc', 'name 第 12 个字符:main_dx 不能与「proc」相比'],
    ['main_dx in valid', 'name 第 12 个字符'],
    ["age < '老'", 'name 第 7 个字符:age 是数,不能与文本「老」比较'],
    ['process.exit(1)', 'syntax 第 8 个字符:「.」不能出现在条件里'],
  ])('%s', (text, expected) => {
    expect(errors(text).join('\n')).toContain(expected);
  });

  test('一个条件里的几处名称错误一次说全', () => {
    expect(errors('agee < 3 and main_dx in dxx')).toHaveLength(2);
  });

  test('过长、过深的条件被拒绝,不耗尽调用栈', () => {
    expect(errors(`${'('.repeat(1000)}mcc${')'.repeat(1000)}`)[0]).toContain('括号超过');
    expect(errors(`mcc ${'and mcc '.repeat(1000)}`)[0]).toContain('超过 4000 个字符');
    expect(errors(`${'not '.repeat(900)}mcc`)).toEqual([]);
  });
});

test('不看病例就能断定恒成立的条件', () => {
  expect(
    ['true', 'true or mcc', 'not not true', 'true and (mcc or true)'].map((t) => holdsAlways(tree(t))),
  ).not.toContain(false);
  expect(['mcc', 'not true', 'mcc or not mcc', 'true and cc'].map((t) => holdsAlways(tree(t)))).not.toContain(true);
});

test('成立就必然有主要诊断在 dx 中', () => {
  expect(requiresMainDiagnosisIn(tree('main_dx in dx and age == 0'), 'dx')).toBe(true);
  expect(requiresMainDiagnosisIn(tree('main_dx in dx or mcc'), 'dx')).toBe(false);
  expect(requiresMainDiagnosisIn(tree('any_dx in dx'), 'dx')).toBe(false);
});

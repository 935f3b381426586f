import { describe, expect, test } from '@jest/globals';
import { namedProcedures, parseProcedureExpression } from '../../../analytics/dip/procedure-expression.ts';

const shape = (text: string) => {
  const parsed = parseProcedureExpression(text);
  return parsed.ok
    ? parsed.expression.parts.map(({ anyOf }) => anyOf.map(({ code }) => code))
    : parsed.errors.map(({ offset, message }) => `${offset} ${message}`);
};

test('A+B 两者都要,A/B 有其一,A+B/C 是 A 与(B 或 C)', () => {
  expect(shape('51.2300')).toEqual([['51.2300']]);
  expect(shape('51.2300+51.8800')).toEqual([['51.2300'], ['51.8800']]);
  expect(shape('51.2300/51.8800')).toEqual([['51.2300', '51.8800']]);
  expect(shape('51.2300+51.8800/51.1000')).toEqual([['51.2300'], ['51.8800', '51.1000']]);
});

test('空白、全角的 + 与 /、大写的扩展位 X 都读得懂', () => {
  expect(shape(' 51.2300X001 + 51.8800/51.1000 ')).toEqual([['51.2300x001'], ['51.8800', '51.1000']]);
});

test('编码记着自己在文本中的位置', () => {
  const parsed = parseProcedureExpression('51.2300+51.88');
  expect(parsed.ok && parsed.expression.parts[1]!.anyOf[0]).toEqual({ code: '51.88', from: 8, to: 13 });
});

test('点名的操作不重复', () => {
  const parsed = parseProcedureExpression('51.1+51.2/51.1');
  expect(parsed.ok && namedProcedures(parsed.expression)).toEqual(['51.1', '51.2']);
});

describe('读不成的表达式说出位置与原因', () => {
  test.each([
    ['51.1++51.2', '5 「+」,这里应当是操作编码'],
    ['51.1/', '5 表达式到此为止,这里应当是操作编码'],
    ['+51.1', '0 「+」,这里应当是操作编码'],
    ['51.1 51.2', '5 「51.2」之前缺 + 或 /'],
    ['', '0 表达式到此为止,这里应当是操作编码'],
    ['(51.1)', '0 「(」不能出现在操作表达式里;不用括号,A+B/C 就是 A 与(B 或 C)'],
    ['51.1+胆囊', '5 「胆囊」不能出现在操作表达式里'],
  ])('%s', (text, message) => {
    expect(shape(text)[0]).toBe(message);
  });
});

import { expect, test } from '@jest/globals';
import { parseGroupCode } from '../../../analytics/grouping/parse-group-code.ts';

test('组码各位:MDC、类别、细分', () => {
  expect(parseGroupCode('GZ13')).toEqual({ mdc: 'G', kind: 'medical', digit: '3' });
  expect(parseGroupCode('FK1')).toEqual({ mdc: 'F', kind: 'non-OR procedure', digit: null });
  expect(parseGroupCode('ES3A')).toEqual({ mdc: 'E', kind: 'medical', digit: 'A' });
});
test('歧义、未入组与不是组码的文本', () => {
  expect(parseGroupCode('BQY')).toEqual({ mdc: 'B', kind: 'ambiguous', digit: null });
  expect(parseGroupCode('B00')).toEqual({ mdc: 'B', kind: 'ungrouped', digit: null });
  expect(parseGroupCode('0000')).toEqual({ mdc: null, kind: 'ungrouped', digit: null });
  expect(['', 'X1Z', 'fm19', 'FM191'].map(parseGroupCode)).toEqual([null, null, null, null]);
});

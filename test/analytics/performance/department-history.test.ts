import { describe, expect, test } from '@jest/globals';
import {
  checkHistory,
  type DepartmentLink,
  type DepartmentTerm,
  nameOn,
  succession,
} from '../../../analytics/performance/department-history.ts';

const link = (from: string, to: string, effectiveOn: string, ward = ''): DepartmentLink => ({
  from,
  ward,
  to,
  effectiveOn,
  kind: 'merged',
  note: '',
});
const term = (
  code: string,
  name: string,
  validFrom = '1900-01-01',
  validBefore: string | null = null,
): DepartmentTerm => ({
  code,
  name,
  validFrom,
  validBefore,
});
/** 某月在某科室某病区的病例现在属于哪个科室。 */
function nowOf(links: DepartmentLink[], code: string, ward: string, month: string): string {
  const rows = succession(links).filter(
    (row) => row.from === code && ['', ward].includes(row.ward) && row.since <= month && month < row.before,
  );
  return (rows.find((row) => row.ward !== '') ?? rows[0])?.to ?? code;
}

describe('过去的科室归到现在的科室', () => {
  test('合并:生效日之前的归新科室,之后仍写旧编码的不动', () => {
    const links = [link('A', 'B', '2025-01-01')];
    expect(nowOf(links, 'A', 'W1', '2024-12-01')).toBe('B');
    expect(nowOf(links, 'A', 'W1', '2025-01-01')).toBe('A');
    expect(nowOf(links, 'B', 'W1', '2024-12-01')).toBe('B');
  });
  test('接连变动:甲并入乙,乙后来改为丙', () => {
    const links = [link('A', 'B', '2024-01-01'), link('B', 'C', '2025-01-01')];
    expect(nowOf(links, 'A', '', '2023-05-01')).toBe('C');
    expect(nowOf(links, 'B', '', '2023-05-01')).toBe('C');
    expect(nowOf(links, 'B', '', '2025-02-01')).toBe('B');
  });
  test('拆分:由病区说明去向;没有说明去向的病区留在原科室', () => {
    const links = [link('A', 'B', '2025-01-01', 'W1'), link('A', 'C', '2025-01-01', 'W2')];
    expect(['W1', 'W2', 'W3'].map((ward) => nowOf(links, 'A', ward, '2024-06-01'))).toEqual(['B', 'C', 'A']);
  });
  test('先分出一个病区,后来整科并入别处', () => {
    const links = [link('A', 'B', '2024-01-01', 'W1'), link('A', 'C', '2025-01-01')];
    expect(nowOf(links, 'A', 'W1', '2023-06-01')).toBe('B');
    expect(nowOf(links, 'A', 'W1', '2024-06-01')).toBe('C');
    expect(nowOf(links, 'A', 'W2', '2023-06-01')).toBe('C');
  });
  test('互相并来并去也不绕圈', () => {
    const links = [link('A', 'B', '2024-01-01'), link('B', 'A', '2025-01-01')];
    expect(nowOf(links, 'A', '', '2023-01-01')).toBe('A');
    expect(nowOf(links, 'B', '', '2024-06-01')).toBe('A');
  });
});

test('名称按日子取;没有包含那天的一段时取最近的', () => {
  const terms = [term('A', '心内一科', '2020-01-01', '2024-01-01'), term('A', '心血管内科', '2024-01-01')];
  expect([nameOn(terms, '2019-01-01'), nameOn(terms, '2023-12-31'), nameOn(terms, '2024-01-01')]).toEqual([
    '心内一科',
    '心内一科',
    '心血管内科',
  ]);
  expect(nameOn([], '2024-01-01')).toBeUndefined();
  expect(nameOn([term('A', '旧', '2020-01-01', '2021-01-01')], '2024-01-01')).toBe('旧');
});

test.each([
  [
    { departments: [term('A', '甲', '2024-01-01'), term('A', '乙', '2025-01-01')], links: [] },
    '与名称「甲」的日子重叠',
  ],
  [{ departments: [term('A', '甲', '2025-01-01', '2024-01-01')], links: [] }, '停用日须晚于启用日'],
  [{ departments: [term('A', '甲', '2025-02-30')], links: [] }, '「2025-02-30」不是日期'],
  [{ departments: [term('', '甲')], links: [] }, '编码与名称都要写'],
  [{ departments: [], links: [link('A', 'A', '2025-01-01')] }, '去向科室相同'],
  [{ departments: [], links: [link('A', 'B', '2025-01-15')] }, '生效日须是某月 1 日'],
  [{ departments: [], links: [link('A', 'B', '2025-01-01'), link('A', 'C', '2025-01-01')] }, '拆分请分别写明病区'],
  [{ departments: [], links: [link('A', 'B', '年初')] }, '不是日期'],
])('写错的历史:%#', (history, message) => {
  expect(checkHistory(history).map((problem) => problem.message)).toEqual([expect.stringContaining(message)]);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysIn, type Period, parsePeriod, periodKind } from '../../analytics/period.ts';
import { compared, previousPeriod, samePeriodLastYear, yearToDateOf } from '../../analytics/period-comparison.ts';

const period = (text: string): Period => parsePeriod(text)!;
const days = (text: string) => {
  const found = parsePeriod(text);
  return found && [found.from, found.before, periodKind(found)];
};

test.each([
  ['2025-06-03', ['2025-06-03', '2025-06-04', 'day']],
  ['2024-12-31', ['2024-12-31', '2025-01-01', 'day']],
  ['2025-W23', ['2025-06-02', '2025-06-09', 'week']],
  ['2025-W01', ['2024-12-30', '2025-01-06', 'week']],
  ['2020-W53', ['2020-12-28', '2021-01-04', 'week']],
  ['2025-06', ['2025-06-01', '2025-07-01', 'month']],
  ['2025-H2', ['2025-07-01', '2026-01-01', 'half']],
  ['2025-W53', null],
  ['2025-W00', null],
  ['2025-02-29', null],
  ['2025-13', null],
])('期间 %s', (text, expected) => expect(days(text)).toEqual(expected));

test('每一天恰属于一个 ISO 周,相邻两周首尾相接', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (n) => {
      const day = addDays('1980-01-01', n);
      const weeks = [-1, 0, 1].flatMap((shift) => {
        const year = Number(day.slice(0, 4)) + shift;
        return Array.from(
          { length: 53 },
          (_, w) => parsePeriod(`${year}-W${String(w + 1).padStart(2, '0')}`) ?? [],
        ).flat();
      });
      const holding = weeks.filter((week) => week.from <= day && day < week.before);
      expect(holding).toHaveLength(1);
      expect(daysIn(holding[0]!)).toBe(7);
      expect(previousPeriod(holding[0]!).before).toBe(holding[0]!.from);
      expect(parsePeriod(previousPeriod(holding[0]!).label)).toEqual(previousPeriod(holding[0]!));
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['2025-06', '2025-05', '2024-06'],
  ['2025-01', '2024-12', '2024-01'],
  ['2025-Q1', '2024-Q4', '2024-Q1'],
  ['2025-H1', '2024-H2', '2024-H1'],
  ['2025', '2024', '2024'],
  ['2025-W01', '2024-W52', '2024-W01'],
  ['2025-06-03', '2025-06-02', '2024-06-03'],
  ['2025-01-01/2025-04-01', '2024-10-01/2025-01-01', '2024-01-01/2024-04-01'],
  ['2025-06-10/2025-06-20', '2025-05-31/2025-06-10', '2024-06-10/2024-06-20'],
])('%s 的环比是 %s,同比是 %s', (text, previous, lastYear) => {
  expect(previousPeriod(period(text))).toEqual(period(previous));
  expect(samePeriodLastYear(period(text))).toEqual(period(lastYear));
});

test('上年没有的一天、一周没有同比', () => {
  expect(samePeriodLastYear(period('2024-02-29'))).toBeNull();
  expect(samePeriodLastYear(period('2020-W53'))).toBeNull();
});

test('年累计从期末所在的年初起', () => {
  expect(yearToDateOf(period('2025-Q2')).label).toBe('2025-01-01/2025-07-01');
  expect(yearToDateOf(period('2025-W01')).label).toBe('2025-01-01/2025-01-06');
});

test('本期还没过完,两期按同样的天数比;已过完的整期比;没有数据的不比', () => {
  const june = period('2025-06');
  const base = period('2025-05');
  expect(compared(june, base, '2025-06-11')).toMatchObject({
    partial: true,
    current: { from: '2025-06-01', before: '2025-06-11' },
    base: { from: '2025-05-01', before: '2025-05-11' },
  });
  expect(compared(june, base, '2025-07-01')).toEqual({ current: june, base, partial: false });
  expect(compared(june, base, '2025-06-01')).toBeNull();
  expect(compared(june, null, '2025-07-01')).toBeNull();
  // 三月过了 30 天,二月只有 28 天:基期不越过自己的期末。
  expect(compared(period('2025-03'), period('2025-02'), '2025-03-31')?.base.before).toBe('2025-03-01');
});

import { expect, test } from '@jest/globals';
import { intakeVectors } from '../../vectors/intake.vectors.ts';

// 手算的小例;全部例题由 npm run vectors 对照。
test('同日出院算 1 天,跨闰日按日历计', () => {
  const cases = [
    ['2024-03-01T09:00', '2024-03-01T18:00'],
    ['2024-03-01T23:50', '2024-03-02T00:10'],
    ['2024-02-26T08:00', '2024-03-04T10:00'],
  ];
  expect(intakeVectors['in.los']?.({ cases })).toEqual([1, 1, 7]);
});

test('28 天仍是新生儿,29 天不是,生日当天满 1 岁', () => {
  const birth_admission = [
    ['2024-02-02', '2024-03-01'],
    ['2024-02-01', '2024-03-01'],
    ['2023-03-01', '2024-03-01'],
  ];
  expect(intakeVectors['in.age']?.({ birth_admission })).toEqual([
    { years: 0, days: 28, newborn: true },
    { years: 0, days: 29, newborn: false },
    { years: 1, days: null, newborn: false },
  ]);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyError, caseFacts } from '../../../analytics/discharge/case-facts.ts';
import { codeInRanges, compileRanges } from '../../../analytics/discharge/code-ranges.ts';
import { dayNumber, dayText, minuteNumber, readDateTime } from '../../../analytics/discharge/day.ts';
import { findDuplicates } from '../../../analytics/discharge/duplicates.ts';
import { emptyFees, FEE_ITEMS, type Fees, WHOLE_FEE_ITEMS } from '../../../analytics/discharge/fee-items.ts';
import { feeRollup, feeTotalCheck, sumOfFees } from '../../../analytics/discharge/fees.ts';
import { toGroupingCase } from '../../../analytics/discharge/grouping-input.ts';
import { isDiagnosisForm, isProcedureForm, normaliseDiagnosisCode } from '../../../analytics/discharge/icd-code.ts';
import { recordScore, unitScore } from '../../../analytics/discharge/quality-score.ts';
import { ageAt, lengthOfStay } from '../../../analytics/discharge/stay.ts';
import { isSurgicalProcedure } from '../../../analytics/discharge/surgical.ts';
import { type Fen, fen } from '../../../analytics/money.ts';
import { aDiagnosis, aProcedure, aRecord, aSurgicalRecord, feesOf, yuan } from '../../support/records.ts';

const anyDay = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2190-12-31'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10));
const anyFees = fc
  .dictionary(fc.constantFrom(...FEE_ITEMS.map((item) => item.code)), fc.integer({ min: 0, max: 1e9 }).map(fen))
  .map((fees) => fees as Fees);

test('日序号与日历一致,文本来回不变', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      expect(dayNumber(day)).toBe(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
      expect(dayText(dayNumber(day))).toBe(day);
      expect(readDateTime(day)).toBe(day);
    }),
  );
  expect(minuteNumber('1970-01-02T00:01')).toBe(1441);
});

test('住院天数不小于 1;缺日期为 null,倒置为负', () => {
  expect(lengthOfStay('2025-06-01', '2025-06-01T23:00')).toBe(1);
  expect(lengthOfStay(null, '2025-06-01')).toBeNull();
  expect(lengthOfStay('2025-06-03', '2025-06-01')).toBe(-2);
});

test('2 月 29 日生者平年 3 月 1 日满岁;出生晚于入院没有年龄', () => {
  expect(ageAt('2024-02-29', '2025-02-28')?.years).toBe(0);
  expect(ageAt('2024-02-29', '2025-03-01')?.years).toBe(1);
  expect(ageAt('2025-06-02', '2025-06-01')).toBeNull();
});

test('各类归总之和等于合计,等于整项之和;其中项不另加', () => {
  fc.assert(
    fc.property(anyFees, fc.boolean(), (fees, drugIncludesBlood) => {
      const { total, drug, material, examLab, medicalService, blood, other } = feeRollup(fees, { drugIncludesBlood });
      expect(drug + material + examLab + medicalService + blood + other).toBe(total);
      expect(total).toBe(WHOLE_FEE_ITEMS.reduce((sum, code) => sum + (fees[code] ?? 0), 0));
      expect(feeTotalCheck(sumOfFees(fees), fees).ok).toBe(true);
    }),
  );
});

test('血液制品可按口径计入药品,血费仍是血液', () => {
  const fees = feesOf({ D23: '10', D26: '1', D27: '2', D30: '3' });
  expect(feeRollup(fees)).toMatchObject({ drug: yuan('10'), blood: yuan('6') });
  expect(feeRollup(fees, { drugIncludesBlood: true })).toMatchObject({ drug: yuan('15'), blood: yuan('1') });
});

test('分类费用 24 个整项、4 个其中项,空表列全', () => {
  expect(WHOLE_FEE_ITEMS).toHaveLength(24);
  expect(Object.keys(emptyFees())).toEqual(FEE_ITEMS.map((item) => item.code));
});

test('编译的范围表与逐个比较一致', () => {
  const ranges = [
    'C51-C58',
    'B37.3',
    'N70-N98',
    'O',
    'D07.0-D07.3',
    'K40.907',
    'N99.2-N99.3',
    '65-75',
    '00.5-00.8',
    '3',
  ];
  const compiled = compileRanges(ranges);
  const letter = fc.constantFrom(...'BCDNOKZ0123456789');
  const code = fc.tuple(letter, fc.stringMatching(/^[0-9.x]{0,6}$/)).map(([a, rest]) => a + rest);
  const real = fc.constantFrom(
    'B37.300',
    'D07.300',
    'K40.907',
    'N99.400',
    '65.0100',
    '75.9900',
    '00.8100',
    '00.4900',
    '',
  );
  fc.assert(
    fc.property(fc.oneof(code, real), (text) => expect(compiled.has(text)).toBe(codeInRanges(text, ranges))),
    {
      numRuns: 2000,
    },
  );
});

test('编码形式的快路径与正则一致', () => {
  const diagnosis = /^[A-Z]\d{2}\.[0-9x]\d{1,2}(x\d{3})?(\+[A-Z]\d{2}(\.\d)?\*)?$/;
  const procedure = /^\d{2}\.\d[\dx][\dA-Z]{2,3}(x\d{3})?$/;
  fc.assert(
    fc.property(
      fc.oneof(fc.stringMatching(/^[A-Zx0-9.+*]{5,9}$/), fc.stringMatching(/^[A-Z0-9]\d\d?\.[0-9x]{2,5}$/)),
      (code) => {
        expect(isDiagnosisForm(code)).toBe(diagnosis.test(code));
        expect(isProcedureForm(code)).toBe(procedure.test(code));
      },
    ),
    { numRuns: 2000 },
  );
});

test('规范过的编码再规范不变', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const once = normaliseDiagnosisCode(text);
      expect(normaliseDiagnosisCode(once)).toBe(once);
    }),
  );
  expect(normaliseDiagnosisCode('b22.001+f02.4*')).toBe('B22.001+F02.4*');
});

test('首尾相接的两次住院不算重叠,不同医院的同号不比', () => {
  const stay = { hospitalId: 'H1', recordNo: 'A1', admission: 1, admittedAt: '2025-06-01', dischargedAt: '2025-06-05' };
  const next = { ...stay, admission: 2, admittedAt: '2025-06-05', dischargedAt: '2025-06-07' };
  const elsewhere = { ...stay, hospitalId: 'H2' };
  expect(findDuplicates([stay, next, elsewhere])).toEqual({ exactDuplicatePairs: [], overlapPairs: [] });
});

test('质量分:同一规则只扣一次,不低于 0;没有病案没有平均分', () => {
  expect(recordScore(['Q07', 'Q07'], { Q07: 60 })).toBe(40);
  expect(recordScore(['Q07', 'Q11'], { Q07: 60, Q11: 60 })).toBe(0);
  expect(unitScore([])).toBeNull();
});

test('分组输入:年龄与住院天数按日期重算,缺日期用填报值', () => {
  const record = aRecord({ ageYears: 99, los: 99, birthWeights: [3200, 3100], ventilatorHours: 12 });
  expect(toGroupingCase(record)).toMatchObject({
    sex: 1,
    age: 55,
    los: 7,
    birthWeight: 3200,
    ventilatorHours: 12,
    dischargeType: 1,
    diagnoses: ['J18.900', 'I10.x00'],
    procedures: [],
  });
  expect(toGroupingCase(aRecord({ birthDate: null, ageYears: 0, ageDays: 9 }))).toMatchObject({ age: 0, ageDays: 9 });
  expect(toGroupingCase(aRecord({ sex: 9 })).sex).toBeNull();
});

test('分组输入:主要诊断空着时其他诊断不会变成主要诊断', () => {
  expect(toGroupingCase(aRecord({ diagnoses: [aDiagnosis(null), aDiagnosis('I10.x00')] })).diagnoses).toEqual([
    '',
    'I10.x00',
  ]);
});

test('存储事实:主诊组、医师、手术级别、是否手术与死亡', () => {
  const staff = { head: 'K', chief: null, attending: 'Z', resident: 'Y', nurse: 'N', responsible: null };
  const procedures = [aProcedure('45.2300', { level: '2' }), aProcedure('47.0901', { level: '4' })];
  expect(caseFacts(aSurgicalRecord({ staff, procedures, dischargeMode: '5' }), true)).toMatchObject({
    los: 7,
    ageYears: 55,
    teamCode: 'Z',
    physicianCode: 'Z',
    dischargedOn: '2025-06-08',
    principalDiagnosis: 'K35.900',
    mainProcedure: '45.2300',
    surgeryLevel: 4,
    isSurgical: true,
    died: true,
    hasError: true,
  });
  const responsible = { ...staff, responsible: 'R', attending: null, resident: null };
  expect(caseFacts(aRecord({ staff: responsible }))).toMatchObject({
    teamCode: 'R',
    physicianCode: 'R',
    surgeryLevel: null,
  });
});

test('E 级缺陷才算有错', () => {
  const finding = { rule: 'Q03', field: '', value: '', message: '', fix: '' };
  expect(anyError([{ ...finding, severity: 'W' }])).toBe(false);
  expect(anyError([{ ...finding, severity: 'E' }])).toBe(true);
});

test('诊断性与非手术操作不算手术', () => {
  for (const code of ['47.0901', '37.5100', '00.6600', '74.1x00']) expect(isSurgicalProcedure(code)).toBe(true);
  for (const code of ['45.2300', '88.7200', '96.7200', '99.1500', '00.1000', '39.9500'])
    expect(isSurgicalProcedure(code)).toBe(false);
});

test('总费用核对的差按分计', () => {
  expect(feeTotalCheck(10001 as Fen, { D11: 10000 as Fen })).toMatchObject({ diff: 1, ok: true });
});

import type { Diagnosis, DischargeRecord, Procedure } from '../../analytics/discharge/discharge-record.ts';
import type { FeeItemCode } from '../../analytics/discharge/fee-items.ts';
import { type Fen, parseYuan } from '../../analytics/money.ts';

/** 元的文本 → 分;写错了就抛错。 */
export function yuan(text: string): Fen {
  const amount = parseYuan(text);
  if (amount === null) throw new RangeError(`不是金额:${text}`);
  return amount;
}

/** 分类费用,元的文本。 */
export const feesOf = (fees: Partial<Record<FeeItemCode, string>>): DischargeRecord['fees'] =>
  Object.fromEntries(Object.entries(fees).map(([code, text]) => [code, yuan(text)]));

export const aDiagnosis = (code: string | null, rest: Partial<Diagnosis> = {}): Diagnosis => ({
  code,
  name: code === null ? null : `诊断 ${code}`,
  admissionCondition: '1',
  ...rest,
});

export const aProcedure = (code: string | null, rest: Partial<Procedure> = {}): Procedure => ({
  code,
  name: code === null ? null : `手术操作 ${code}`,
  date: '2025-06-03',
  level: '3',
  surgeon: 'S01',
  incision: '2',
  anaesthesia: '01',
  ...rest,
});

/** 一份没有缺陷的内科出院记录;只写与用例有关的字段。 */
export const aRecord = (rest: Partial<DischargeRecord> = {}): DischargeRecord => ({
  hospitalId: 'H0001',
  hospitalName: '示例医院',
  recordNo: '000123',
  admissionNo: 1,
  encounterId: null,
  personKey: null,
  payer: '1',
  sex: 1,
  birthDate: '1970-05-20',
  ageYears: 55,
  ageDays: null,
  admissionWeight: null,
  birthWeights: [],
  admissionRoute: '2',
  admittedAt: '2025-06-01T08:30',
  admissionDepartment: '0301',
  dischargedAt: '2025-06-08T10:00',
  dischargeDepartment: '0301',
  dischargeWard: null,
  los: 7,
  diagnoses: [aDiagnosis('J18.900'), aDiagnosis('I10.x00')],
  externalCause: null,
  pathology: null,
  procedures: [],
  staff: { head: 'D01', chief: 'D02', attending: 'D03', resident: 'D04', nurse: 'N01', responsible: null },
  dischargeMode: '1',
  destination: null,
  readmissionPlan: '1',
  readmissionPurpose: null,
  autopsy: null,
  ventilatorHours: null,
  icuHours: null,
  transfused: null,
  totalFee: yuan('5000.00'),
  selfPaid: yuan('1200.00'),
  fees: feesOf({ D11: '500', D13: '300', D16: '900', D17: '600', D23: '2000', D24: '200', D32: '500' }),
  ...rest,
});

/** 一份没有缺陷的手术记录:阑尾切除,有手术费与麻醉费。 */
export const aSurgicalRecord = (rest: Partial<DischargeRecord> = {}): DischargeRecord =>
  aRecord({
    diagnoses: [aDiagnosis('K35.900')],
    procedures: [aProcedure('47.0901')],
    totalFee: yuan('9000.00'),
    fees: feesOf({ D11: '1000', D20: '3000', D20x01: '800', D20x02: '2200', D23: '2000', D33: '3000' }),
    ...rest,
  });

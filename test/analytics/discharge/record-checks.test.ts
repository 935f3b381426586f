import { expect, test } from '@jest/globals';
import type { DischargeRecord } from '../../../analytics/discharge/discharge-record.ts';
import { columnsPresent, recogniseHeader } from '../../../analytics/discharge/header.ts';
import {
  ALL_CHECKS,
  type CheckContext,
  checkRecord,
  compileChecks,
  deductionsOf,
  RECORD_CHECKS,
} from '../../../analytics/discharge/record-checks.ts';
import { aDiagnosis, aProcedure, aRecord, aSurgicalRecord, feesOf, yuan } from '../../support/records.ts';

const context: CheckContext = { today: '2025-12-31' };
const fired = (record: DischargeRecord, extra: Partial<CheckContext> = {}) =>
  checkRecord(record, ALL_CHECKS, { ...context, ...extra }).map(({ rule, severity }) => `${rule} ${severity}`);
const dx = (...codes: (string | null)[]) => codes.map((code) => aDiagnosis(code));
/** 生日使入院时(2025-06-01)正好这么大。 */
const aged = (years: number) => ({ birthDate: `${2025 - years}-06-01`, ageYears: years });
const infant = { birthDate: '2025-05-10', ageYears: 0, ageDays: 22, birthWeights: [3200] };

test('正常的内科与手术病案没有缺陷', () => {
  expect(fired(aRecord())).toEqual([]);
  expect(fired(aSurgicalRecord())).toEqual([]);
});

/** [规则 轻重, 说明, 触发的记录, 正好不触发的记录] */
const CASES: [string, string, DischargeRecord, DischargeRecord][] = [
  ['Q01 E', '必填项为空', aRecord({ payer: null }), aRecord({ payer: '9' })],
  [
    'Q01 E',
    '没有住院次数也没有就诊 ID',
    aRecord({ admissionNo: null }),
    aRecord({ admissionNo: null, encounterId: 'M1' }),
  ],
  [
    'Q01 E',
    '主要诊断没有入院病情',
    aRecord({ diagnoses: [aDiagnosis('J18.900', { admissionCondition: null })] }),
    aRecord(),
  ],
  ['Q01 E', '分类费用全空', aRecord({ fees: {} }), aRecord()],
  [
    'Q02 E',
    '出院早于入院',
    aRecord({ dischargedAt: '2025-05-31', los: null }),
    aRecord({ dischargedAt: '2025-06-01', los: 1 }),
  ],
  [
    'Q02 E',
    '同日出院时刻早于入院',
    aRecord({ dischargedAt: '2025-06-01T08:29', los: 1 }),
    aRecord({ dischargedAt: '2025-06-01T08:30', los: 1 }),
  ],
  [
    'Q02 E',
    '入院早于出生',
    aRecord({ birthDate: '2025-06-02', ageYears: null, ageDays: 1 }),
    aRecord({ ...infant, birthDate: '2025-06-01', ageDays: 0 }),
  ],
  [
    'Q02 E',
    '出院在将来',
    aRecord({ dischargedAt: '2026-01-01', los: 214 }),
    aRecord({ dischargedAt: '2025-07-31', los: 60 }),
  ],
  ['Q03 W', '住院天数不符', aRecord({ los: 8 }), aRecord({ los: 7 })],
  ['Q04 W', '年龄不符', aRecord({ ageYears: 54 }), aRecord({ ageYears: 55 })],
  ['Q04 W', '年龄超过 120', aRecord(aged(121)), aRecord(aged(120))],
  ['Q05 E', '0 岁没有日龄', aRecord({ ...infant, ageDays: null }), aRecord(infant)],
  [
    'Q06 E',
    '新生儿没有出生体重',
    aRecord({ ...infant, birthWeights: [] }),
    aRecord({ birthDate: '2025-05-03', ageYears: 0, ageDays: 29 }),
  ],
  ['Q06 E', '出生体重 99 克', aRecord({ ...infant, birthWeights: [99] }), aRecord({ ...infant, birthWeights: [100] })],
  [
    'Q06 E',
    '出生体重 10000 克',
    aRecord({ ...infant, birthWeights: [10000] }),
    aRecord({ ...infant, birthWeights: [9999] }),
  ],
  ['Q07 E', '没有主要诊断', aRecord({ diagnoses: dx(null, 'I10.x00') }), aRecord({ diagnoses: dx('I10.x00') })],
  ['Q08 E', '主要诊断不是 ICD 编码', aRecord({ diagnoses: dx('肺炎') }), aRecord({ diagnoses: dx('J18.900') })],
  ['Q08 W', '主要诊断是临床版短码', aRecord({ diagnoses: dx('J18.9') }), aRecord({ diagnoses: dx('J18.900') })],
  ['Q08 W', '其他诊断形式不合', aRecord({ diagnoses: dx('J18.900', '高血压') }), aRecord()],
  [
    'Q08 E',
    '主要手术不是 ICD 编码',
    aSurgicalRecord({ procedures: [aProcedure('47.0901'), aProcedure('3.1')].reverse() }),
    aSurgicalRecord(),
  ],
  ['Q08 W', '手术操作丢了末尾的 0', aSurgicalRecord({ procedures: [aProcedure('47.09')] }), aSurgicalRecord()],
  ['Q09 W', '有编码没有名称', aRecord({ diagnoses: [aDiagnosis('J18.900', { name: null })] }), aRecord()],
  [
    'Q09 W',
    '有手术名称没有编码',
    aSurgicalRecord({ procedures: [aProcedure('47.0901'), aProcedure(null, { name: '引流术', incision: null })] }),
    aSurgicalRecord(),
  ],
  [
    'Q10 W',
    '手术没有日期',
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { date: null })] }),
    aSurgicalRecord(),
  ],
  [
    'Q10 W',
    '手术在入院前两天',
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { date: '2025-05-30' })] }),
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { date: '2025-05-31' })] }),
  ],
  [
    'Q10 W',
    '手术在出院后一天',
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { date: '2025-06-09' })] }),
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { date: '2025-06-08T23:00' })] }),
  ],
  ['Q11 E', '男性有卵巢肿瘤', aRecord({ diagnoses: dx('C56.x00') }), aRecord({ sex: 2, diagnoses: dx('C56.x00') })],
  [
    'Q11 W',
    '男性的乳房良性肿瘤只提示',
    aRecord({ diagnoses: dx('D24.x00') }),
    aRecord({ sex: 2, diagnoses: dx('D24.x00') }),
  ],
  ['Q12 E', '女性有前列腺增生', aRecord({ sex: 2, diagnoses: dx('N40.x00') }), aRecord({ diagnoses: dx('N40.x00') })],
  [
    'Q12 E',
    '女性有 K40.907',
    aRecord({ sex: 2, diagnoses: dx('K40.907') }),
    aRecord({ sex: 2, diagnoses: dx('K40.906') }),
  ],
  [
    'Q13 E',
    '男性做子宫手术',
    aSurgicalRecord({ procedures: [aProcedure('68.4100')] }),
    aSurgicalRecord({ sex: 2, procedures: [aProcedure('68.4100')] }),
  ],
  [
    'Q13 E',
    '女性做前列腺手术',
    aSurgicalRecord({ sex: 2, procedures: [aProcedure('60.2900')] }),
    aSurgicalRecord({ procedures: [aProcedure('60.2900')] }),
  ],
  [
    'Q14 W',
    '11 岁有乳房肿瘤',
    aRecord({ sex: 2, ...aged(11), diagnoses: dx('C50.900') }),
    aRecord({ sex: 2, ...aged(12), diagnoses: dx('C50.900') }),
  ],
  [
    'Q15 W',
    '1 岁以围生期疾病作主要诊断',
    aRecord({ ...aged(1), diagnoses: dx('P07.100') }),
    aRecord({ ...infant, birthDate: '2025-01-01', ageDays: 151, diagnoses: dx('P07.100') }),
  ],
  [
    'Q15 W',
    '61 岁有产科诊断',
    aRecord({ sex: 2, ...aged(61), diagnoses: dx('O80.000') }),
    aRecord({ sex: 2, ...aged(60), diagnoses: dx('O80.000') }),
  ],
  [
    'Q15 W',
    '9 岁有产科诊断',
    aRecord({ sex: 2, ...aged(9), diagnoses: dx('O80.000') }),
    aRecord({ sex: 2, ...aged(10), diagnoses: dx('O80.000') }),
  ],
  [
    'Q16 E',
    '外部原因作主要诊断',
    aRecord({ diagnoses: dx('W18.900') }),
    aRecord({ diagnoses: dx('J18.900', 'W18.900') }),
  ],
  ['Q16 E', '星号编码作主要诊断', aRecord({ diagnoses: dx('G01*') }), aRecord({ diagnoses: dx('A01.002+G01*') })],
  ['Q16 E', '形态学编码作主要诊断', aRecord({ diagnoses: dx('M80000/3') }), aRecord({ diagnoses: dx('M82.000') })],
  ['Q16 E', '病原体作主要诊断', aRecord({ diagnoses: dx('B95.600') }), aRecord({ diagnoses: dx('B94.900') })],
  [
    'Q16 E',
    '分娩结局作主要诊断',
    aRecord({ sex: 2, ...aged(30), diagnoses: dx('Z37.000') }),
    aRecord({ sex: 2, ...aged(30), diagnoses: dx('O80.000', 'Z37.000') }),
  ],
  [
    'Q16 E',
    '流产并发症作主要诊断而病因已编码',
    aRecord({ sex: 2, ...aged(30), diagnoses: dx('O08.100', 'O03.900') }),
    aRecord({ sex: 2, ...aged(30), diagnoses: dx('O08.100') }),
  ],
  ['Q16 E', '个人史作主要诊断', aRecord({ diagnoses: dx('Z85.300') }), aRecord({ diagnoses: dx('Z51.100') })],
  [
    'Q16 E',
    '后遗症作主要诊断',
    aRecord({ diagnoses: dx('T90.500'), externalCause: 'Y85.000' }),
    aRecord({ diagnoses: dx('T88.900'), externalCause: 'Y85.000' }),
  ],
  [
    'Q17 W',
    '有明确疾病而以症状作主要诊断',
    aRecord({ diagnoses: dx('R50.900', 'J18.900') }),
    aRecord({ diagnoses: dx('R50.900', 'Z92.100') }),
  ],
  [
    'Q18 W',
    '骨折没有外部原因',
    aRecord({ diagnoses: dx('S72.000') }),
    aRecord({ diagnoses: dx('S72.000'), externalCause: 'W18.900' }),
  ],
  [
    'Q19 W',
    '恶性肿瘤手术没有病理',
    aSurgicalRecord({ diagnoses: dx('C18.900') }),
    aSurgicalRecord({ diagnoses: dx('C18.900'), pathology: 'M81400/3' }),
  ],
  [
    'Q20 W',
    '其他诊断与主要诊断相同',
    aRecord({ diagnoses: dx('J18.900', 'I10.x00', 'J18.900') }),
    aRecord({ diagnoses: dx('J18.900', 'J18.901') }),
  ],
  ['Q21 E', '总费用多 6 分', aRecord({ totalFee: yuan('5000.06') }), aRecord({ totalFee: yuan('5000.05') })],
  ['Q21 E', '总费用少 6 分', aRecord({ totalFee: yuan('4999.94') }), aRecord({ totalFee: yuan('4999.95') })],
  [
    'Q21 E',
    '其中项大于整项',
    aRecord({ fees: feesOf({ D11: '3000', D23: '2000', D23x01: '2001' }) }),
    aRecord({ fees: feesOf({ D11: '3000', D23: '2000', D23x01: '2000' }) }),
  ],
  [
    'Q21 E',
    '费用为负',
    aRecord({ fees: feesOf({ D11: '5001', D23: '-1' }) }),
    aRecord({ fees: feesOf({ D11: '5000', D23: '0' }) }),
  ],
  ['Q21 E', '总费用为 0', aRecord({ totalFee: yuan('0') }), aRecord()],
  [
    'Q22 W',
    '有手术没有手术治疗费',
    aSurgicalRecord({
      fees: feesOf({ D11: '9000', D20x01: '0' }),
      procedures: [aProcedure('47.0901', { anaesthesia: null })],
    }),
    aRecord({ procedures: [aProcedure('45.2300', { anaesthesia: null })] }),
  ],
  [
    'Q22 W',
    '有手术费没有手术操作',
    aRecord({ fees: feesOf({ D11: '4000', D20: '1000', D20x02: '1000' }) }),
    aRecord({ fees: feesOf({ D11: '4000', D20: '1000', D20x02: '0' }) }),
  ],
  [
    'Q23 W',
    '有麻醉费没有麻醉方式',
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { anaesthesia: null })] }),
    aSurgicalRecord(),
  ],
  [
    'Q23 W',
    '有麻醉方式没有麻醉费',
    aSurgicalRecord({ fees: feesOf({ D11: '6000', D20: '3000', D20x02: '2200' }) }),
    aSurgicalRecord(),
  ],
  [
    'Q24 W',
    '有输血没有血费',
    aRecord({ transfused: true }),
    aRecord({ transfused: true, fees: feesOf({ D11: '4500', D26: '500' }) }),
  ],
  [
    'Q24 W',
    '有血费没有输血',
    aRecord({ transfused: false, fees: feesOf({ D11: '4500', D26: '500' }) }),
    aRecord({ transfused: false }),
  ],
  [
    'Q25 E',
    '死亡而有再住院计划',
    aRecord({ dischargeMode: '5', readmissionPlan: '2', readmissionPurpose: '复查' }),
    aRecord({ dischargeMode: '5' }),
  ],
  ['Q25 E', '未死亡而尸检', aRecord({ autopsy: '1' }), aRecord({ dischargeMode: '5', autopsy: '1' })],
  [
    'Q26 W',
    '有再住院计划没有目的',
    aRecord({ readmissionPlan: '2' }),
    aRecord({ readmissionPlan: '2', readmissionPurpose: '化疗' }),
  ],
  [
    'Q26 W',
    '转院没有接收机构',
    aRecord({ dischargeMode: '2' }),
    aRecord({ dischargeMode: '2', destination: '示例中心医院' }),
  ],
  [
    'Q27 W',
    '手术级别不是 1–4',
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { level: '5' })] }),
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { level: '4' })] }),
  ],
  [
    'Q27 W',
    '主要手术没有级别',
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { level: null })] }),
    aRecord({ procedures: [aProcedure('45.2300', { level: null, anaesthesia: null })] }),
  ],
  [
    'Q28 W',
    '没有手术而有切口等级',
    aRecord({ procedures: [aProcedure(null, { incision: '2', anaesthesia: null })] }),
    aRecord(),
  ],
  [
    'Q28 W',
    '切口等级不在字典',
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { incision: '14' })] }),
    aSurgicalRecord({ procedures: [aProcedure('47.0901', { incision: '13' })] }),
  ],
  [
    'Q30 W',
    '住院 61 天',
    aRecord({ dischargedAt: '2025-08-01', los: 61 }),
    aRecord({ dischargedAt: '2025-07-31', los: 60 }),
  ],
  [
    'Q30 W',
    '总费用不足 100 元',
    aRecord({ totalFee: yuan('99.99'), fees: feesOf({ D11: '99.99' }) }),
    aRecord({ totalFee: yuan('100'), fees: feesOf({ D11: '100' }) }),
  ],
  [
    'Q30 W',
    '总费用超过 50 万元',
    aRecord({ totalFee: yuan('500000.01'), fees: feesOf({ D11: '500000.01' }) }),
    aRecord({ totalFee: yuan('500000'), fees: feesOf({ D11: '500000' }) }),
  ],
  [
    'Q31 W',
    '主要诊断入院时没有',
    aRecord({ diagnoses: [aDiagnosis('J18.900', { admissionCondition: '4' })] }),
    aRecord({ diagnoses: [aDiagnosis('J18.900'), aDiagnosis('I10.x00', { admissionCondition: '4' })] }),
  ],
  ['Q32 W', '重症监护时长超过住院', aRecord({ icuHours: 168.5 }), aRecord({ icuHours: 168 })],
  ['Q32 W', '呼吸机时长超过住院', aRecord({ ventilatorHours: 169 }), aRecord({ ventilatorHours: 168 })],
];

test.each(CASES)('%s %s', (rule, _name, bad, good) => {
  expect(fired(bad)).toContain(rule);
  expect(fired(good).filter((each) => each.startsWith(rule.slice(0, 3)))).toEqual([]);
});

test('规则表齐全:Q01–Q32 都在,逐份检查的都有用例', () => {
  const ids = [...new Set(RECORD_CHECKS.map((check) => check.id))];
  expect(ids).toEqual(Array.from({ length: 32 }, (_, n) => `Q${String(n + 1).padStart(2, '0')}`));
  const tested = new Set(CASES.map(([rule]) => rule.slice(0, 3)));
  expect(ids.filter((id) => !tested.has(id))).toEqual(['Q29']);
});

test('给了字典才查编码是否在字典;给了目录才查四级手术', () => {
  expect(fired(aRecord(), { knownDiagnosis: (code) => code !== 'I10.x00' })).toEqual(['Q08 W']);
  expect(fired(aSurgicalRecord(), { knownProcedure: () => false })).toEqual(['Q08 W']);
  expect(fired(aSurgicalRecord(), { isLevelFour: () => true })).toEqual(['Q27 W']);
});

test('缺陷写明字段、原值、问题与改法', () => {
  const [finding] = checkRecord(aRecord({ dischargedAt: '2025-05-30', los: null }), ALL_CHECKS, context).filter(
    (each) => each.rule === 'Q02',
  );
  expect(finding).toEqual({
    rule: 'Q02',
    severity: 'E',
    field: '出院时间(B15)',
    value: '2025-05-30',
    message: '出院时间 2025-05-30 早于入院时间 2025-06-01 08:30',
    fix: '请核对入院与出院时间',
  });
});

test('消息里不留没填的花括号', () => {
  for (const [, , bad] of CASES) {
    for (const finding of checkRecord(bad, ALL_CHECKS, context)) {
      expect(`${finding.message}${finding.fix}`).not.toMatch(/[{}]/);
    }
  }
});

test('文件没有的列:必填不逐行报,无从检查的规则列为不检查', () => {
  const header = recogniseHeader(['A01', 'A48', 'A49', 'A12C', 'B12', 'B15', 'C03C', 'C14x01C', 'D01']);
  const checks = compileChecks(RECORD_CHECKS, columnsPresent(header));
  const bare = aSurgicalRecord({
    payer: null,
    diagnoses: [aDiagnosis('S72.000', { name: null, admissionCondition: null })],
    procedures: [aProcedure('47.0901', { name: null, date: null, level: null, incision: null, anaesthesia: null })],
    fees: {},
  });
  expect(checkRecord(bare, checks, context)).toEqual([]);
  const skipped = new Set(checks.notChecked.map((check) => check.id));
  for (const id of ['Q09', 'Q10', 'Q18', 'Q21', 'Q22', 'Q27']) expect(skipped).toContain(id);
});

test('费用列不齐时,合计小于总费用不算错,大于才算', () => {
  const header = recogniseHeader(['A01', 'A48', 'D01', 'D11', 'D23']);
  const checks = compileChecks(RECORD_CHECKS, columnsPresent(header));
  const rules = (total: string) =>
    checkRecord(aRecord({ totalFee: yuan(total), fees: feesOf({ D11: '600', D23: '400' }) }), checks, context).map(
      (f) => f.rule,
    );
  expect(rules('5000')).toEqual([]);
  expect(rules('999')).toEqual(['Q21']);
});

test('读不懂的值已经报过,不再报为空', () => {
  const already = [{ rule: 'F01', severity: 'E' as const, field: '出生日期(A13)', value: '?', message: '', fix: '' }];
  expect(checkRecord(aRecord({ birthDate: null }), ALL_CHECKS, context, already)).toEqual([]);
});

test('规则数据写错时编译就报错', () => {
  const wrong = { ...RECORD_CHECKS[0]!, kind: 'guess' };
  expect(() => compileChecks([wrong])).toThrow('质控规则 Q01 的种类不认识');
});

test('扣分按规则编号取', () => {
  expect(deductionsOf()).toMatchObject({ Q07: 20, Q11: 5, Q20: 0.2, Q30: 1 });
});

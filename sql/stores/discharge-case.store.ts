import type { CaseFacts } from '../../analytics/discharge/case-facts.ts';
import type { DischargeRecord } from '../../analytics/discharge/discharge-record.ts';
import { feeAmounts } from '../../analytics/discharge/fee-items.ts';
import type { GroupingResult } from '../../analytics/grouping/grouping-case.ts';
import type { LineBuffer } from '../line-buffer.ts';

/** 一批至多的行数;病例编号 = 批次号 × 此数 + 行号,因此不必向数据库要序号。 */
const ROWS_PER_BATCH = 10_000_000;

/** 病例编号。 */
export const caseId = (batchId: number, rowNo: number): number => batchId * ROWS_PER_BATCH + rowNo;

/** 一个批次的病例编号范围(含首不含尾)。 */
export const caseIdsOf = (batchId: string): { first: string; before: string } => ({
  first: String(BigInt(batchId) * BigInt(ROWS_PER_BATCH)),
  before: String((BigInt(batchId) + 1n) * BigInt(ROWS_PER_BATCH)),
});

export const CASE_COLUMNS = [
  'case_id',
  'hospital_id',
  'batch_id',
  'row_no',
  'record_no',
  'admission_key',
  'is_current',
  'has_error',
  'person_key',
  'admitted_on',
  'discharged_on',
  'department_code',
  'ward',
  'team_code',
  'physician_code',
  'sex',
  'age_years',
  'age_days',
  'birth_weight',
  'admission_weight',
  'ventilator_hours',
  'icu_hours',
  'payer',
  'discharge_mode',
  'los',
  'principal_diagnosis',
  'principal_diagnosis_name',
  'main_procedure',
  'main_procedure_name',
  'diagnosis_codes',
  'procedure_codes',
  'surgery_level',
  'is_surgical',
  'died',
  'total_fee',
  'self_paid',
  'western_drug_fee',
  'chinese_drug_fee',
  'material_fee',
  'exam_fee',
  'lab_fee',
  'surgery_fee',
  'service_fee',
  'blood_fee',
  'other_fee',
  'fee_items',
  'admission_route',
  'admission_conditions',
  'incision_classes',
] as const;

export const GROUP_COLUMNS = ['run_id', 'case_id', 'status', 'mdc', 'adrg', 'drg'] as const;

/** 超出列范围的数(录入错误,已另有缺陷说明)不存:一个离奇的数不该让整批装载失败。 */
const MAX_INTEGER = 2_147_483_647;
const MAX_FEN = 99_999_999_999_999;
const within = (value: number | null, limit: number) => (value === null || Math.abs(value) > limit ? null : value);

/** 同一次住院的键:住院次数,没有则就诊 ID。 */
export const admissionKey = (record: DischargeRecord): string =>
  record.admissionNo === null ? (record.encounterId ?? '') : String(record.admissionNo);

function joinedCodes(items: readonly { code: string | null }[]): string | null {
  let joined = '';
  for (const { code } of items) {
    if (code !== null) joined += joined === '' ? code : `|${code}`;
  }
  return joined === '' ? null : joined;
}

/** 各诊断的入院病情,一个字符对应 diagnosis_codes 里的一个,未填为 `-`;一个也没有填为 null。 */
function conditionsOf(diagnoses: DischargeRecord['diagnoses']): string | null {
  let found = '';
  let any = false;
  for (const { code, admissionCondition } of diagnoses) {
    if (code === null) continue;
    found += admissionCondition?.charAt(0) ?? '-';
    any ||= admissionCondition !== null;
  }
  return any ? found : null;
}

/** 各手术填了的切口愈合等级,以 `|` 相连。 */
function incisionsOf(procedures: DischargeRecord['procedures']): string | null {
  let found: string | null = null;
  for (const { incision } of procedures) {
    if (incision !== null) found = found === null ? incision : `${found}|${incision}`;
  }
  return found;
}

/** 写病例的一行,列序同 {@link CASE_COLUMNS}。 */
export function writeCase(
  line: LineBuffer,
  batchId: number,
  rowNo: number,
  record: DischargeRecord,
  facts: CaseFacts,
): void {
  const number = (value: number | null) => line.number(within(value, MAX_INTEGER));
  const { diagnoses, procedures } = record;
  line.number(caseId(batchId, rowNo)).text(record.hospitalId).number(batchId).number(rowNo);
  line.text(record.recordNo).text(admissionKey(record)).flag(true).flag(facts.hasError).text(record.personKey);
  line.day(record.admittedAt).day(record.dischargedAt);
  line.text(record.dischargeDepartment).text(record.dischargeWard).text(facts.teamCode).text(facts.physicianCode);
  for (const value of [record.sex, facts.ageYears, facts.ageDays, record.birthWeights[0] ?? null]) number(value);
  for (const value of [record.admissionWeight, record.ventilatorHours, record.icuHours]) number(value);
  line.text(record.payer).text(record.dischargeMode);
  number(facts.los);
  line.text(diagnoses[0]?.code ?? null).text(diagnoses[0]?.name ?? null);
  line.text(procedures[0]?.code ?? null).text(procedures[0]?.name ?? null);
  line.text(joinedCodes(diagnoses)).text(joinedCodes(procedures));
  number(facts.surgeryLevel);
  line.flag(facts.isSurgical).flag(facts.died);
  writeFees(line, record, facts);
  line.text(record.admissionRoute).text(conditionsOf(diagnoses)).text(incisionsOf(procedures));
  line.end();
}

function writeFees(line: LineBuffer, { totalFee, selfPaid, fees }: DischargeRecord, { fees: rolled }: CaseFacts): void {
  const money = (amount: number | null) => line.money(within(amount, MAX_FEN));
  money(totalFee);
  money(selfPaid);
  money(fees.D23 ?? 0);
  money((fees.D24 ?? 0) + (fees.D25 ?? 0));
  money(rolled.material);
  money((fees.D15 ?? 0) + (fees.D17 ?? 0) + (fees.D18 ?? 0));
  money(fees.D16 ?? 0);
  money(fees.D20 ?? 0);
  money(rolled.medicalService);
  money(rolled.blood);
  money(rolled.other);
  line.integers(feeAmounts(fees));
}

/** 写分组结果的一行,列序同 {@link GROUP_COLUMNS}。 */
export function writeGroup(line: LineBuffer, runId: number, id: number | string, result: GroupingResult): void {
  line.number(runId).number(Number(id)).text(result.status).text(result.mdc).text(result.adrg).text(result.drg).end();
}

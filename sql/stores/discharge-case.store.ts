import type { CaseFacts } from '../../analytics/discharge/case-facts.ts';
import type { DischargeRecord } from '../../analytics/discharge/discharge-record.ts';
import { FEE_ITEMS } from '../../analytics/discharge/fee-items.ts';
import type { GroupingResult } from '../../analytics/grouping/grouping-case.ts';
import { formatYuan } from '../../analytics/money.ts';
import { copyText } from '../bulk-load.ts';

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
] as const;

export const GROUP_COLUMNS = ['run_id', 'case_id', 'status', 'mdc', 'adrg', 'drg'] as const;

const text = (value: string | null) => (value === null ? '\\N' : copyText(value));
/** 超出列范围的数(录入错误,已另有缺陷说明)不存:一个离奇的数不该让整批装载失败。 */
const MAX_INTEGER = 2_147_483_647;
const MAX_FEN = 99_999_999_999_999;
const number = (value: number | null) => (value === null || Math.abs(value) > MAX_INTEGER ? '\\N' : String(value));
const flag = (value: boolean) => (value ? 't' : 'f');
const day = (value: string | null) => (value === null ? '\\N' : value.slice(0, 10));

/** 同一次住院的键:住院次数,没有则就诊 ID。 */
export const admissionKey = (record: DischargeRecord): string =>
  record.admissionNo === null ? (record.encounterId ?? '') : String(record.admissionNo);

function codes(items: readonly { code: string | null }[]): string {
  let joined = '';
  for (const { code } of items) {
    if (code !== null) joined += joined === '' ? code : `|${code}`;
  }
  return joined === '' ? '\\N' : copyText(joined);
}

function feeItems(fees: DischargeRecord['fees']): string {
  let list = '';
  for (const { code } of FEE_ITEMS) {
    const amount = fees[code];
    list += `${list === '' ? '' : ','}${amount === undefined ? 'NULL' : amount}`;
  }
  return `{${list}}`;
}

/** 病例一行的 COPY 文本,列序同 {@link CASE_COLUMNS}。 */
export function caseLine(batchId: number, rowNo: number, record: DischargeRecord, facts: CaseFacts): string {
  const { fees } = record;
  const principal = record.diagnoses[0];
  const main = record.procedures[0];
  const rolled = facts.fees;
  return `${caseId(batchId, rowNo)}\t${text(record.hospitalId)}\t${batchId}\t${rowNo}\t${text(record.recordNo)}\t${text(
    admissionKey(record),
  )}\tt\t${flag(facts.hasError)}\t${text(record.personKey)}\t${day(record.admittedAt)}\t${day(record.dischargedAt)}\t${text(
    record.dischargeDepartment,
  )}\t${text(record.dischargeWard)}\t${text(facts.teamCode)}\t${text(facts.physicianCode)}\t${number(record.sex)}\t${number(
    facts.ageYears,
  )}\t${number(facts.ageDays)}\t${number(record.birthWeights[0] ?? null)}\t${number(record.admissionWeight)}\t${number(
    record.ventilatorHours,
  )}\t${number(record.icuHours)}\t${text(record.payer)}\t${text(
    record.dischargeMode,
  )}\t${number(facts.los)}\t${text(principal?.code ?? null)}\t${text(principal?.name ?? null)}\t${text(
    main?.code ?? null,
  )}\t${text(main?.name ?? null)}\t${codes(record.diagnoses)}\t${codes(record.procedures)}\t${number(
    facts.surgeryLevel,
  )}\t${flag(facts.isSurgical)}\t${flag(facts.died)}\t${money(record.totalFee)}\t${money(record.selfPaid)}\t${money(
    fees.D23 ?? 0,
  )}\t${money((fees.D24 ?? 0) + (fees.D25 ?? 0))}\t${money(rolled.material)}\t${money(
    (fees.D15 ?? 0) + (fees.D17 ?? 0) + (fees.D18 ?? 0),
  )}\t${money(fees.D16 ?? 0)}\t${money(fees.D20 ?? 0)}\t${money(rolled.medicalService)}\t${money(rolled.blood)}\t${money(
    rolled.other,
  )}\t${feeItems(fees)}\n`;
}

const money = (amount: number | null) => (amount === null || Math.abs(amount) > MAX_FEN ? '\\N' : formatYuan(amount));

/** 分组结果一行的 COPY 文本,列序同 {@link GROUP_COLUMNS}。 */
export function groupRow(runId: number, id: number | string, result: GroupingResult): string {
  return `${runId}\t${id}\t${result.status}\t${text(result.mdc)}\t${text(result.adrg)}\t${text(result.drg)}\n`;
}

export const groupLine = (runId: number, batchId: number, rowNo: number, result: GroupingResult): string =>
  groupRow(runId, caseId(batchId, rowNo), result);

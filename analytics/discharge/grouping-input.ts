import type { GroupingCase } from '../grouping/grouping-case.ts';
import type { DischargeRecord } from './discharge-record.ts';
import { type StayNumbers, stayNumbers } from './stay.ts';

/**
 * 出院记录 → 分组器的输入。年龄按出生与入院日期重算,没有日期才用填报值;住院天数同样重算。
 * 主要诊断空着而有其他诊断时,首位是空串:它不合任何条件,其他诊断也不会被当作主要诊断。
 */
export function toGroupingCase(record: DischargeRecord, stay: StayNumbers = stayNumbers(record)): GroupingCase {
  return {
    sex: record.sex === 1 || record.sex === 2 ? record.sex : null,
    age: stay.ageYears ?? record.ageYears,
    ageDays: stay.ageDays ?? record.ageDays,
    birthWeight: record.birthWeights[0] ?? null,
    admissionWeight: record.admissionWeight,
    los: stay.los ?? record.los,
    dischargeType: record.dischargeMode === null ? null : Number(record.dischargeMode),
    department: record.dischargeDepartment,
    ventilatorHours: record.ventilatorHours,
    icuHours: record.icuHours,
    crrtHours: null,
    daySurgery: null,
    newTechnique: null,
    diagnoses: diagnosisCodes(record),
    procedures: procedureCodes(record),
  };
}

function diagnosisCodes(record: DischargeRecord): string[] {
  const codes: string[] = [];
  for (let at = 0; at < record.diagnoses.length; at++) {
    const code = record.diagnoses[at]?.code ?? null;
    if (code !== null || at === 0) codes.push(code ?? '');
  }
  return codes;
}

function procedureCodes(record: DischargeRecord): string[] {
  const codes: string[] = [];
  for (const { code } of record.procedures) if (code !== null) codes.push(code);
  return codes;
}

import type { DischargeRecord, Finding } from './discharge-record.ts';
import { type FeeRollupOptions, feeRollup, type RolledFees } from './fees.ts';
import { type StayNumbers, stayNumbers } from './stay.ts';
import { isSurgicalProcedure } from './surgical.ts';

/** 存储一个病例时由记录推出的事实;金额为分,缺失为 null。 */
export interface CaseFacts {
  /** 住院天数(in.los,重算);出院早于入院时为 null。 */
  readonly los: number | null;
  readonly ageYears: number | null;
  /** 入院时的日龄;满一岁也给。 */
  readonly ageDays: number | null;
  readonly teamCode: string | null;
  readonly physicianCode: string | null;
  /** 出院日 YYYY-MM-DD,病例按它归期。 */
  readonly dischargedOn: string | null;
  readonly principalDiagnosis: string | null;
  readonly mainProcedure: string | null;
  /** 各手术操作中最高的级别 1–4。 */
  readonly surgeryLevel: number | null;
  readonly isSurgical: boolean;
  readonly died: boolean;
  /** 分类归总(in.fee_rollup)。 */
  readonly fees: RolledFees;
  /** 有 E 级缺陷,不参加分组。 */
  readonly hasError: boolean;
}

export interface CaseFactsOptions extends FeeRollupOptions {
  /** 一个手术操作编码是否算手术;默认内置起步清单。 */
  isSurgical?: (code: string) => boolean;
  /** 已算好的住院天数与年龄;缺省由记录算。 */
  stay?: StayNumbers;
}

/** 由记录推出存储用的事实;hasError 是有没有 E 级缺陷(见 anyError)。 */
export function caseFacts(record: DischargeRecord, hasError = false, options: CaseFactsOptions = {}): CaseFacts {
  const stay = options.stay ?? stayNumbers(record);
  const los = stay.los ?? record.los;
  const { staff } = record;
  return {
    los: los !== null && los >= 1 ? los : null,
    ageYears: stay.ageYears ?? record.ageYears,
    ageDays: stay.ageDays ?? record.ageDays,
    teamCode: staff.responsible ?? staff.chief ?? staff.attending,
    physicianCode: staff.attending ?? staff.resident ?? staff.responsible,
    dischargedOn: record.dischargedAt === null ? null : record.dischargedAt.slice(0, 10),
    principalDiagnosis: record.diagnoses[0]?.code ?? null,
    mainProcedure: mainProcedureCode(record),
    surgeryLevel: highestLevel(record),
    isSurgical: hasSurgery(record, options.isSurgical),
    died: record.dischargeMode === '5',
    fees: feeRollup(record.fees, options),
    hasError,
  };
}

/** 首个有编码的手术操作。 */
export function mainProcedureCode(record: DischargeRecord): string | null {
  for (const { code } of record.procedures) if (code !== null) return code;
  return null;
}

/** 是否做过手术:有一个编码属于手术。 */
export function hasSurgery(record: DischargeRecord, isSurgical = isSurgicalProcedure): boolean {
  for (const { code } of record.procedures) if (code !== null && isSurgical(code)) return true;
  return false;
}

/** 有 E 级缺陷。 */
export function anyError(findings: readonly Finding[]): boolean {
  for (const finding of findings) if (finding.severity === 'E') return true;
  return false;
}

function highestLevel(record: DischargeRecord): number | null {
  let highest = 0;
  for (const { level } of record.procedures) {
    if (level !== null && level.length === 1 && level >= '1' && level <= '4') {
      highest = Math.max(highest, level.charCodeAt(0) - 48);
    }
  }
  return highest === 0 ? null : highest;
}

import { type Column, columnOf } from './cell-reader.ts';
import type { FeeItemCode } from './fee-items.ts';
import { BLOCK_SIZES } from './field-catalogue.ts';
import type { Header } from './header.ts';

/** 进记录的不重复字段。 */
const SIMPLE_IDS = [
  ...(['hospitalId', 'hospitalName', 'recordNo', 'admissionNo', 'encounterId', 'settlementId'] as const),
  ...(['personNo', 'idNumber', 'payer', 'sex', 'birthDate', 'ageYears', 'ageDays', 'admissionWeight'] as const),
  ...(['admissionRoute', 'admittedAt', 'admittedHour', 'admissionDepartment', 'dischargedAt'] as const),
  ...(['dischargedHour', 'dischargeDepartment', 'dischargeWard', 'los', 'externalCause', 'pathology'] as const),
  ...(['pathologyName', 'dischargeMode', 'destination', 'destinationCommunity', 'readmissionPlan'] as const),
  ...(['readmissionPurpose', 'autopsy', 'ventilatorHours', 'icuHours', 'transfused', 'bloodAmount'] as const),
  ...(['totalFee', 'selfPaid'] as const),
] as const;
const STAFF_ROLES = ['head', 'chief', 'attending', 'resident', 'nurse', 'responsible'] as const;
const DIAGNOSIS_MEMBERS = ['code', 'name', 'admissionCondition'] as const;
const PROCEDURE_MEMBERS = ['code', 'name', 'date', 'level', 'surgeon', 'incision', 'anaesthesia'] as const;
const ICU_MEMBERS = ['enteredAt', 'leftAt'] as const;

type Columns<Id extends string> = Readonly<Record<Id, Column | null>>;
export type SimpleColumns = Columns<(typeof SIMPLE_IDS)[number]>;
export type StaffColumns = Columns<(typeof STAFF_ROLES)[number]>;
export type DiagnosisColumns = Columns<(typeof DIAGNOSIS_MEMBERS)[number]>;
export type ProcedureColumns = Columns<(typeof PROCEDURE_MEMBERS)[number]>;
export type IcuColumns = Columns<(typeof ICU_MEMBERS)[number]>;

/** 一个文件的读法:记录的每个字段在哪一列。 */
export interface ColumnPlan {
  readonly simple: SimpleColumns;
  readonly staffNames: StaffColumns;
  readonly staffCodes: StaffColumns;
  readonly birthWeights: readonly Column[];
  /** 首个是主要诊断,即使文件没有那一列。 */
  readonly diagnoses: readonly DiagnosisColumns[];
  readonly procedures: readonly ProcedureColumns[];
  readonly icuStays: readonly IcuColumns[];
  readonly fees: readonly { readonly code: FeeItemCode; readonly column: Column }[];
}

/** 按表头排出读法;同一字段有两列时取前一列(表头检查已报重复)。 */
export function planColumns(header: Header): ColumnPlan {
  const columns = new Map<string, Column>();
  header.columns.forEach((ref, at) => {
    if (ref && !columns.has(ref.id)) columns.set(ref.id, columnOf(ref, at));
  });
  const pick = <Id extends string>(ids: readonly Id[], path: (id: Id) => string): Columns<Id> =>
    Object.fromEntries(ids.map((id) => [id, columns.get(path(id)) ?? null])) as Columns<Id>;
  const block = <Id extends string>(id: string, members: readonly Id[]): Columns<Id>[] =>
    Array.from({ length: BLOCK_SIZES[id] ?? 0 }, (_, at) => pick(members, (member) => `${id}.${at}.${member}`)).filter(
      (item, at) => at === 0 || members.some((member) => item[member] !== null),
    );
  const under = (prefix: string) => [...columns].filter(([id]) => id.startsWith(prefix));
  return {
    simple: pick(SIMPLE_IDS, (id) => id),
    staffNames: pick(STAFF_ROLES, (role) => `staff.${role}`),
    staffCodes: pick(STAFF_ROLES, (role) => `staff.${role}Code`),
    birthWeights: under('birthWeights.').map(([, column]) => column),
    diagnoses: block('diagnoses', DIAGNOSIS_MEMBERS),
    procedures: block('procedures', PROCEDURE_MEMBERS),
    icuStays: block('icuStays', ICU_MEMBERS),
    fees: under('fees.').map(([id, column]) => ({ code: id.slice(5) as FeeItemCode, column })),
  };
}

import type { Db } from '../../sql/database.ts';

/** 已存病例中与测算目录有关的事实;没有写的用寻常值。 */
export interface HistoryCase {
  readonly day: string;
  readonly diagnosis: string | null;
  /** 以 | 相连。 */
  readonly procedures?: string;
  /** 元。 */
  readonly fee: string | null;
  readonly los?: number;
  readonly hasError?: boolean;
  readonly isCurrent?: boolean;
  readonly name?: string;
}

let nextCaseId = 1;

/** 把病例直接写进库,属于一家医院。 */
export async function storeHistory(db: Db, hospitalId: string, cases: readonly HistoryCase[]): Promise<void> {
  for (let start = 0; start < cases.length; start += 400) {
    await db
      .insertInto('discharge_case')
      .values(cases.slice(start, start + 400).map((c) => rowOf(c, hospitalId)))
      .execute();
  }
}

function rowOf(c: HistoryCase, hospitalId: string) {
  const id = String(nextCaseId++);
  return {
    case_id: id,
    hospital_id: hospitalId,
    batch_id: '1',
    row_no: Number(id),
    record_no: id,
    admission_key: id,
    is_current: c.isCurrent ?? true,
    has_error: c.hasError ?? false,
    discharged_on: c.day,
    los: c.los ?? 7,
    principal_diagnosis: c.diagnosis,
    principal_diagnosis_name: c.name ?? (c.diagnosis && `诊断 ${c.diagnosis}`),
    main_procedure: c.procedures?.split('|')[0] || null,
    main_procedure_name: c.procedures ? `操作 ${c.procedures.split('|')[0]}` : null,
    diagnosis_codes: c.diagnosis,
    procedure_codes: c.procedures || null,
    is_surgical: false,
    died: false,
    total_fee: c.fee,
  };
}

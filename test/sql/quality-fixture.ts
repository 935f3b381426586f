import { FEE_ITEMS } from '../../analytics/discharge/fee-items.ts';
import type { Db } from '../../sql/database.ts';
import { refreshRollup } from '../../sql/stores/rollup.store.ts';
import { HOSPITAL } from './figures-fixture.ts';

/** 一个病例中与质量度量有关的事实;没有写出的用寻常值(内科、没有手术)。 */
export interface QualityCase {
  day: string;
  admittedOn?: string;
  department?: string;
  principal?: string;
  /** 其他诊断:编码与入院病情。 */
  others?: readonly (readonly [code: string, condition: string])[];
  procedures?: readonly string[];
  level?: number;
  surgical?: boolean;
  route?: string | null;
  incisions?: readonly string[];
  died?: boolean;
  drg?: string;
  hasError?: boolean;
  fee?: string;
  /** 有中医治疗费(D22)、中草药费(D25)。 */
  therapy?: boolean;
  herbs?: boolean;
}

let nextCaseId = 900_000;

/** 像存入一个批次那样写病例与分组,并刷新所涉月份的汇总。 */
export async function storeQualityCases(db: Db, runId: number, cases: readonly QualityCase[]): Promise<void> {
  const numbered = cases.map((fact) => ({ fact, id: String(nextCaseId++), drg: fact.drg ?? 'FR19' }));
  const groups = numbered.map(({ id, drg }) => {
    return { run_id: runId, case_id: id, status: 'grouped', mdc: drg.slice(0, 1), adrg: drg.slice(0, 3), drg };
  });
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('discharge_case')
      .values(numbered.map(({ fact, id }) => caseRow(fact, id) as never))
      .execute();
    await trx.insertInto('case_group').values(groups).execute();
    await refreshRollup(trx, HOSPITAL, [...new Set(cases.map((fact) => fact.day.slice(0, 7)))]);
  });
}

function caseRow(fact: QualityCase, id: string) {
  const { procedures = [], others = [], incisions = [], surgical = procedures.length > 0 } = fact;
  const fees = FEE_ITEMS.map(({ code }) => {
    if (code === 'D22' && fact.therapy) return '1000';
    return code === 'D25' && fact.herbs ? '500' : 'NULL';
  });
  return {
    case_id: id,
    hospital_id: HOSPITAL,
    batch_id: '1',
    row_no: 1,
    record_no: `Q${id}`,
    admission_key: '1',
    is_current: true,
    has_error: fact.hasError ?? false,
    admitted_on: fact.admittedOn ?? '2025-01-01',
    discharged_on: fact.day,
    department_code: fact.department ?? '0304',
    payer: '01',
    los: 8,
    principal_diagnosis: fact.principal ?? 'I10.x00',
    diagnosis_codes: [fact.principal ?? 'I10.x00', ...others.map(([code]) => code)].join('|'),
    admission_conditions: ['1', ...others.map(([, condition]) => condition)].join(''),
    main_procedure: procedures[0] ?? null,
    procedure_codes: procedures.length > 0 ? procedures.join('|') : null,
    surgery_level: fact.level ?? null,
    is_surgical: surgical,
    died: fact.died ?? false,
    discharge_mode: fact.died ? '5' : '1',
    total_fee: fact.fee ?? '10000.00',
    admission_route: fact.route === undefined ? '2' : fact.route,
    incision_classes: incisions.length > 0 ? incisions.join('|') : null,
    fee_items: `{${fees.join(',')}}`,
  };
}

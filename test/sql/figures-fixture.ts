import type { Db } from '../../sql/database.ts';
import { refreshRollup } from '../../sql/stores/rollup.store.ts';

export const HOSPITAL = 'H1';
export const SCHEME = 'scheme-for-test@1';

/** 一个病例中与指标有关的事实;没有写出的用寻常值。 */
export interface FactCase {
  day: string;
  department?: string | null;
  ward?: string | null;
  team?: string | null;
  physician?: string | null;
  mdc?: string | null;
  drg?: string;
  status?: 'grouped' | 'ambiguous' | 'no-mdc' | 'no-adrg';
  fee?: string;
  drugFee?: string;
  los?: number;
  died?: boolean;
  surgical?: boolean;
  level?: number | null;
  hasError?: boolean;
  isCurrent?: boolean;
  payer?: string | null;
  /** 质量度量用到的:入住几日、入院途径、各诊断的入院病情、手术编码、切口等级;没有写的首页没有填。 */
  admittedOn?: string;
  principal?: string;
  route?: string | null;
  conditions?: string | null;
  procedures?: readonly string[];
  incision?: string | null;
}

/** 登记方案、医院与一个现行运行,返回运行编号。 */
export async function registerHospital(db: Db, hospitalId = HOSPITAL): Promise<number> {
  await db.insertInto('hospital').values({ hospital_id: hospitalId, name: '测试医院' }).execute();
  await db
    .insertInto('scheme')
    .values({
      scheme_key: SCHEME,
      scheme_id: 'scheme-for-test',
      version: '1',
      name: '测试方案',
      source: '测试',
      effective_from: '2024-01-01',
      for_reference: true,
    })
    .onConflict((c) => c.doNothing())
    .execute();
  await db
    .insertInto('drg_catalogue')
    .values(
      ['FR19', 'GZ13', 'HC25'].map((drg) => ({
        scheme_key: SCHEME,
        drg,
        drg_name: `${drg} 名称`,
        adrg: drg.slice(0, 3),
        adrg_name: drg.slice(0, 3),
        mdc: drg.slice(0, 1),
        mdc_name: `MDC ${drg.slice(0, 1)}`,
        kind: 'medical',
      })),
    )
    .onConflict((c) => c.doNothing())
    .execute();
  const { run_id } = await db
    .insertInto('grouping_run')
    .values({ hospital_id: hospitalId, scheme_key: SCHEME, engine_version: 'test', is_current: true })
    .returning('run_id')
    .executeTakeFirstOrThrow();
  return run_id;
}

let nextCaseId = 1;

/** 像存入一个批次那样:写病例与分组,并刷新所涉月份的汇总,在一个事务里。 */
export async function storeCases(db: Db, runId: number, cases: readonly FactCase[], hospitalId = HOSPITAL) {
  const numbered = cases.map((fact) => ({ fact, id: String(nextCaseId++) }));
  await db.transaction().execute(async (trx) => {
    for (let start = 0; start < numbered.length; start += 500) {
      const part = numbered.slice(start, start + 500);
      await trx
        .insertInto('discharge_case')
        .values(part.map(({ fact, id }) => dischargeRow(fact, id, hospitalId)))
        .execute();
      await trx
        .insertInto('case_group')
        .values(part.map(({ fact, id }) => groupRow(fact, id, runId)))
        .execute();
    }
    await refreshRollup(trx, hospitalId, [...new Set(cases.map((fact) => fact.day.slice(0, 7)))]);
  });
}

function groupRow({ status = 'grouped', drg = 'FR19', mdc }: FactCase, id: string, runId: number) {
  const grouped = status === 'grouped';
  return {
    run_id: runId,
    case_id: id,
    status,
    mdc: mdc === undefined ? drg.slice(0, 1) : mdc,
    adrg: grouped ? drg.slice(0, 3) : null,
    drg: grouped ? drg : '0000',
  };
}

function dischargeRow(fact: FactCase, id: string, hospitalId: string) {
  const fee = fact.fee ?? '10000.00';
  return {
    case_id: id,
    hospital_id: hospitalId,
    batch_id: '1',
    row_no: 1,
    record_no: `R${id}`,
    admission_key: '1',
    is_current: fact.isCurrent ?? true,
    has_error: fact.hasError ?? false,
    discharged_on: fact.day,
    department_code: fact.department === undefined ? '0304' : fact.department,
    ward: fact.ward === undefined ? 'W1' : fact.ward,
    team_code: fact.team === undefined ? 'T1' : fact.team,
    physician_code: fact.physician === undefined ? 'P1' : fact.physician,
    payer: fact.payer === undefined ? '01' : fact.payer,
    los: fact.los ?? 8,
    admitted_on: fact.admittedOn ?? null,
    principal_diagnosis: fact.principal ?? null,
    diagnosis_codes: fact.principal ? `${fact.principal}|T81.400` : null,
    admission_route: fact.route ?? null,
    admission_conditions: fact.conditions ?? null,
    procedure_codes: fact.procedures?.join('|') || null,
    incision_classes: fact.incision ?? null,
    surgery_level: fact.level ?? null,
    is_surgical: fact.surgical ?? false,
    died: fact.died ?? false,
    total_fee: fee,
    western_drug_fee: fact.drugFee ?? '0.00',
    self_paid: '100.10',
    material_fee: '33.33',
    exam_fee: '10.01',
    lab_fee: '20.02',
    service_fee: '50.05',
  } as never;
}

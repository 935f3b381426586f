import { sql } from 'kysely';
import { addMonths } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { refreshRollup } from '../../sql/stores/rollup.store.ts';

export const HOSPITAL = '12345678901234567X';
const SCHEME = 'report-test@1';
const GROUPS = [
  ['BR11', '脑缺血性疾患，伴严重并发症或合并症', 'B', '神经系统疾病及功能障碍'],
  ['BR15', '脑缺血性疾患，不伴并发症或合并症', 'B', '神经系统疾病及功能障碍'],
  ['ES11', '呼吸系统感染/炎症，伴严重并发症或合并症', 'E', '呼吸系统疾病及功能障碍'],
  ['ES15', '呼吸系统感染/炎症，不伴并发症或合并症', 'E', '呼吸系统疾病及功能障碍'],
  ['FM13', '经皮冠状动脉支架植入，伴并发症或合并症', 'F', '循环系统疾病及功能障碍'],
  ['FR11', '心力衰竭、休克，伴严重并发症或合并症', 'F', '循环系统疾病及功能障碍'],
  ['GD19', '阑尾切除术', 'G', '消化系统疾病及功能障碍'],
  ['HC25', '胆囊切除手术', 'H', '肝、胆、胰疾病及功能障碍'],
  ['IC29', '髋、肩、膝、肘和踝关节置换术', 'I', '肌肉、骨骼疾病及功能障碍'],
  ['OB19', '剖宫产术', 'O', '妊娠、分娩及产褥期'],
] as const;
const DEPARTMENTS = [
  ['0304', '心血管内科'],
  ['0305', '血液内科'],
  ['0301', '呼吸内科'],
  ['0303', '神经内科'],
  ['0401', '普通外科'],
  ['0403', '骨科'],
  ['0502', '产科'],
  ['07', '儿科'],
  ['14', '急诊医学科'],
  ['28', '重症医学科'],
  ['=0310', '=CMD()科'],
  ['0311', '老年病科'],
] as const;

/**
 * 一家虚构医院:末月有 `cases` 例,此前各月各为其几分之一。全部由编号推出,同样的参数得到同样的数据。
 * 数据在数据库里生成,十万例也只要几秒。
 */
export async function sampleHospital(
  db: Db,
  { month, cases, history = 13, share = 0.5 }: { month: string; cases: number; history?: number; share?: number },
): Promise<void> {
  const runId = await register(db);
  const months = Array.from({ length: history + 1 }, (_, i) => addMonths(month, i - history));
  await db.transaction().execute(async (trx) => {
    let first = 1;
    for (const each of months) {
      const count = each === month ? cases : Math.round(cases * share * (0.9 + (months.indexOf(each) % 5) / 20));
      await insertCases(trx, runId, `${each}-01`, first, count);
      first += count;
    }
    await sql`insert into batch_finding select 1, c.row_no, 1, 'Q21', 'E', c.record_no, '总费用(D01)', '0', '总费用与分项之和不符', '核对费用明细后重新上传'
      from discharge_case c where c.has_error`.execute(trx);
    await sql`insert into batch_finding select 1, c.row_no, 2, 'Q30', 'W', c.record_no, '实际住院天数(B20)', c.los::text, '住院天数或费用离群', '核对住院天数'
      from discharge_case c where c.los > 18`.execute(trx);
    await refreshRollup(trx, HOSPITAL, months);
  });
}

async function register(db: Db): Promise<number> {
  await db.insertInto('hospital').values({ hospital_id: HOSPITAL, name: '示例市第一人民医院' }).execute();
  await db
    .insertInto('department')
    .values(DEPARTMENTS.map(([department_code, name]) => ({ hospital_id: HOSPITAL, department_code, name })))
    .execute();
  await db
    .insertInto('scheme')
    .values({
      scheme_key: SCHEME,
      scheme_id: 'report-test',
      version: '1.0.0',
      name: '参考分组方案',
      source: '测试',
      effective_from: '2020-01-01',
      for_reference: true,
    })
    .execute();
  await db
    .insertInto('drg_catalogue')
    .values(
      GROUPS.map(([drg, drg_name, mdc, mdc_name]) => ({
        scheme_key: SCHEME,
        drg,
        drg_name,
        adrg: drg.slice(0, 3),
        adrg_name: drg_name,
        mdc,
        mdc_name,
        kind: 'medical',
      })),
    )
    .execute();
  const run = { hospital_id: HOSPITAL, scheme_key: SCHEME, engine_version: 'test', is_current: true };
  return (await db.insertInto('grouping_run').values(run).returning('run_id').executeTakeFirstOrThrow()).run_id;
}

const list = (items: readonly string[]) => sql`(array[${sql.join(items.map((item) => sql`${item}::text`))}])`;

/** 编号 → 0–1 之间的数。 */
const chance = (salt: number) => sql`(abs(hashint8(i * 31 + ${sql.lit(salt)}::bigint)) % 10000 / 10000.0)`;

async function insertCases(trx: Db, runId: number, firstDay: string, first: number, count: number): Promise<void> {
  const department = sql`(1 + (i * 7 + i / 11) % ${sql.lit(DEPARTMENTS.length)})::int`;
  const group = sql`(1 + (floor(${chance(3)} * 3)::bigint + (i * 7 + i / 11) % ${sql.lit(DEPARTMENTS.length)}) % ${sql.lit(GROUPS.length)})::int`;
  await sql`
    insert into discharge_case (case_id, hospital_id, batch_id, row_no, record_no, admission_key, is_current, has_error,
      admitted_on, discharged_on, department_code, team_code, physician_code, sex, age_years, payer, discharge_mode, los,
      principal_diagnosis, principal_diagnosis_name, main_procedure, main_procedure_name, surgery_level, is_surgical, died,
      total_fee, self_paid, western_drug_fee, chinese_drug_fee, material_fee, exam_fee, lab_fee, surgery_fee, service_fee)
    select i, ${HOSPITAL}, 1, i, 'B' || lpad(i::text, 8, '0'), '1', true, i % 97 = 0,
      day - los, day, ${list(DEPARTMENTS.map(([code]) => code))}[dep], 'T' || dep || '-' || (1 + i % 3), 'D' || dep || lpad((1 + i % 5)::text, 2, '0'),
      1 + i % 2, 18 + i % 70, (array['01', '02', '07'])[1 + i % 3], case when i % 211 = 0 then '5' else '1' end, los,
      'I63.900', case when i % 13 = 0 then '=脑梗死<未特指>&"待查"' else '脑梗死' end,
      case when surgical then '36.0600' end, case when surgical then '冠状动脉支架植入术' end, case when surgical then 1 + i % 4 end, surgical, i % 211 = 0,
      fee, round(fee * 0.3, 2), round(fee * 0.2, 2), round(fee * 0.03, 2), round(fee * 0.18, 2), round(fee * 0.1, 2), round(fee * 0.12, 2), round(fee * 0.08, 2), round(fee * 0.15, 2)
    from (select i, ${department} as dep, (${firstDay}::date + (i % 28)::int) as day, (2 + floor(${chance(1)} * 18))::int as los,
        i % 3 = 0 as surgical, round((3000 + 2500 * ${group} * (0.6 + ${chance(2)}))::numeric, 2) as fee
      from generate_series(${first}::bigint, ${first + count - 1}::bigint) i) as made`.execute(trx);
  await sql`
    insert into case_group (run_id, case_id, status, mdc, adrg, drg)
    select ${runId}, i, status, mdc, case when status = 'grouped' then left(drg, 3) end, case when status = 'grouped' then drg else '0000' end
    from (select i, case when i % 41 = 0 then 'ambiguous' when i % 59 = 0 then 'no-adrg' else 'grouped' end as status,
        ${list(GROUPS.map(([drg]) => drg))}[${group}] as drg, left(${list(GROUPS.map(([drg]) => drg))}[${group}], 1) as mdc
      from generate_series(${first}::bigint, ${first + count - 1}::bigint) i) as made`.execute(trx);
}

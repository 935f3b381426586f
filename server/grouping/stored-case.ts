import type { GroupingCase } from '../../analytics/grouping/grouping-case.ts';
import type { Db } from '../../sql/database.ts';
import { STORED_FACTS, UNIT } from '../../sql/stores/stored-cases.ts';

type Facts = Record<(typeof STORED_FACTS)[number], string | number | null>;

const number = (value: string | number | null) => (value === null || value === '' ? null : Number(value));
const codes = (joined: string | number | null) => (joined ? String(joined).split('|') : []);

/** 已存病例 → 分组的输入;与导入时由记录得出的相同。空文本即没有填。 */
export function groupingCaseOf(facts: Facts): GroupingCase {
  const sex = number(facts.sex);
  return {
    sex: sex === 1 || sex === 2 ? sex : null,
    age: number(facts.age_years),
    ageDays: number(facts.age_days),
    birthWeight: number(facts.birth_weight),
    admissionWeight: number(facts.admission_weight),
    los: number(facts.los),
    dischargeType: number(facts.discharge_mode),
    department: facts.department_code === null || facts.department_code === '' ? null : String(facts.department_code),
    ventilatorHours: number(facts.ventilator_hours),
    icuHours: number(facts.icu_hours),
    crrtHours: null,
    daySurgery: null,
    newTechnique: null,
    diagnoses: codes(facts.diagnosis_codes),
    procedures: codes(facts.procedure_codes),
  };
}

/** 各格的次序同 STORED_FACTS;逐项写出,百万例时比按列名拼对象快几倍。 */
const factsOf = (cells: readonly string[]): Facts => ({
  case_id: cells[0]!,
  sex: cells[1]!,
  age_years: cells[2]!,
  age_days: cells[3]!,
  birth_weight: cells[4]!,
  admission_weight: cells[5]!,
  los: cells[6]!,
  discharge_mode: cells[7]!,
  department_code: cells[8]!,
  ventilator_hours: cells[9]!,
  icu_hours: cells[10]!,
  diagnosis_codes: cells[11]!,
  procedure_codes: cells[12]!,
  discharged_on: cells[13]!,
});

/** 一行文本(见 casesToGroup)→ 病例编号、分组的输入与出院日。 */
export function caseOfLine(line: string): { caseId: string; facts: GroupingCase; dischargedOn: string | null } {
  const facts = factsOf(line.split(UNIT));
  const dischargedOn = facts.discharged_on === '' ? null : String(facts.discharged_on);
  return { caseId: String(facts.case_id), facts: groupingCaseOf(facts), dischargedOn };
}

/** 已存的一个病例作分组的输入,与它的出院日;没有这个病例为 undefined。 */
export async function storedGroupingCase(
  db: Db,
  caseId: string,
): Promise<{ facts: GroupingCase; dischargedOn: string | null } | undefined> {
  const row = await db
    .selectFrom('discharge_case')
    .select(STORED_FACTS)
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row && { facts: groupingCaseOf(row), dischargedOn: row.discharged_on };
}

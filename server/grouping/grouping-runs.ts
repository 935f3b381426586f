import { groupCase } from '../../analytics/grouping/group-case.ts';
import type { GroupingCase } from '../../analytics/grouping/grouping-case.ts';
import { copyBlock } from '../../sql/bulk-load.ts';
import type { Db } from '../../sql/database.ts';
import { GROUP_COLUMNS, groupRow } from '../../sql/stores/discharge-case.store.ts';
import { monthsOfHospital, refreshRollup } from '../../sql/stores/rollup.store.ts';
import { currentRun, startRun } from '../../sql/stores/scheme.store.ts';
import type { LiveScheme } from './live-scheme.ts';

const PAGE = 5000;

/**
 * 医院在正在用的方案下的现行运行。方案或引擎换过时开新运行,把已存的全部病例(含旧版本)重新分组;
 * 旧运行的结果不动。与调用者同一事务。
 */
export async function ensureRun(trx: Db, scheme: LiveScheme, hospitalId: string): Promise<number> {
  const current = await currentRun(trx, hospitalId);
  if (current?.scheme_key === scheme.key && current.engine_version === scheme.engineVersion) return current.run_id;
  const runId = await startRun(trx, hospitalId, scheme.key, scheme.engineVersion);
  if (current) await regroup(trx, scheme, hospitalId, runId);
  return runId;
}

async function regroup(trx: Db, scheme: LiveScheme, hospitalId: string, runId: number): Promise<void> {
  for (let after = '-1'; ; ) {
    const rows = await storedCases(trx, hospitalId, after);
    if (rows.length === 0) break;
    const lines = rows.map((row) => groupRow(runId, row.case_id, groupCase(scheme.compiled, groupingCaseOf(row))));
    await copyBlock(trx, 'case_group', GROUP_COLUMNS, Buffer.from(lines.join('')));
    after = rows.at(-1)!.case_id;
  }
  await refreshRollup(trx, hospitalId, await monthsOfHospital(trx, hospitalId));
}

const FACTS = [
  'case_id',
  'sex',
  'age_years',
  'age_days',
  'birth_weight',
  'admission_weight',
  'los',
  'discharge_mode',
  'department_code',
  'ventilator_hours',
  'icu_hours',
  'diagnosis_codes',
  'procedure_codes',
] as const;

const storedCases = (trx: Db, hospitalId: string, after: string) =>
  trx
    .selectFrom('discharge_case')
    .select(FACTS)
    .where('hospital_id', '=', hospitalId)
    .where('case_id', '>', after)
    .orderBy('case_id')
    .limit(PAGE)
    .execute();

/** 已存的一个病例作分组的输入;没有这个病例为 undefined。 */
export async function storedGroupingCase(db: Db, caseId: string): Promise<GroupingCase | undefined> {
  const row = await db.selectFrom('discharge_case').select(FACTS).where('case_id', '=', caseId).executeTakeFirst();
  return row && groupingCaseOf(row);
}

type StoredCase = Awaited<ReturnType<typeof storedCases>>[number];

const codesOf = (joined: string | null) => (joined ? joined.split('|') : []);

/** 已存病例 → 分组的输入;与导入时由记录得出的相同。 */
function groupingCaseOf(row: StoredCase): GroupingCase {
  return {
    sex: row.sex === 1 || row.sex === 2 ? row.sex : null,
    age: row.age_years,
    ageDays: row.age_days,
    birthWeight: row.birth_weight,
    admissionWeight: row.admission_weight,
    los: row.los,
    dischargeType: row.discharge_mode === null ? null : Number(row.discharge_mode),
    department: row.department_code,
    ventilatorHours: row.ventilator_hours,
    icuHours: row.icu_hours,
    crrtHours: null,
    daySurgery: null,
    newTechnique: null,
    diagnoses: codesOf(row.diagnosis_codes),
    procedures: codesOf(row.procedure_codes),
  };
}

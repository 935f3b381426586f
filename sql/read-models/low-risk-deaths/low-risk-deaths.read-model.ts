import { type RawBuilder, sql } from 'kysely';
import type { Period } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import { figures } from '../figures.read-model.ts';
import { monthTables, weightJoins } from '../measure-terms.ts';
import { departmentNames } from '../unit-names.ts';
import { type TierOptions, type TierSource, tierSource } from './mortality-tiers.read-model.ts';

/** 一个科室低风险、中低风险组的例数与死亡。 */
export interface RiskSummary {
  readonly department: string;
  readonly name: string;
  readonly lowCases: number;
  readonly lowDeaths: number;
  readonly midLowCases: number;
  readonly midLowDeaths: number;
  /** 上年同期低风险组死亡;上年没有数据为 null。 */
  readonly lowDeathsLastYear: number | null;
}

/** 一例低风险(或中低风险)组的死亡。 */
export interface RiskDeath {
  readonly caseId: string;
  readonly recordNo: string;
  readonly sex: number | null;
  readonly ageYears: number | null;
  readonly department: string;
  readonly departmentName: string;
  readonly team: string;
  readonly physician: string;
  readonly admittedOn: string | null;
  readonly dischargedOn: string;
  readonly los: number | null;
  readonly drg: string;
  readonly drgName: string | null;
  readonly tier: 1 | 2;
  /** 参考期内本院该组的死亡率;没有病例为 null。 */
  readonly groupRate: number | null;
  readonly principalDiagnosis: string | null;
  readonly principalDiagnosisName: string | null;
  readonly otherDiagnoses: readonly string[];
  readonly procedures: readonly string[];
  /** 主要诊断的入院病情 1–4;没有填为 null。 */
  readonly admissionCondition: string | null;
  /** 诊断中的恶性肿瘤或姑息治疗编码,供判断是否终末期。 */
  readonly terminalCodes: readonly string[];
}

export interface LowRiskDeaths {
  readonly period: Period;
  readonly source: TierSource;
  readonly summary: readonly RiskSummary[];
  readonly deaths: readonly RiskDeath[];
}

/** 某期间(整月)的低风险组死亡:按科室汇总与逐例清单。 */
export async function lowRiskDeaths(
  db: Db,
  hospitalId: string,
  period: Period,
  options: TierOptions,
): Promise<LowRiskDeaths> {
  const source = await tierSource(db, hospitalId, period);
  const nameOf = await departmentNames(db, hospitalId);
  const counts = await riskCounts(db, hospitalId, period, source, options);
  const before = await lastYearCounts(db, hospitalId, period, source, options);
  const lastYearDeaths = new Map(before.map((row) => [row.department, Number(row.low_deaths)]));
  return {
    period,
    source,
    summary: counts.map((row) => ({
      department: row.department,
      name: nameOf(row.department),
      lowCases: Number(row.low_cases),
      lowDeaths: Number(row.low_deaths),
      midLowCases: Number(row.mid_low_cases),
      midLowDeaths: Number(row.mid_low_deaths),
      lowDeathsLastYear: before.length > 0 ? (lastYearDeaths.get(row.department) ?? 0) : null,
    })),
    deaths: (await riskDeaths(db, hospitalId, period, source, options)).map((row) => toDeath(row, source, nameOf)),
  };
}

/** 上年同期的例数;上年没有数据、或没有分级的,一行也没有。 */
async function lastYearCounts(db: Db, hospitalId: string, period: Period, source: TierSource, options: TierOptions) {
  const before = lastYear(period);
  // 顺带定下上年各月的权重表。
  await figures(db, { hospitalId, period: before, by: 'hospital' });
  const rows = await riskCounts(db, hospitalId, before, source, options);
  return rows.some(({ tiered }) => Number(tiered) > 0) ? rows : [];
}

function lastYear({ from, before }: Period): Period {
  const back = (day: string) => `${Number(day.slice(0, 4)) - 1}${day.slice(4)}`;
  return { from: back(from), before: back(before), label: `${back(from)}/${back(before)}` };
}

/** 一行(病例或汇总行)s 的等级:装载的由当月权重表 w,本院测算的由给出的对照 o。 */
function tierOf({ origin }: TierSource, { tierZeroAsLow }: TierOptions): RawBuilder<unknown> {
  const tier = origin === 'loaded' ? sql`w.mortality_risk` : sql`o.tier`;
  return tierZeroAsLow ? sql`(case when ${tier} = 0 then 1 else ${tier} end)` : tier;
}

function ownTiers({ tiers }: TierSource): RawBuilder<unknown> {
  const given = JSON.stringify(Object.fromEntries(tiers));
  return sql`left join (select key as drg, value::smallint as tier from jsonb_each_text(${given}::jsonb)) o on o.drg = s.drg`;
}

async function riskCounts(db: Db, hospitalId: string, period: Period, source: TierSource, options: TierOptions) {
  const sumOf = (measure: string, tier: number) =>
    sql`coalesce(sum(${sql.ref(measure)}) filter (where tier = ${sql.lit(tier)}), 0)::text`;
  const { rows } = await sql<Record<string, string> & { department: string }>`
    with ${monthTables(hospitalId, period)},
    tiered as (
      select s.department_code as department, s.grouped, s.grouped_deaths, ${tierOf(source, options)} as tier
      from case_rollup s ${weightJoins} ${ownTiers(source)}
      where s.hospital_id = ${hospitalId} and s.month >= ${period.from}::date and s.month < ${period.before}::date and s.grouped > 0)
    select department, ${sumOf('grouped', 1)} as low_cases, ${sumOf('grouped_deaths', 1)} as low_deaths,
      coalesce(sum(grouped) filter (where tier is not null), 0)::text as tiered, ${sumOf('grouped', 2)} as mid_low_cases, ${sumOf('grouped_deaths', 2)} as mid_low_deaths
    from tiered group by department order by department = '', department`.execute(db);
  return rows;
}

type DeathRow = Record<
  | 'case_id'
  | 'record_no'
  | 'department'
  | 'team'
  | 'physician'
  | 'admitted_on'
  | 'discharged_on'
  | 'drg'
  | 'drg_name'
  | 'principal_diagnosis'
  | 'principal_diagnosis_name'
  | 'diagnosis_codes'
  | 'procedure_codes'
  | 'admission_conditions',
  string | null
> &
  Record<'sex' | 'age_years' | 'los' | 'tier', number | null>;

async function riskDeaths(db: Db, hospitalId: string, period: Period, source: TierSource, options: TierOptions) {
  const { rows } = await sql<DeathRow>`
    with ${monthTables(hospitalId, period)},
    tiered as (
      select s.case_id, s.run_id, s.drg, ${tierOf(source, options)} as tier
      from case_measure s ${weightJoins} ${ownTiers(source)}
      where s.hospital_id = ${hospitalId} and s.discharged_on >= ${period.from}::date and s.discharged_on < ${period.before}::date
        and s.grouped_deaths > 0)
    select t.case_id, c.record_no, coalesce(c.department_code, '') as department, coalesce(c.team_code, '') as team,
      coalesce(c.physician_code, '') as physician, c.admitted_on, c.discharged_on, c.sex, c.age_years, c.los,
      t.drg, d.drg_name, t.tier, c.principal_diagnosis, c.principal_diagnosis_name,
      c.diagnosis_codes, c.procedure_codes, c.admission_conditions
    from tiered t
    join discharge_case c on c.case_id = t.case_id
    join grouping_run r on r.run_id = t.run_id
    left join drg_catalogue d on d.scheme_key = r.scheme_key and d.drg = t.drg
    where t.tier in (1, 2)
    order by t.tier, c.department_code, c.discharged_on, t.case_id`.execute(db);
  return rows;
}

/** 恶性肿瘤(C00–C97)与姑息治疗(Z51.5)。 */
const TERMINAL = /^(C\d\d|Z51\.5)/;
const split = (codes: string | null) => (codes === null || codes === '' ? [] : codes.split('|'));

function toDeath(row: DeathRow, source: TierSource, nameOf: (code: string) => string): RiskDeath {
  const codes = split(row.diagnosis_codes);
  const condition = row.admission_conditions?.charAt(0) ?? '-';
  return {
    caseId: String(row.case_id),
    recordNo: row.record_no!,
    sex: row.sex,
    ageYears: row.age_years,
    department: row.department!,
    departmentName: nameOf(row.department!),
    team: row.team!,
    physician: row.physician!,
    admittedOn: row.admitted_on,
    dischargedOn: row.discharged_on!,
    los: row.los,
    drg: row.drg!,
    drgName: row.drg_name,
    tier: row.tier as 1 | 2,
    groupRate: source.rates.get(row.drg!) ?? null,
    principalDiagnosis: row.principal_diagnosis,
    principalDiagnosisName: row.principal_diagnosis_name,
    otherDiagnoses: codes.filter((code, i) => !(i === 0 && code === row.principal_diagnosis)),
    procedures: split(row.procedure_codes),
    admissionCondition: condition === '-' ? null : condition,
    terminalCodes: codes.filter((code) => TERMINAL.test(code)),
  };
}

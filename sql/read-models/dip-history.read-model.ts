import { sql } from 'kysely';
import type { HistoryChoices, HistoryYear } from '../../analytics/dip/history-basis.ts';
import type { CommonNames, HistoryCounts, HistoryGroup } from '../../analytics/dip/history-catalogue.ts';
import type { Db } from '../database.ts';
import { trimBounds } from './trim-bounds.ts';

/**
 * 由已存病例测算 DIP 目录的各步,都在调用者的一个事务里,用事务结束即消失的临时表:
 * history_pair(诊断 × 操作原文)→ history_procedures(操作原文 → 操作组合与治疗方式)→ history_group(各组)→
 * history_fee(每例:组、年、费用)。逐例的表只有三个窄列,三百万例也只排序一次。
 */
export interface HistoryScope {
  readonly hospitalId: string | null;
  readonly years: readonly HistoryYear[];
  readonly choices: HistoryChoices;
}

/** 操作的治疗方式(0–3)与是否进入操作组合。 */
export interface CodeKind {
  readonly code: string;
  readonly kind: number;
  readonly counted: boolean;
}

const CATEGORY = sql`c.principal_diagnosis ~ '^[A-Z][0-9]{2}'`;

function inPeriod({ hospitalId, years }: HistoryScope) {
  const hospital = hospitalId === null ? sql`true` : sql`c.hospital_id = ${hospitalId}`;
  return sql`c.is_current and ${hospital} and c.discharged_on >= ${years[0]!.from}::date and c.discharged_on < ${years.at(-1)!.before}::date`;
}

function withinBounds({ choices }: HistoryScope) {
  const los = choices.maxLos === null ? sql`true` : sql`c.los <= ${choices.maxLos}`;
  return sql`c.total_fee >= ${choices.minFee} and ${los}`;
}

const usable = (scope: HistoryScope) =>
  sql`${inPeriod(scope)} and not c.has_error and ${withinBounds(scope)} and ${CATEGORY}`;

/** 临时表的估计多半不准,会选归并而去排序几十万行的文本;现编译(JIT)也比执行还久。只改本事务。 */
const favourHashing = (trx: Db) =>
  sql`select set_config('work_mem', '128MB', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)`.execute(
    trx,
  );

/** 第一步:各诊断 × 操作原文的例数与费用;返回病例的去处,与见过的全部操作编码。 */
export async function collectPairs(trx: Db, scope: HistoryScope): Promise<{ counts: HistoryCounts; codes: string[] }> {
  await favourHashing(trx);
  const { rows } = await sql<HistoryCounts>`
    select count(*)::integer as stored,
      count(*) filter (where c.has_error)::integer as "withErrors",
      count(*) filter (where not c.has_error and (${withinBounds(scope)}) is not true)::integer as "outOfBounds",
      count(*) filter (where not c.has_error and ${withinBounds(scope)} and (${CATEGORY}) is not true)::integer as "withoutCategory",
      count(*) filter (where not c.has_error and ${withinBounds(scope)} and ${CATEGORY})::integer as used
    from discharge_case c where ${inPeriod(scope)}`.execute(trx);
  await sql`
    create temp table history_pair on commit drop as
    select c.principal_diagnosis as diagnosis, coalesce(c.procedure_codes, '') as codes,
      count(*)::integer as cases, sum((c.total_fee * 100)::bigint)::bigint as fee,
      min(c.principal_diagnosis_name collate "C") as diagnosis_name, min(c.main_procedure_name collate "C") as procedure_name
    from discharge_case c where ${usable(scope)} group by 1, 2`.execute(trx);
  await sql`analyze history_pair`.execute(trx);
  const codes = await sql<{ code: string }>`
    select distinct code from (select distinct codes from history_pair) p, unnest(string_to_array(p.codes, '|')) as code
    where code <> ''`.execute(trx);
  return { counts: rows[0]!, codes: codes.rows.map(({ code }) => code) };
}

/** 第二步:由各操作的类别得出操作组合与治疗方式,分出核心与综合,各例归组;返回各组的测算。 */
export async function measureGroups(trx: Db, scope: HistoryScope, kinds: readonly CodeKind[]): Promise<HistoryGroup[]> {
  await nameProcedures(trx, kinds);
  await formGroups(trx, scope);
  await placeCases(trx, scope);
  return summarise(trx, scope);
}

async function nameProcedures(trx: Db, kinds: readonly CodeKind[]): Promise<void> {
  await sql`create temp table history_kind (code text collate "C" primary key, kind integer not null, counted boolean not null) on commit drop`.execute(
    trx,
  );
  const column = <K extends keyof CodeKind>(name: K) => kinds.map((row) => row[name]);
  await sql`
    insert into history_kind
    select * from unnest(${column('code')}::text[], ${column('kind')}::integer[], ${column('counted')}::boolean[])`.execute(
    trx,
  );
  await sql`
    create temp table history_procedures on commit drop as
    select p.codes, coalesce(max(k.kind), 0) as kind,
      coalesce(max(k.kind) filter (where k.counted), 0) as counted_kind,
      coalesce(string_agg(distinct k.code, '+' order by k.code) filter (where k.counted), '') as procedures
    from (select distinct codes from history_pair) p
    left join lateral unnest(string_to_array(p.codes, '|')) as named(code) on true
    left join history_kind k on k.code = named.code
    group by p.codes`.execute(trx);
  await sql`analyze history_procedures`.execute(trx);
}

/** 有亚目,且操作组合说得清治疗方式:没有操作组合而不是保守治疗的,合不上核心病种。 */
const MAY_BE_CORE = sql`subcategory ~ '^[A-Z][0-9]{2}[.][0-9A-Zx]' and (procedures <> '' or kind = 0)`;

/** 亚目 × 操作组合例数够的是核心;其余按类目 × 治疗方式并入综合。 */
async function formGroups(trx: Db, { choices }: HistoryScope): Promise<void> {
  const enough = choices.inclusive ? sql`>=` : sql`>`;
  await sql`
    create temp table history_group on commit drop as
    with combined as (
      select left(p.diagnosis, 5) as subcategory, o.procedures, o.counted_kind, o.kind,
        sum(p.cases)::integer as cases, sum(p.fee)::bigint as fee
      from history_pair p join history_procedures o on o.codes = p.codes group by 1, 2, 3, 4
    ), core as (
      select subcategory, procedures, counted_kind as kind, sum(cases)::integer as cases, sum(fee)::bigint as fee
      from combined where ${MAY_BE_CORE} group by 1, 2, 3 having sum(cases) ${enough} ${choices.threshold}
    ), comprehensive as (
      select left(c.subcategory, 3) as category, c.kind, sum(c.cases)::integer as cases, sum(c.fee)::bigint as fee
      from combined c
      left join core on core.subcategory = c.subcategory and core.procedures = c.procedures
        and (c.procedures <> '' or c.kind = 0)
      where core.subcategory is null group by 1, 2
    ), united as (
      select 'core' as type, subcategory as diagnosis, procedures, kind, cases, fee from core
      union all
      select 'comprehensive', category, '', kind, cases, fee from comprehensive
    )
    select row_number() over (order by type desc, diagnosis, cases desc, procedures, kind)::integer as group_id, united.*
    from united`.execute(trx);
  await sql`create index on history_group (type, diagnosis, procedures, kind)`.execute(trx);
  await sql`analyze history_group`.execute(trx);
}

/** 每例的组、年与费用(分)。 */
async function placeCases(trx: Db, scope: HistoryScope): Promise<void> {
  const later = scope.years.slice(1).map(({ from }) => sql`(c.discharged_on >= ${from}::date)::integer`);
  const year = sql.join([sql`0`, ...later], sql` + `);
  await sql`
    create temp table history_place on commit drop as
    select p.diagnosis, p.codes, coalesce(core.group_id, wide.group_id) as group_id
    from history_pair p
    join history_procedures o on o.codes = p.codes
    left join history_group core on core.type = 'core' and core.diagnosis = left(p.diagnosis, 5)
      and core.procedures = o.procedures and (o.procedures <> '' or o.kind = 0)
    left join history_group wide on wide.type = 'comprehensive' and wide.diagnosis = left(p.diagnosis, 3) and wide.kind = o.kind`.execute(
    trx,
  );
  await sql`analyze history_place`.execute(trx);
  await sql`
    create temp table history_fee on commit drop as
    select p.group_id, (${year})::smallint as year, (c.total_fee * 100)::bigint as fee
    from discharge_case c
    join history_place p on p.diagnosis = c.principal_diagnosis and p.codes = coalesce(c.procedure_codes, '')
    where ${inPeriod(scope)} and not c.has_error and ${withinBounds(scope)}`.execute(trx);
  await sql`analyze history_fee`.execute(trx);
}

async function summarise(trx: Db, { years, choices }: HistoryScope): Promise<HistoryGroup[]> {
  const { lo, hi } = trimBounds(choices.trim, sql`fee`);
  const perYear = years.map(
    (_, year) => sql`
      count(*) filter (where f.year = ${sql.lit(year)})::integer as ${sql.ref(`cases_${year}`)},
      coalesce(sum(f.fee) filter (where f.year = ${sql.lit(year)}), 0)::text as ${sql.ref(`fen_${year}`)}`,
  );
  const sums = sql`f.group_id, ${sql.join(perYear)},
    case when count(*) > 1 then stddev_pop(f.fee::double precision) / avg(f.fee::double precision) end as cv`;
  const { rows } = await sql<Record<string, string | number | null>>`
    with bound as (
      select group_id, ${lo} as lo, ${hi} as hi from history_fee group by group_id
    ), kept as materialized (
      select ${sums} from history_fee f join bound b on b.group_id = f.group_id
      where f.fee between b.lo and b.hi group by f.group_id
    ), whole as (
      -- 小组裁剪后可能一例不剩(如两例的 5%–95%):这样的组不裁剪。
      select ${sums} from history_fee f
      where f.group_id in (select group_id from bound except select group_id from kept) group by f.group_id
    )
    select g.group_id, g.type, g.diagnosis, g.procedures, g.kind, g.cases, g.fee::text as fen, k.*
    from history_group g join (select * from kept union all select * from whole) k on k.group_id = g.group_id
    order by g.group_id`.execute(trx);
  return rows.map((row) => ({
    type: row.type as HistoryGroup['type'],
    diagnosis: String(row.diagnosis),
    procedures: String(row.procedures),
    kind: Number(row.kind),
    cases: Number(row.cases),
    totalFen: Number(row.fen),
    keptCases: years.map((_, year) => Number(row[`cases_${year}`])),
    keptFen: years.map((_, year) => Number(row[`fen_${year}`])),
    cv: row.cv === null ? null : Number(row.cv),
  }));
}

/** 各亚目、类目与各主要操作最常见的名称,给病种起名用。在 collectPairs 之后、同一事务里调用。 */
export async function commonNames(trx: Db): Promise<CommonNames> {
  const { rows: diagnoses } = await sql<NameCount>`
    select left(diagnosis, 5) as code, diagnosis_name as name from history_pair
    where diagnosis_name <> '' group by 1, 2 order by sum(cases) desc, 1, 2`.execute(trx);
  const { rows: procedures } = await sql<NameCount>`
    select split_part(codes, '|', 1) as code, procedure_name as name from history_pair
    where procedure_name <> '' and codes <> '' group by 1, 2 order by sum(cases) desc, 1, 2`.execute(trx);
  return {
    diagnoses: firstNames([...diagnoses, ...diagnoses.map(({ code, name }) => ({ code: code.slice(0, 3), name }))]),
    procedures: firstNames(procedures),
  };
}

interface NameCount {
  readonly code: string;
  readonly name: string;
}

function firstNames(rows: readonly NameCount[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { code, name } of rows) if (!names.has(code)) names.set(code, name);
  return names;
}

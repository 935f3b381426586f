import { sql } from 'kysely';
import { INDICATORS, measuresUsedBy } from '../../analytics/performance/indicator-registry.ts';
import { addMonths, type Period, parsePeriod } from '../../analytics/period.ts';
import { runScript } from '../../sql/bulk-load.ts';
import { type Db, openPostgres } from '../../sql/database.ts';
import { migrate } from '../../sql/migrate.ts';
import { benchmarks } from '../../sql/read-models/benchmark.read-model.ts';
import { figureSeries } from '../../sql/read-models/figure-series.read-model.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { unitSumsFromCases } from '../../sql/read-models/unit-sums.ts';
import { monthsOfHospital, refreshRollup } from '../../sql/stores/rollup.store.ts';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import type { Measurement } from './measurement.ts';
import { withPostgres } from './postgres.ts';

const HOSPITAL = 'H1';
const SCHEME = 'bench@1';
const MONTHS = 36;
const FIRST_MONTH = '2022-07';
const [DEPARTMENTS, TEAMS, PHYSICIANS, DRGS] = [45, 3, 3, 600];
const BATCH = 20_000;
/** 病例数;要回答的规模是一百万例(CASEMIX_BENCH_CASES=1000000),缺省小些,只为快。 */
const CASES = Number(process.env.CASEMIX_BENCH_CASES ?? 200_000);
const ROUNDS = 120;

/** 36 个月、45 个科室、600 个病组的医院;病例直接在库里造,只求分布像样(各科收治各自的病组,常见的多)。 */
async function fillHospital(db: Db): Promise<void> {
  await runScript(
    db,
    `insert into hospital values ('${HOSPITAL}', '基准医院');
    insert into scheme (scheme_key, scheme_id, version, name, source, effective_from, for_reference)
      values ('${SCHEME}', 'bench', '1', '基准方案', '基准', '2022-01-01', true);
    insert into drg_catalogue select '${SCHEME}', code, code, code, code, substr(code, 1, 1), substr(code, 1, 1), 'medical'
      from (select chr(65 + i % 26) || lpad((i / 26)::text, 3, '0') as code from generate_series(0, ${DRGS - 1}) i) d;
    insert into grouping_run (hospital_id, scheme_key, engine_version, is_current) values ('${HOSPITAL}', '${SCHEME}', 'bench', true)`,
  );
  // 一个月接一个月地来,像逐月上传的那样。
  await addCases(db, 0, CASES, sql`(i::bigint * ${MONTHS} / ${CASES})`);
  for (const table of ['discharge_case', 'case_group']) await runScript(db, `vacuum analyze ${table}`);
  const { rows } = await sql<{ drg: string }>`select drg from drg_catalogue`.execute(db);
  await loadWeightTable(db, {
    schemeKey: SCHEME,
    name: '基准权重',
    source: '基准',
    effectiveFrom: `${FIRST_MONTH}-01`,
    rows: rows.map(({ drg }, i) => ({
      drg,
      rw: String(0.3 + (i % 40) / 10),
      benchmarkCost: String(3000 + 900 * (i % 40)),
      benchmarkLos: String(3 + (i % 20)),
      mortalityRisk: 1 + (i % 4),
      cases: 10 + (i % 200),
    })),
  });
  await db.transaction().execute((trx) => refreshRollup(trx, HOSPITAL, allMonths()));
  await runScript(db, 'vacuum analyze case_rollup');
}

const allMonths = () => Array.from({ length: MONTHS }, (_, i) => addMonths(FIRST_MONTH, i));
const ALL: Period = parsePeriod(`${FIRST_MONTH}-01/${addMonths(FIRST_MONTH, MONTHS)}-01`)!;

/** 造 `count` 例;`month` 是从第一个月数起的第几个月。 */
async function addCases(db: Db, first: number, count: number, month: ReturnType<typeof sql>): Promise<void> {
  // 乘大质数取余:均匀、可重复,不用随机数。
  await sql`
    with made as materialized (
      select i, (i::bigint / ${MONTHS} * 7919) % ${DEPARTMENTS} as department, (i::bigint / ${MONTHS * DEPARTMENTS}) % ${TEAMS * PHYSICIANS} as physician,
        power(((i::bigint * 15485863) % 10007) / 10007.0, 2.2) as place, ((i::bigint * 32452843) % 9973) / 9973.0 as chance,
        (${`${FIRST_MONTH}-01`}::date + make_interval(months => (${month})::integer) + make_interval(days => (i / 7 % 28)::integer))::date as day
      from generate_series(${first}::integer, ${first + count - 1}::integer) i),
    stored as (
      insert into discharge_case (case_id, hospital_id, batch_id, row_no, record_no, admission_key, is_current, has_error,
        discharged_on, department_code, ward, team_code, physician_code, payer, los, surgery_level, is_surgical, died,
        total_fee, self_paid, western_drug_fee, chinese_drug_fee, material_fee, exam_fee, lab_fee, service_fee)
      select i + 1, ${HOSPITAL}, 1, i, 'R' || i, '1', true, chance < 0.01, day, lpad(department::text, 4, '0'),
        'W' || department || '-' || physician % 2, 'T' || physician / ${PHYSICIANS}, 'P' || department || '-' || physician, '310',
        1 + (chance * 20)::integer, 1 + (i % 7) / 2, i % 5 < 2, i % 211 = 0, 2000 + (chance * 40000)::integer, 500, 3000 * chance, 300,
        2000 * chance, 400, 300, 900
      from made)
    insert into case_group (run_id, case_id, status, mdc, adrg, drg)
    select 1, i + 1, case when i % 53 = 0 then 'no-mdc' else 'grouped' end, substr(code, 1, 1), code, code
    from made, lateral (select (department * 13 + (place * 40)::integer * 7)::integer % ${DRGS} as n) g,
      lateral (select chr(65 + n % 26) || lpad((n / 26)::text, 3, '0') as code) c`.execute(db);
}

async function milliseconds(run: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

async function quantileOf(rounds: number, p: number, run: (round: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) times.push(await milliseconds(() => run(i)));
  return times.sort((a, b) => a - b)[Math.min(rounds - 1, Math.ceil(p * rounds) - 1)]!;
}

/** 换着问的指标:比值、均值、指数、去重计数。 */
const ASKED = [
  'cmi',
  'meanFee',
  'costIndex',
  'drgCount',
  'drugShare',
  'lowRiskMortality',
  'totalWeight',
  'surgeryShare',
];
const askedAt = (round: number) => INDICATORS.get(ASKED[round % ASKED.length]!)!;
const rounded = (value: number) => Number(value.toFixed(1));

/** 一个指标 × 科室 × 36 个月:看板的问法,与同样的问题直接问病例。 */
async function dashboard(db: Db): Promise<Measurement> {
  const ask = (round: number) =>
    figureSeries(db, {
      hospitalId: HOSPITAL,
      period: ALL,
      by: 'department',
      grain: 'month',
      indicator: askedAt(round).id,
    });
  for (const round of ASKED.keys()) await ask(round);
  const p95 = await quantileOf(ROUNDS, 0.95, ask);
  const fromCases = await quantileOf(3, 0.5, (round) =>
    unitSumsFromCases(db, {
      hospitalId: HOSPITAL,
      period: ALL,
      by: 'department',
      grain: 'month',
      measures: measuresUsedBy(askedAt(round)),
    }),
  );
  return { name: 'figures.dashboard', value: rounded(p95), unit: 'ms p95', ratio: rounded(fromCases / p95) };
}

/** 标杆比较:一个指标 × 科室,带区间、名次范围、环比、同比与此前 12 个月。 */
async function benchmarked(db: Db): Promise<Measurement[]> {
  const month = parsePeriod(addMonths(FIRST_MONTH, MONTHS - 2))!;
  const ask = (period: Period) => (round: number) =>
    benchmarks(db, { hospitalId: HOSPITAL, period, level: 'department', indicator: askedAt(round).id });
  const year = parsePeriod('2024')!;
  return [
    { name: 'figures.benchmark.month', value: rounded(await quantileOf(32, 0.95, ask(month))), unit: 'ms p95' },
    { name: 'figures.benchmark.year', value: rounded(await quantileOf(32, 0.95, ask(year))), unit: 'ms p95' },
  ];
}

/** 全部指标 × 科室 × 一年。 */
async function everything(db: Db): Promise<Measurement> {
  const period = parsePeriod('2024')!;
  const p50 = await quantileOf(10, 0.5, () => figures(db, { hospitalId: HOSPITAL, period, by: 'department' }));
  return { name: 'figures.all', value: rounded(p50), unit: 'ms' };
}

/** 一个月又来两万例:刷新汇总,到看板能问到为止。 */
async function refresh(db: Db): Promise<Measurement[]> {
  const month = addMonths(FIRST_MONTH, MONTHS - 1);
  await addCases(db, CASES, BATCH, sql`${MONTHS - 1}`);
  const stored = await milliseconds(() => db.transaction().execute((trx) => refreshRollup(trx, HOSPITAL, [month])));
  const period = parsePeriod(month)!;
  const asked = await milliseconds(() => figures(db, { hospitalId: HOSPITAL, period, by: 'department' }));
  return [
    { name: 'rollup.refresh', value: rounded(stored), unit: 'ms' },
    { name: 'rollup.refresh.dashboard', value: rounded(asked), unit: 'ms' },
  ];
}

function measureAll(): Promise<Measurement[]> {
  return withPostgres(async (url) => {
    const db = openPostgres(url);
    try {
      await migrate(db);
      await fillHospital(db);
      const { length } = await monthsOfHospital(db, HOSPITAL);
      if (length !== MONTHS) throw new Error(`造了 ${length} 个月,应有 ${MONTHS} 个月`);
      // 第一次问要补齐 36 个月的看板汇总,单独记。
      const first = await milliseconds(() => figures(db, { hospitalId: HOSPITAL, period: ALL, by: 'month' }));
      return [
        await dashboard(db),
        { name: 'figures.dashboard.first', value: rounded(first), unit: 'ms' },
        await everything(db),
        ...(await benchmarked(db)),
        ...(await refresh(db)),
      ];
    } finally {
      await db.destroy();
    }
  });
}

let measured: Promise<Measurement[]> | undefined;

/** 名称以 `name` 开头的各项;几个基准用同一家医院,只造一次。 */
export async function benchFigures(name: string): Promise<Measurement[]> {
  measured ??= measureAll();
  return (await measured).filter((measurement) => measurement.name.startsWith(name));
}

import { sql } from 'kysely';
import { buildCatalogue, choicesOf } from '../../server/dip/build-catalogue.ts';
import { type Db, openPostgres } from '../../sql/database.ts';
import { migrate } from '../../sql/migrate.ts';
import type { Measurement } from './measurement.ts';
import { withPostgres } from './postgres.ts';

/** 例数由 CASEMIX_BENCH_CASES 定;要与说明里的数比,设为 1000000。 */
const CASES = Number(process.env.CASEMIX_BENCH_CASES ?? 200_000);
const RUNS = 3;

/** 由已存病例(PostgreSQL,三年)测算一个目录:秒数,与同样的行做一次普通 group by 之比。 */
export function benchDipBuild(): Promise<Measurement[]> {
  return withPostgres(async (url) => {
    const db = openPostgres(url);
    try {
      await migrate(db);
      await storeCases(db);
      const scan = await best(() => plainGroupBy(db));
      let version = 0;
      const built = await best(() => build(db, `${++version}`));
      return [
        {
          name: 'dip.build',
          value: Number(built.toFixed(2)),
          unit: `s/${CASES} cases`,
          ratio: Number((built / scan).toFixed(2)),
        },
      ];
    } finally {
      await db.destroy();
    }
  });
}

async function best(run: () => Promise<unknown>): Promise<number> {
  const seconds: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now();
    await run();
    seconds.push((performance.now() - start) / 1000);
  }
  return Math.min(...seconds);
}

const build = (db: Db, version: string) =>
  buildCatalogue(db, {
    hospitalId: null,
    choices: choicesOf({ from: '2022-01', to: '2024-12' }),
    basedOn: null,
    dictionary: null,
    about: { id: '基准', version, name: '基准', source: '合成', effective_from: '2025-01-01' },
    createdBy: '基准',
  });

const plainGroupBy = (db: Db) =>
  sql`select count(*) from (
    select principal_diagnosis, procedure_codes, count(*), sum(total_fee) from discharge_case
    where is_current and not has_error group by 1, 2) g`.execute(db);

/** 合成病例:约 1,900 个亚目,冷热悬殊;四成没有操作,其余一至三个,多半是该亚目常做的;费用对数正态。 */
async function storeCases(db: Db): Promise<void> {
  await sql`
    insert into discharge_case (case_id, hospital_id, batch_id, row_no, record_no, admission_key, is_current, has_error,
      discharged_on, department_code, los, principal_diagnosis, principal_diagnosis_name, main_procedure,
      main_procedure_name, diagnosis_codes, procedure_codes, is_surgical, died, total_fee)
    select i, 'H1', 1, i, 'R' || i, '1', true, i % 100 = 0, date '2022-01-01' + (i % 1096), '0304', 1 + i % 30,
      dx, '诊断 ' || dx, nullif(split_part(procedures, '|', 1), ''), nullif('操作 ' || split_part(procedures, '|', 1), '操作 '),
      dx || '|I10.x00|E11.900', nullif(procedures, ''), procedures <> '', false,
      round((exp(8.5 + (h % 97) / 60.0 + 0.6 * (r1 + r2 + r3 - 1.5)))::numeric, 2)
    from (
      select i, h, r1, r2, r3,
        chr((65 + h % 20)::integer) || lpad((h / 20 % 100)::text, 2, '0') || '.' || (h % 10) || lpad((i % 7)::text, 2, '0') as dx,
        case when r3 < 0.4 then ''
          else lpad((1 + h % 86)::text, 2, '0') || '.' || lpad((i % 4 * 7 + h % 60)::text, 2, '0') || '00'
            || case when r1 < 0.4 then '|' || lpad((87 + i % 13)::text, 2, '0') || '.' || lpad((i % 40)::text, 2, '0') || '00' else '' end
            || case when r2 < 0.15 then '|' || lpad((i % 86 + 1)::text, 2, '0') || '.' || lpad((i % 90)::text, 2, '0') || '00' else '' end
          end as procedures
      from (
        select i, floor(1900 * random() ^ 2.2)::bigint as h, random() as r1, random() as r2, random() as r3
        from generate_series(1, ${CASES}::integer) as i, (select setseed(0.5)) as seed
      ) drawn
    ) coded`.execute(db);
  await sql`vacuum analyze discharge_case`.execute(db);
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { compileCaseCodes } from '../../analytics/codes/case-codes.ts';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import { importFile } from '../../server/commands/import-file.ts';
import { readConfig } from '../../server/config.ts';
import { groupStored } from '../../server/grouping/grouping-runs.ts';
import { builtInSchemeFolder, ENGINE_VERSION } from '../../server/grouping/live-scheme.ts';
import { contentOf } from '../../server/grouping/scheme-content.ts';
import { readSchemeFolder } from '../../server/grouping/scheme-folder.ts';
import { writeSample } from '../../server/sample/write-sample.ts';
import { runScript } from '../../sql/bulk-load.ts';
import { type Db, openPostgres } from '../../sql/database.ts';
import { createRun, currentRuns, FIRST_DAY, LAST_DAY } from '../../sql/stores/grouping-run.store.ts';
import type { Measurement } from './measurement.ts';
import { withPostgres } from './postgres.ts';

/** 例数;CASEMIX_BENCH_CASES=1000000 是一百万。 */
const CASES = Number(process.env.CASEMIX_BENCH_CASES ?? 200_000);
const SAMPLE = 5_000;
const ROUNDS = 3;

/** 把已存的病例按新方案重新分组:每秒行数,与在 SQL 里读出、写回同样多的行之比(同一次运行,交替取中位数)。 */
export function benchRegroup(): Promise<Measurement[]> {
  return withPostgres(async (url) => {
    await importSample(url);
    const db = openPostgres(url);
    try {
      await multiply(db, Math.round(CASES / SAMPLE));
      return await measure(db);
    } finally {
      await db.destroy();
    }
  });
}

async function importSample(url: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'casemix-bench-'));
  try {
    const file = join(folder, '出院.csv');
    await writeSample({ file, cases: SAMPLE, seed: 3, endMonth: '2025-06', months: 12 });
    const config = readConfig({ DATABASE_URL: url, CASEMIX_DATA: folder, CASEMIX_LOG: 'error' });
    await importFile(config, file, { source: '基准', uploadedBy: '基准' });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** 五千例真实模样的病例复制成所要的例数,连同现行分组。 */
async function multiply(db: Db, times: number): Promise<void> {
  for (const table of ['discharge_case', 'case_group']) {
    await runScript(
      db,
      `create table more as select t.*, k from ${table} t cross join generate_series(1, ${times - 1}) k;
      update more set case_id = case_id + k * 1000000000::bigint;
      alter table more drop column k;
      insert into ${table} select * from more;
      drop table more`,
    );
  }
  await sql`analyze`.execute(db);
}

async function measure(db: Db): Promise<Measurement[]> {
  const pack = await readSchemeFolder(builtInSchemeFolder());
  const { hash, bytes } = contentOf(pack);
  const compiled = compileScheme(pack);
  const { hospital_id: hospitalId } = await db.selectFrom('hospital').select('hospital_id').executeTakeFirstOrThrow();
  const [current] = await currentRuns(db, hospitalId);
  const scheme = {
    key: current!.schemeKey,
    hash,
    engineVersion: ENGINE_VERSION,
    forReference: true,
    compiled,
    content: bytes,
    codes: compileCaseCodes(compiled, []),
    mappings: new Uint8Array(),
  };
  const days = { from: FIRST_DAY, before: LAST_DAY, groupedFrom: FIRST_DAY };
  const run = { ...days, hospitalId, schemeKey: scheme.key, schemeHash: hash, engineVersion: ENGINE_VERSION };
  const seconds: { ours: number[]; bare: number[] } = { ours: [], bare: [] };
  let cases = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await undone(db, async (trx) => {
      const runId = await createRun(trx, run);
      await sql`insert into case_group (run_id, case_id, status, mdc, adrg, drg)
        select ${runId}, c.case_id, g.status, g.mdc, g.adrg, g.drg from discharge_case c
        join case_group g on g.run_id = ${current!.runId} and g.case_id = c.case_id
        where c.hospital_id = ${hospitalId}`.execute(trx);
    });
    const ours = await undone(db, async (trx) => {
      const runId = await createRun(trx, run);
      cases = await groupStored(trx, scheme, { hospitalId, runId, ...days });
    });
    seconds.bare.push(bare);
    seconds.ours.push(ours);
  }
  const [ours, bare] = [median(seconds.ours), median(seconds.bare)];
  return [
    { name: 'regroup', value: Math.round(cases / ours), unit: 'rows/s', ratio: Number((bare / ours).toFixed(3)) },
  ];
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** 在事务里做完即撤销,返回所用的秒数;每一轮因此从同样的库开始。 */
async function undone(db: Db, work: (trx: Db) => Promise<void>): Promise<number> {
  let seconds = 0;
  const rolledBack = new Error('撤销');
  await db
    .transaction()
    .execute(async (trx) => {
      const started = performance.now();
      await work(trx);
      seconds = (performance.now() - started) / 1000;
      throw rolledBack;
    })
    .catch((error) => {
      if (error !== rolledBack) throw error;
    });
  await sql`vacuum case_group`.execute(db);
  return seconds;
}

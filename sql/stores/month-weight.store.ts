import { sql } from 'kysely';
import { addMonths, monthPeriod } from '../../analytics/period.ts';
import { type Db, inTransaction } from '../database.ts';
import { type CurrentRun, runsOfHospital, runsWithin } from '../read-models/current-run.ts';
import { isBefore } from './grouping-run.store.ts';
import { storeOwnHistory } from './own-history-weights.ts';

interface Loaded {
  readonly weightTableId: number;
  readonly hasWeights: boolean;
}

type Run = Pick<CurrentRun, 'runId' | 'schemeKey' | 'from' | 'before'>;

/**
 * 确保若干月份(`2025-06`)在其各运行下都已定下用哪张权重表,必要时由本院此前月份重新测算。
 * 次序:装载的表(本院专用先于通用,生效日晚者先)→ 方案自带的 → 本院此前 12 个月 → 没有(weight_table_id 为 null)。
 * 更早月份的数据变了、换了运行或装载了新表,依据就变了,会重算;没变则每个运行只有一次查询。
 */
export async function ensureMonthWeights(db: Db, hospitalId: string, months: readonly string[]): Promise<void> {
  if (months.length === 0) return;
  for (const run of await runsOfHospital(db, hospitalId)) {
    const own = months.filter((month) => runsWithin([run], monthPeriod(month)).length > 0);
    await ensureRunMonths(db, hospitalId, run, own);
  }
}

async function ensureRunMonths(db: Db, hospitalId: string, run: Run, months: readonly string[]): Promise<void> {
  const stale = await staleMonths(db, hospitalId, run, months);
  if (stale.length === 0) return;
  const settle = async (trx: Db) => {
    // 两个请求同时来时只测算一次。
    await sql`select pg_advisory_xact_lock(hashtext(${`month_weight:${hospitalId}`}))`.execute(trx);
    for (const month of await staleMonths(
      trx,
      hospitalId,
      run,
      stale.map((s) => s.month),
    )) {
      await settleMonth(trx, hospitalId, run, month);
    }
    await dropUnused(trx, hospitalId);
  };
  await inTransaction(db, settle);
}

interface StaleMonth {
  readonly month: string;
  readonly basisRevision: string;
  readonly loaded: Loaded | null;
  readonly baseMonths: readonly string[];
}

async function staleMonths(db: Db, hospitalId: string, run: Run, months: readonly string[]): Promise<StaleMonth[]> {
  const [tables, revisions, settled] = [
    await loadedTables(db, hospitalId, run.schemeKey),
    await db.selectFrom('hospital_month').selectAll().where('hospital_id', '=', hospitalId).orderBy('month').execute(),
    await db
      .selectFrom('month_weight')
      .select(['month', 'basis_revision'])
      .where('hospital_id', '=', hospitalId)
      .where('scheme_key', '=', run.schemeKey)
      .execute(),
  ];
  const known = new Map(settled.map((row) => [row.month.slice(0, 7), row.basis_revision]));
  return months.flatMap((month) => {
    // 月中换方案:新方案的权重从它施行那天起就能用。
    const start = isBefore(`${month}-01`, run.from) ? run.from : `${month}-01`;
    const loaded = tableFor(tables, start);
    const base = revisions.filter((r) => r.month.slice(0, 7) < month && r.month.slice(0, 7) >= addMonths(month, -12));
    const history = `run=${run.runId};${base.map((r) => `${r.month.slice(0, 7)}=${r.revision}`).join(',')}`;
    const basisRevision = `${loaded ? `table=${loaded.weightTableId};` : ''}${loaded?.hasWeights ? '' : history}`;
    if (known.get(month) === basisRevision) return [];
    return [{ month, basisRevision, loaded, baseMonths: base.map((r) => r.month.slice(0, 7)) }];
  });
}

/** 某一天用的装载表:适用的中取先的,没有则取方案自带的。 */
export const tableFor = (tables: Awaited<ReturnType<typeof loadedTables>>, day: string) =>
  tables.find((t) => t.from <= day && (t.before === null || t.before > day)) ??
  tables.find((t) => t.withScheme) ??
  null;

/** 可用的装载表,先用的在前。 */
export async function loadedTables(db: Db, hospitalId: string, schemeKey: string) {
  const rows = await db
    .selectFrom('weight_table as t')
    .where('t.origin', '=', 'loaded')
    .where('t.scheme_key', '=', schemeKey)
    .where((e) => e.or([e('t.hospital_id', 'is', null), e('t.hospital_id', '=', hospitalId)]))
    .select((e) => [
      't.weight_table_id as weightTableId',
      't.effective_from as from',
      't.effective_before as before',
      't.with_scheme as withScheme',
      e
        .exists(
          e
            .selectFrom('drg_weight as w')
            .whereRef('w.weight_table_id', '=', 't.weight_table_id')
            .where('w.rw', 'is not', null)
            .select('w.drg'),
        )
        .as('hasWeights'),
    ])
    .orderBy(sql`t.hospital_id is null`)
    .orderBy('t.effective_from', 'desc')
    .orderBy('t.weight_table_id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, hasWeights: Boolean(row.hasWeights) }));
}

async function settleMonth(trx: Db, hospitalId: string, { runId, schemeKey }: Run, stale: StaleMonth): Promise<void> {
  const { month, loaded, baseMonths, basisRevision } = stale;
  const weightTableId = loaded?.hasWeights
    ? loaded.weightTableId
    : await storeOwnHistory(trx, {
        hospitalId,
        schemeKey,
        runId,
        name: `本院历史测算 ${month}`,
        source: '由本院此前月份的病例测算',
        effective: { from: `${month}-01`, before: `${addMonths(month, 1)}-01` },
        cases: baseMonths.length > 0 ? { from: `${baseMonths[0]}-01`, before: `${month}-01` } : null,
        months: baseMonths,
        supplement: loaded?.weightTableId ?? null,
      });
  await trx
    .insertInto('month_weight')
    .values({
      hospital_id: hospitalId,
      scheme_key: schemeKey,
      month: `${month}-01`,
      weight_table_id: weightTableId,
      basis_revision: basisRevision,
    })
    .onConflict((c) =>
      c
        .columns(['hospital_id', 'scheme_key', 'month'])
        .doUpdateSet({ weight_table_id: weightTableId, basis_revision: basisRevision }),
    )
    .execute();
}

/** 不再被任何月份引用的测算表。 */
async function dropUnused(trx: Db, hospitalId: string): Promise<void> {
  await sql`
    delete from weight_table t
    where t.origin = 'own_history' and t.hospital_id = ${hospitalId}
      and not exists (select from month_weight m where m.weight_table_id = t.weight_table_id)
      and not exists (select from shadow_weight w where w.weight_table_id = t.weight_table_id)`.execute(trx);
}

import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import type { Db } from '../../sql/database.ts';
import { listHospitals } from '../../sql/stores/hospital.store.ts';
import {
  findScheme,
  liveSchemeRows,
  type SchemeRecord,
  schemeKey,
  schemesWithContent,
  storeScheme,
  updateScheme,
} from '../../sql/stores/scheme.store.ts';
import { conflict, notFound, Problem } from '../http/problem.ts';
import { FileProblem } from '../intake/files/file-problem.ts';
import type { JobProgress } from '../jobs/job-runner.ts';
import { alignHospitals } from './align-hospitals.ts';
import type { LiveSchemes } from './live-schemes.ts';
import { type Registration, schemeToStore, storeOwnWeights } from './register-scheme.ts';
import { contentOf } from './scheme-content.ts';
import type { SchemeLimits } from './scheme-files/limits.ts';
import { SchemeFolderUnreadable } from './scheme-files/pack-files.ts';
import type { GivenAbout } from './scheme-files/scheme-about.ts';
import { readSchemeSource, type SchemeSource } from './scheme-files/scheme-source.ts';

export interface ImportOrder {
  readonly path: string;
  /** 上传的文件原来的名称。 */
  readonly fileName?: string;
  readonly given: GivenAbout;
  readonly effectiveBefore?: string | null;
  readonly createdBy: string;
  readonly limits: SchemeLimits;
}

export interface ImportOutcome {
  readonly key: string;
  /** 同一套表已经登记过,什么也没有改。 */
  readonly unchanged: boolean;
  readonly findings: readonly SchemeFinding[];
}

/**
 * 导入一个方案,登记为草案。有错误则一条也不存,全部发现都在抛出的 Problem 里;
 * 同一编号与版本、同一套表再来一次,只说没有变。
 */
export async function importScheme(db: Db, order: ImportOrder): Promise<ImportOutcome> {
  const { pack, findings, meta } = await readOrExplain(order);
  if (pack === null) throw rejected(meta.name, findings);
  const about = registrationOf(order, meta.source, meta.effectiveFrom);
  const content = contentOf(pack);
  const key = schemeKey(meta);
  const registered = await findScheme(db, key);
  if (registered?.content_hash === content.hash) return { key, unchanged: true, findings };
  if (registered) throw versionTaken(key, registered);
  const twins = await schemesWithContent(db, content.hash);
  const told = [...findings, ...twins.map((twin) => sameTables(twin.scheme_key))];
  await db.transaction().execute(async (trx) => {
    await storeScheme(trx, schemeToStore(pack, content, told, about), { status: 'draft' });
    await storeOwnWeights(trx, pack, about);
  });
  return { key, unchanged: false, findings: told };
}

async function readOrExplain({ path, fileName, given, limits }: ImportOrder): Promise<SchemeSource> {
  try {
    return await readSchemeSource(path, { given, limits, ...(fileName ? { fileName } : {}) });
  } catch (error) {
    if (error instanceof FileProblem) {
      const { code, message, fix } = error.failure;
      throw new Problem(422, code, '方案不能读', `${message}${fix ?? ''}`);
    }
    if (error instanceof SchemeFolderUnreadable) throw new Problem(422, error.code, '方案不能读', error.message);
    throw error;
  }
}

function registrationOf(order: ImportOrder, source: string | null, effectiveFrom: string | null): Registration {
  const from = effectiveFrom;
  if (from === null) {
    const detail = '文件里没有写生效日,登记时也没有给出;请写明从哪个出院日起用(如 2025-01-01)。';
    throw new Problem(422, 'scheme-effective-missing', '没有生效日', detail);
  }
  if (order.effectiveBefore && order.effectiveBefore <= from) {
    throw new Problem(422, 'scheme-days', '起止日不对', `停用日 ${order.effectiveBefore} 不晚于生效日 ${from}。`);
  }
  return {
    source: source ?? order.fileName ?? order.path,
    effectiveFrom: from,
    effectiveBefore: order.effectiveBefore ?? null,
    createdBy: order.createdBy,
  };
}

const SHOWN = 200;

function rejected(name: string, findings: readonly SchemeFinding[]): Problem {
  const errors = findings.filter(({ level }) => level === 'error');
  const place = ({ source, row }: SchemeFinding) => (row === null ? source : `${source} 第 ${row} 行`);
  const details = errors.slice(0, SHOWN).map((finding) => ({ path: place(finding), message: finding.message }));
  const first = details[0]!;
  const text = `「${name}」有 ${errors.length} 处错误,一条也没有存,施行中的方案不受影响;例如 ${first.path}:${first.message}`;
  return new Problem(422, 'scheme-rejected', '方案有错误', text, details);
}

function versionTaken(key: string, { status }: SchemeRecord): Problem {
  const advice = status === 'draft' ? '请删去草案后重新导入,或换一个版本号。' : '请换一个版本号再导入。';
  return conflict('scheme-version-exists', '该版本已登记', `${key} 已经登记过,内容与这次的不同;${advice}`);
}

const sameTables = (key: string): SchemeFinding => ({
  level: 'warning',
  code: 'same-as-registered',
  table: 'scheme',
  source: '登记',
  row: null,
  message: `各表与已登记的 ${key} 完全相同,只是编号或版本不同`,
});

async function requireScheme(db: Db, key: string): Promise<SchemeRecord> {
  const row = await findScheme(db, key);
  if (!row) throw notFound('分组方案', key);
  return row;
}

const STATUS_TEXT = { draft: '草案', approved: '已核准', live: '施行中', retired: '已停用' } as const;

/** 核准草案。 */
export async function approveScheme(db: Db, key: string, by: string): Promise<void> {
  const { status } = await requireScheme(db, key);
  if (status !== 'draft') {
    throw conflict('scheme-not-draft', '不是草案', `${key} 是${STATUS_TEXT[status]}的,只有草案可以核准。`);
  }
  await updateScheme(db, key, { status: 'approved', approved_by: by }, 'approved_at');
}

/** 删去没有施行过的草案与核准的方案。 */
export async function deleteScheme(db: Db, key: string): Promise<void> {
  const { status, live_at } = await requireScheme(db, key);
  if ((status !== 'draft' && status !== 'approved') || live_at !== null) {
    throw conflict(
      'scheme-in-history',
      '不能删除',
      `${key} 是${STATUS_TEXT[status]}的或施行过,病例的分组要留据,不能删除。`,
    );
  }
  await db.transaction().execute(async (trx) => {
    const runs = await trx.deleteFrom('grouping_run').where('scheme_key', '=', key).returning('run_id').execute();
    const ids = runs.map((run) => run.run_id);
    if (ids.length > 0) await trx.deleteFrom('case_group').where('run_id', 'in', ids).execute();
    await trx.deleteFrom('month_weight').where('scheme_key', '=', key).execute();
    await trx.deleteFrom('weight_table').where('scheme_key', '=', key).execute();
    await trx.deleteFrom('drg_catalogue').where('scheme_key', '=', key).execute();
    await trx.deleteFrom('scheme').where('scheme_key', '=', key).execute();
  });
}

/** 施行日可不可以用:须已核准(或停用后再用),那一天没有别的方案开始施行。可以则返回起始日。 */
export async function liveDayOf(db: Db, key: string, wanted: string | undefined): Promise<string> {
  const { status, effective_from, is_configured } = await requireScheme(db, key);
  if (is_configured) throw configured(key);
  if (status !== 'approved' && status !== 'retired') {
    const advice = status === 'draft' ? '请先核准。' : '要换起始日,请先停用。';
    throw conflict('scheme-not-approved', '不能施行', `${key} 是${STATUS_TEXT[status]}的;${advice}`);
  }
  const from = wanted ?? effective_from;
  const other = (await liveSchemeRows(db)).find(({ live_from }) => live_from === from);
  if (other) {
    const detail = `${from} 已由 ${other.scheme_key} 开始施行,一天只能归一个方案;请换一天,或先停用它。`;
    throw conflict('scheme-day-taken', '这一天已有方案施行', detail);
  }
  return from;
}

const configured = (key: string) =>
  conflict(
    'scheme-configured',
    '这是设置里的方案',
    `${key} 由设置 CASEMIX_SCHEME(或内置)登记,从最早的日子起施行;可以让别的方案从某一天起接替它,或改设置后重启。`,
  );

type Report = (progress: JobProgress) => void;

/** 任务:使方案从某个出院日起施行。登记、各医院的重新分组与汇总在一个事务里,中断则什么也不变。 */
export async function makeSchemeLive(
  db: Db,
  schemes: LiveSchemes,
  order: { key: string; by: string; from: string },
  report: Report,
) {
  return switchSchemes(db, schemes, report, async (trx) => {
    const from = await liveDayOf(trx, order.key, order.from);
    const change = { status: 'live', live_from: from, live_by: order.by } as const;
    await updateScheme(trx, order.key, change, 'live_at');
  });
}

/** 可不可以停用。 */
export async function requireWithdrawable(db: Db, key: string): Promise<void> {
  const { status, is_configured } = await requireScheme(db, key);
  if (is_configured) throw configured(key);
  if (status !== 'live')
    throw conflict('scheme-not-live', '没有施行', `${key} 是${STATUS_TEXT[status]}的,不在施行中。`);
}

/** 任务:停用方案,它的日子归回前一个方案。 */
export async function withdrawScheme(db: Db, schemes: LiveSchemes, order: { key: string; by: string }, report: Report) {
  return switchSchemes(db, schemes, report, async (trx) => {
    await requireWithdrawable(trx, order.key);
    const change = { status: 'retired', live_from: null, retired_by: order.by } as const;
    await updateScheme(trx, order.key, change, 'retired_at');
  });
}

async function switchSchemes(
  db: Db,
  schemes: LiveSchemes,
  report: Report,
  change: (trx: Db) => Promise<void>,
): Promise<{ cases: number }> {
  const cases = await db.transaction().execute(async (trx) => {
    await change(trx);
    const hospitals = (await listHospitals(trx)).map(({ hospital_id }) => hospital_id);
    return alignHospitals(trx, hospitals, await schemes.read(trx), report);
  });
  await schemes.refresh(db);
  return { cases };
}

import { rm } from 'node:fs/promises';
import { copyBlock } from '../../sql/bulk-load.ts';
import type { Db } from '../../sql/database.ts';
import { findBatch, markFailed, markProcessing } from '../../sql/stores/batch.store.ts';
import { CASE_COLUMNS, GROUP_COLUMNS } from '../../sql/stores/discharge-case.store.ts';
import { registerHospital } from '../../sql/stores/scheme.store.ts';
import { type BatchCounts, settleBatch } from '../../sql/stores/settle-batch.ts';
import { runsForThread } from '../grouping/day-runs.ts';
import { alignRuns } from '../grouping/grouping-runs.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { JobFailed, type JobProgress } from '../jobs/job-runner.ts';
import type { ImportRefused, ImportSetup, PreparedBlock } from './import-protocol.ts';
import type { Conversation, ImportThread } from './import-thread.ts';
import { FINDING_COLUMNS } from './row-preparer.ts';

export interface ImportDeps {
  db: Db;
  schemes: LiveSchemes;
  thread: ImportThread;
  defaultHospital: { id: string; name: string } | null;
  identityKey: string | null;
  today: () => string;
  mappingOf: (source: string) => Promise<Record<string, string>>;
}

/** 开始收文件时:让导入线程先启动、编好施行中的方案。 */
export function warmUp({ thread, schemes }: ImportDeps): void {
  thread.warm(schemes.all().map(({ hash, content, mappings }) => ({ hash, content, mappings })));
}

class Refused extends Error {
  readonly refusal: ImportRefused;
  constructor(refusal: ImportRefused) {
    super(refusal.failure.message);
    this.refusal = refusal;
  }
}

/**
 * 导入一个已登记的批次:整批一个事务,成功则 `stored`,文件不能导入则 `failed` 并说明原因。
 * 中途进程被杀时事务由数据库撤销;批次在下次启动时标为 `interrupted`。
 */
export async function importBatch(
  deps: ImportDeps,
  input: { batchId: string; path: string },
  report: (progress: JobProgress) => void,
): Promise<Record<string, unknown>> {
  const batch = await findBatch(deps.db, input.batchId);
  if (!batch) throw new JobFailed({ code: 'batch-missing', message: '批次不存在。' });
  await markProcessing(deps.db, input.batchId);
  const setup: ImportSetup = {
    path: input.path,
    batchId: Number(input.batchId),
    mapping: await deps.mappingOf(batch.source),
    defaultHospitalId: deps.defaultHospital?.id ?? null,
    today: deps.today(),
    identityKey: deps.identityKey,
  };
  try {
    const conversation = deps.thread.start(setup);
    const counts = await deps.db
      .transaction()
      .execute((trx) => loadAndSettle(trx, deps, conversation, input.batchId, Number(batch.bytes), report));
    await rm(input.path, { force: true });
    return { batchId: input.batchId, ...counts };
  } catch (error) {
    // 装载失败时线程可能停在半途,下一个文件用新线程。
    if (!(error instanceof Refused)) await deps.thread.stop();
    await recordFailure(deps.db, input, error);
    throw error instanceof Refused ? new JobFailed(error.refusal.failure) : error;
  }
}

async function recordFailure(db: Db, input: { batchId: string; path: string }, error: unknown): Promise<void> {
  const refusal = error instanceof Refused ? error.refusal : null;
  const failure = refusal?.failure ?? {
    code: 'internal',
    message: '导入中出了未预料的错误,一行也没有存入;细节在服务日志中。',
    fix: '请联系信息科查看日志后重试。',
  };
  await markFailed(db, input.batchId, failure, refusal?.columns ?? null);
  await rm(input.path, { force: true });
}

async function loadAndSettle(
  trx: Db,
  deps: ImportDeps,
  conversation: Conversation,
  batchId: string,
  totalBytes: number,
  report: (progress: JobProgress) => void,
): Promise<BatchCounts> {
  const counts: BatchCounts = { rows: 0, stored: 0, errors: 0, warnings: 0, unstorable: 0, grouped: 0 };
  let hospitalId = '';
  for await (const message of conversation.messages) {
    if (message.kind === 'refused') throw new Refused(message);
    if (message.kind === 'broken') throw new Error(`导入线程出错:${message.message}`);
    if (message.kind === 'begin') {
      hospitalId = message.hospitalId;
      const name = message.hospitalName ?? (deps.defaultHospital?.id === hospitalId ? deps.defaultHospital.name : null);
      await registerHospital(trx, hospitalId, name);
      // 别的进程可能刚换过方案:照库里的登记,而不是内存里的。
      const runs = await alignRuns(trx, hospitalId, await deps.schemes.refresh(trx));
      conversation.answer({ kind: 'run', runs: runsForThread(runs) });
    } else if (message.kind === 'block') {
      await loadBlock(trx, batchId, message);
      conversation.answer({ kind: 'taken' });
      for (const key of Object.keys(counts) as (keyof BatchCounts)[]) counts[key] += message.counts[key];
      report({ done: message.bytesRead, total: totalBytes, unit: '字节' });
    } else {
      await settleBatch(trx, batchId, {
        counts,
        hospitalId,
        format: message.format,
        encoding: message.encoding,
        columns: message.columns,
        noted: message.noted,
      });
      return counts;
    }
  }
  throw new Error('导入线程没有说明结果就结束了');
}

const SOURCE_COLUMNS = ['batch_id', 'first_row', 'last_row', 'payload'] as const;

const bytea = (bytes: Uint8Array) =>
  `\\\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`;

async function loadBlock(trx: Db, batchId: string, block: PreparedBlock): Promise<void> {
  await copyBlock(trx, 'discharge_case', CASE_COLUMNS, block.cases);
  await copyBlock(trx, 'case_group', GROUP_COLUMNS, block.groups);
  await copyBlock(trx, 'batch_finding', FINDING_COLUMNS, block.findings);
  const lines = block.source.map(
    ({ firstRow, lastRow, payload }) => `${batchId}\t${firstRow}\t${lastRow}\t${bytea(payload)}\n`,
  );
  await copyBlock(trx, 'source_block', SOURCE_COLUMNS, Buffer.from(lines.join(''), 'latin1'));
}

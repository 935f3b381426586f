import { closeSync, openSync, readSync } from 'node:fs';
import type { ResourceLimits, Worker } from 'node:worker_threads';
import { startWorker } from '../../sql/worker-thread.ts';
import type { FromImportThread, ImportSetup, SchemeForThread, ToImportThread } from './import-protocol.ts';

/** 与线程就一个文件的对话:它依次送来的消息,与给它的回答。 */
export interface Conversation {
  messages: AsyncGenerator<FromImportThread>;
  answer(message: ToImportThread): void;
}

export interface ImportThread {
  /** 文件还在上传时先把线程启动、把方案编好,省得收完了再等。 */
  warm(schemes: SchemeForThread[]): void;
  /** 让线程开始导入一个文件;一次一个。 */
  start(setup: ImportSetup): Conversation;
  /** 停掉线程;下次 start 时另起一个。 */
  stop(): Promise<void>;
}

/**
 * 堆的上限是最后的防线。导入 CSV 时活着的只有三四十 MB(多是方案),与行数无关;最大的 JSON 要整个读入,约几百 MB。
 * 工作簿的共享字符串要整个留在内存里,上限更大,用完即停。
 */
const TEXT_LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: 1024 };
const WORKBOOK_LIMITS: ResourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 3072 };

/** 导入线程:文本文件共用一个,首次用到时启动,之后留用;工作簿每次另起。 */
export function createImportThread(): ImportThread {
  let resident: Worker | null = null;
  let oneShot: Worker | null = null;
  const launch = (resourceLimits: ResourceLimits) =>
    startWorker(import.meta.url, './import-worker', { resourceLimits });
  const launchResident = () => {
    const worker = launch(TEXT_LIMITS);
    // 空闲时出错(没有导入在听)不该带倒服务;退出了的不再用。
    worker.on('error', () => {});
    worker.once('exit', () => {
      if (resident === worker) resident = null;
    });
    return worker;
  };
  const chosen = (path: string): Worker => {
    if (isZip(path)) {
      oneShot = launch(WORKBOOK_LIMITS);
      return oneShot;
    }
    resident ??= launchResident();
    return resident;
  };
  return {
    warm(schemes) {
      resident ??= launchResident();
      resident.postMessage({ kind: 'warm', schemes } satisfies ToImportThread);
    },
    start(setup) {
      const worker = chosen(setup.path);
      const messages = messagesOf(worker, async () => {
        if (worker === oneShot) await worker.terminate();
      });
      const answer = (message: ToImportThread) => worker.postMessage(message);
      answer({ kind: 'import', setup });
      return { messages, answer };
    },
    async stop() {
      const workers = [resident, oneShot];
      resident = null;
      oneShot = null;
      for (const worker of workers) await worker?.terminate();
    },
  };
}

function isZip(path: string): boolean {
  const file = openSync(path, 'r');
  try {
    const head = Buffer.alloc(2);
    readSync(file, head, 0, 2, 0);
    return head.toString('latin1') === 'PK';
  } finally {
    closeSync(file);
  }
}

/** 线程就一个文件送来的消息,到结束、拒绝或出错为止(之后调用 `finished`);线程意外退出时抛出。 */
async function* messagesOf(worker: Worker, finished: () => Promise<void>): AsyncGenerator<FromImportThread> {
  const queue: FromImportThread[] = [];
  let failure: Error | null = null;
  let wake = () => {};
  const onMessage = (message: FromImportThread) => {
    queue.push(message);
    wake();
  };
  const onError = (error: Error) => {
    failure ??= error;
    wake();
  };
  const onExit = () => onError(new Error('导入线程意外退出'));
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  try {
    for (;;) {
      const message = queue.shift();
      if (message) {
        yield message;
        if (message.kind === 'end' || message.kind === 'refused' || message.kind === 'broken') return;
      } else if (failure) throw failure;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    await finished();
  }
}

import type { Worker } from 'node:worker_threads';
import { startWorker } from '../../sql/worker-thread.ts';
import type { FromImportThread, ImportSetup, ToImportThread } from './import-protocol.ts';

/** 与线程就一个文件的对话:它依次送来的消息,与给它的回答。 */
export interface Conversation {
  messages: AsyncGenerator<FromImportThread>;
  answer(message: ToImportThread): void;
}

export interface ImportThread {
  /** 让线程开始导入一个文件;一次一个。 */
  start(setup: ImportSetup): Conversation;
  /** 停掉线程;下次 start 时另起一个。 */
  stop(): Promise<void>;
}

/** 一块行在处理完之前都活着;新生代太小,每次回收都要搬运它们,导入会慢三成。 */
const YOUNG_MB = 96;

/** 导入线程:首次用到时启动,之后留用。 */
export function createImportThread(): ImportThread {
  let worker: Worker | null = null;
  return {
    start(setup) {
      worker ??= startWorker(import.meta.url, './import-worker', {
        resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      });
      const current = worker;
      const messages = messagesOf(current);
      const answer = (message: ToImportThread) => current.postMessage(message);
      answer({ kind: 'import', setup });
      return { messages, answer };
    },
    async stop() {
      const current = worker;
      worker = null;
      await current?.terminate();
    },
  };
}

/** 线程就一个文件送来的消息,到结束、拒绝或出错为止;线程意外退出时抛出。 */
async function* messagesOf(worker: Worker): AsyncGenerator<FromImportThread> {
  const queue: FromImportThread[] = [];
  let failure: Error | null = null;
  let wake = () => {};
  const onMessage = (message: FromImportThread) => {
    queue.push(message);
    wake();
  };
  const onError = (error: Error) => {
    failure = error;
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
  }
}

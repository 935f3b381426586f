import type { BatchFailure } from '../../../sql/tables.ts';
import { startWorker } from '../../../sql/worker-thread.ts';
import { FileProblem } from '../../intake/files/file-problem.ts';
import { readWorkbookHere, type WorkbookKind, type WorkbookRead, type WorkbookTask } from './workbook-kinds.ts';

export type FromWorkbookThread =
  | { readonly kind: 'read'; readonly raw: WorkbookRead[WorkbookKind] }
  | { readonly kind: 'refused'; readonly failure: BatchFailure }
  | { readonly kind: 'broken'; readonly message: string };

const refuse = (code: string, message: string, fix: string) => new FileProblem({ code, message, fix });
const USE_CSV = '请核对是否选错了文件;没有选错的,请改用装着各表 CSV 的 .zip。';
const tooLarge = () => refuse('scheme-too-large', '工作簿太大,读的时候内存不够,没有读。', USE_CSV);

/** 这么小的工作簿就地读,不必等线程启动;它解开也不该超过这个数。 */
const SMALL = 64 * 1024;
const SMALL_UNPACKED = 32 * 1024 * 1024;

/**
 * 读工作簿。大的在自己的线程里读:读得久、占内存多,都不拖累服务;超过时限或内存就停掉线程,以说明拒绝。
 * @throws FileProblem
 */
export async function readWorkbook<K extends WorkbookKind>(
  task: WorkbookTask & { readonly kind: K },
): Promise<WorkbookRead[K]> {
  const read = task.fileBytes > SMALL ? readInThread(task) : readSmall(task);
  return (await read) as WorkbookRead[K];
}

async function readSmall(task: WorkbookTask): Promise<WorkbookRead[WorkbookKind]> {
  const unpackedBytes = Math.min(task.limits.unpackedBytes, SMALL_UNPACKED);
  try {
    return await readWorkbookHere({ ...task, limits: { ...task.limits, unpackedBytes } });
  } catch (error) {
    throw error instanceof FileProblem ? error : unreadable(error);
  }
}

function readInThread(task: WorkbookTask): Promise<WorkbookRead[WorkbookKind]> {
  const { seconds, heapMb } = task.limits;
  const worker = startWorker(import.meta.url, './workbook-worker', {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: heapMb },
  });
  return new Promise<WorkbookRead[WorkbookKind]>((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(refuse('scheme-too-slow', `工作簿读了 ${seconds} 秒还没有读完,停下了。`, USE_CSV));
    }, seconds * 1000);
    worker.once('message', (message: FromWorkbookThread) => {
      if (message.kind === 'read') resolve(message.raw);
      else reject(message.kind === 'refused' ? new FileProblem(message.failure) : unreadable(message.message));
    });
    worker.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : error);
    });
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(unreadable('读工作簿的线程意外退出'));
    });
  }).finally(() => void worker.terminate());
}

const unreadable = (cause: unknown) =>
  Object.assign(
    refuse('xlsx-broken', '工作簿的内容读不懂。', '请用 Excel 或 WPS 打开后另存为 .xlsx 再试,或改用 CSV。'),
    { cause },
  );

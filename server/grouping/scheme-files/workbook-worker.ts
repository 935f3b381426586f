import { parentPort, workerData } from 'node:worker_threads';
import { FileProblem } from '../../intake/files/file-problem.ts';
import { readWorkbookHere, type WorkbookTask } from './workbook-kinds.ts';
import type { FromWorkbookThread } from './workbook-thread.ts';

/** 读工作簿的线程:读完(或拒绝)一个即止。 */
async function read(): Promise<FromWorkbookThread> {
  try {
    return { kind: 'read', raw: await readWorkbookHere(workerData as WorkbookTask) };
  } catch (error) {
    if (error instanceof FileProblem) return { kind: 'refused', failure: error.failure };
    return { kind: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort!.postMessage(await read());

import { Problem } from '../http/problem.ts';
import { FileProblem } from '../intake/files/file-problem.ts';

/** 读文件;不能读的变成给人看的 422。 */
export async function readingTable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    const { code, message, fix } = error.failure;
    throw new Problem(422, code, '文件不能读', `${message}${fix ?? ''}`);
  }
}

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FileProblem } from '../../intake/files/file-problem.ts';
import type { SchemeLimits } from './limits.ts';

/** 方案包里的一个文件;路径以 `/` 分隔,从方案包的根算起。 */
export interface PackFile {
  readonly path: string;
  read(): Promise<Buffer>;
}

/** 方案包的文件夹打不开。 */
export class SchemeFolderUnreadable extends Error {
  readonly code = 'scheme-folder-unreadable';
}

/** 文件夹里与方案有关的文件:根下的,与下一层的 CSV。 */
export async function filesInFolder(folder: string, limits: SchemeLimits): Promise<PackFile[]> {
  const paths: string[] = [];
  for (const entry of await entriesOf(folder)) {
    if (!entry.isDirectory()) paths.push(entry.name);
    else for (const inner of await entriesOf(join(folder, entry.name))) paths.push(`${entry.name}/${inner.name}`);
  }
  const wanted = paths.filter(isPackPath).sort();
  let total = 0;
  for (const path of wanted) total += (await stat(join(folder, path))).size;
  if (total > limits.fileBytes) throw schemeTooLarge(total, limits.fileBytes);
  return wanted.map((path) => ({ path, read: () => readFile(join(folder, path)) }));
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    throw new SchemeFolderUnreadable(`读不了方案文件夹「${folder}」,请核对路径与权限`, { cause });
  }
}

/** 与方案有关的文件:表、说明,以及放错了地方、要提醒的工作簿。 */
export const isPackPath = (path: string): boolean => path === 'scheme.json' || /\.(csv|xlsx?)$/i.test(path);

const mb = (bytes: number) => `${Math.ceil(bytes / 1024 / 1024)} MB`;

export const schemeTooLarge = (bytes: number, limit: number): FileProblem =>
  new FileProblem({
    code: 'scheme-too-large',
    message: `方案文件有 ${mb(bytes)},超过上限 ${mb(limit)},没有读。`,
    fix: '请核对是否选错了文件;确是方案,请调大设置 CASEMIX_MAX_SCHEME_MB 后再试。',
  });

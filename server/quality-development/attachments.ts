import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import type { Request } from 'express';
import type { Db } from '../../sql/database.ts';
import { registerAttachment } from '../../sql/stores/attachment.store.ts';
import { Problem } from '../http/problem.ts';
import { type ReceivedFile, readUpload, type Upload } from '../intake/upload.ts';

/** 一份佐证材料的上限。 */
export const MAX_ATTACHMENT_BYTES = 20 * 1024 * 1024;
const KINDS = [
  '.pdf',
  '.ofd',
  '.doc',
  '.docx',
  '.xls',
  '.xlsx',
  '.ppt',
  '.pptx',
  '.png',
  '.jpg',
  '.jpeg',
  '.txt',
  '.csv',
  '.zip',
];
const MAX_NAME = 200;

/** 附件的位置:按内容的摘要存放,相同的内容只有一份。 */
export const attachmentPath = (folder: string, sha256: string): string => join(folder, sha256.slice(0, 2), sha256);

/** 收下一份上传的附件,返回编号;类型不许可、没有内容的不收。用完的上传文件总会移走。 */
export async function keepAttachment(
  db: Db,
  folder: string,
  owner: { hospitalId: string; uploadedBy: string },
  file: ReceivedFile,
): Promise<string> {
  try {
    checkFile(file);
    const path = attachmentPath(folder, file.sha256);
    if (!existsSync(path)) {
      await mkdir(dirname(path), { recursive: true });
      await rename(file.path, path);
    }
    const { fileName, bytes, sha256 } = file;
    return await registerAttachment(db, { ...owner, fileName, bytes, sha256 });
  } finally {
    await rm(file.path, { force: true });
  }
}

function checkFile({ fileName, bytes }: ReceivedFile): void {
  const refuse = (detail: string) => new Problem(422, 'attachment-refused', '附件不能收', detail);
  if (!KINDS.includes(extname(fileName).toLowerCase()))
    throw refuse(`「${fileName}」的类型不收;可用 ${KINDS.join('、')}。`);
  if (fileName.length > MAX_NAME) throw refuse(`文件名超过 ${MAX_NAME} 字,请改短。`);
  if (bytes === 0) throw refuse(`「${fileName}」是空文件。`);
}

/** 收一个附件的上传;超过上限时说的是附件的上限。 */
export async function readAttachment(request: Request, uploadFolder: string): Promise<Upload> {
  try {
    return await readUpload(request, uploadFolder, MAX_ATTACHMENT_BYTES);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'upload-too-large')) throw error;
    const limit = MAX_ATTACHMENT_BYTES / 1024 / 1024;
    throw new Problem(413, 'attachment-too-large', '附件太大', `附件不能超过 ${limit} MB;请压缩或拆分后上传。`);
  }
}

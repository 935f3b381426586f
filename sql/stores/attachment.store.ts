import type { Db } from '../database.ts';

export interface NewAttachment {
  readonly hospitalId: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly uploadedBy: string;
}

/** 登记一份附件;同一医院同名同内容的只登记一次。 */
export async function registerAttachment(db: Db, file: NewAttachment): Promise<string> {
  const known = await db
    .selectFrom('attachment')
    .select('attachment_id')
    .where('hospital_id', '=', file.hospitalId)
    .where('file_name', '=', file.fileName)
    .where('sha256', '=', file.sha256)
    .executeTakeFirst();
  if (known) return known.attachment_id;
  const { attachment_id } = await db
    .insertInto('attachment')
    .values({
      hospital_id: file.hospitalId,
      file_name: file.fileName,
      bytes: String(file.bytes),
      sha256: file.sha256,
      uploaded_by: file.uploadedBy,
    })
    .returning('attachment_id')
    .executeTakeFirstOrThrow();
  return attachment_id;
}

export const findAttachment = (db: Db, id: string) =>
  db.selectFrom('attachment').selectAll().where('attachment_id', '=', id).executeTakeFirst();

/** 一家医院的附件,新的在前;文件名相同的,后传的在前。 */
export const listAttachments = (db: Db, hospitalId: string) =>
  db
    .selectFrom('attachment')
    .selectAll()
    .where('hospital_id', '=', hospitalId)
    .orderBy('attachment_id', 'desc')
    .execute();

import type { DatedMapping } from '../../analytics/codes/case-codes.ts';
import type { Db } from '../../sql/database.ts';
import { liveMappings, mappingRows } from '../../sql/stores/code-mapping.store.ts';

/** 施行的各对照表。`fingerprint` 变了,已存病例要重新分组;没有对照表为空文本。 */
export interface LiveMappings {
  readonly fingerprint: string;
  readonly mappings: readonly DatedMapping[];
  /** 同样的内容,在共享内存里:交给导入线程时不再复制。 */
  readonly content: Uint8Array;
}

export const NO_MAPPINGS: LiveMappings = { fingerprint: '', mappings: [], content: new Uint8Array() };

/** 库中施行的各对照表;与已装入的相同就不再读各行。 */
export async function readLiveMappings(db: Db, loaded: LiveMappings): Promise<LiveMappings> {
  const live = await liveMappings(db);
  if (live.length === 0) return NO_MAPPINGS;
  const fingerprint = live
    .map((row) => `${row.code_mapping_id}:${row.effective_from}:${row.effective_before ?? ''}`)
    .join(',');
  if (fingerprint === loaded.fingerprint) return loaded;
  const mappings: DatedMapping[] = [];
  for (const { code_mapping_id, kind, scope, effective_from: from, effective_before: before } of live)
    mappings.push({ kind, scope, from, before, rows: await mappingRows(db, code_mapping_id) });
  return { fingerprint, mappings, content: sharedBytes(new TextEncoder().encode(JSON.stringify(mappings))) };
}

/** 在导入线程里读出对照表。 */
export function mappingsOf(content: Uint8Array): DatedMapping[] {
  // 共享内存不能直接解码,先复制。
  return content.length === 0 ? [] : JSON.parse(new TextDecoder().decode(new Uint8Array(content)));
}

/** 移到共享内存:交给别的线程时不再复制。 */
export function sharedBytes(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
}

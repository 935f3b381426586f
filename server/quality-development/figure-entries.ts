import {
  checkFilledNumber,
  type Fillable,
  fillable,
} from '../../analytics/performance/quality-development/fillable.ts';
import type { Db } from '../../sql/database.ts';
import { listAttachments } from '../../sql/stores/attachment.store.ts';
import type { FigureEntry } from '../../sql/stores/yearly-figure.store.ts';
import { Problem, type ProblemDetail } from '../http/problem.ts';

export const MAX_TEXT = 10_000;

/** 页面提交的一项;比例是 0–1 的小数。 */
export interface GivenEntry {
  readonly item: string;
  readonly value: number | null;
  readonly text: string | null;
  readonly evidence: string | null;
  readonly attachmentId: string | null;
}

/** 核对页面提交的各项;有一项不对就全部不收,逐项说明。 */
export async function checkEntries(db: Db, hospitalId: string, given: readonly GivenEntry[]): Promise<FigureEntry[]> {
  const own = new Set((await listAttachments(db, hospitalId)).map(({ attachment_id }) => attachment_id));
  const errors: ProblemDetail[] = [];
  const entries = given.flatMap((entry, i) => {
    const found = checkEntry(entry, own);
    if (typeof found !== 'string') return [found];
    errors.push({ path: `figures.${i}(${fillable(entry.item)?.name ?? entry.item})`, message: found });
    return [];
  });
  if (errors.length > 0) throw refused(errors);
  return entries;
}

function checkEntry(entry: GivenEntry, attachments: ReadonlySet<string>): FigureEntry | string {
  const field = fillable(entry.item);
  if (!field) return `没有填报项目「${entry.item}」`;
  if (entry.attachmentId !== null && !attachments.has(entry.attachmentId)) return '没有这份附件,请先上传';
  const value = valueText(field, entry.value);
  return 'reason' in value ? value.reason : { ...entry, value: value.value };
}

function valueText(field: Fillable, value: number | null): { value: string | null } | { reason: string } {
  if (value === null) return { value: null };
  if (field.kind === 'text') return { reason: '定性指标只写文字,不填数' };
  return checkFilledNumber(field, value);
}

export const refused = (errors: ProblemDetail[]): Problem =>
  new Problem(
    422,
    'figures-invalid',
    '填报有误',
    `有 ${errors.length} 处错误,一项也没有存;例如:${errors[0]!.path}:${errors[0]!.message}`,
    errors,
  );

/** 一格读成文本;读成文本就丢了东西的,说出丢的是什么。 */
export interface CellText {
  readonly text: string;
  readonly loss?: CellLoss;
}

/** `number` 存成了数的编码;`date` 被改成日期;`error` 公式出错;`formula` 按上次算出的值读。 */
export type CellLoss = 'number' | 'date' | 'error' | 'formula';

const ALREADY_TEXT = /^\d{2}\.\d{4}$/;

/** 一格 → 文本。条件里的 true 会被表格软件改成逻辑值,写回原样。`isCode`:这一列是编码,存成数会丢末尾的零。 */
export function cellOf(value: unknown, isCode: boolean): CellText {
  if (value === null || value === undefined) return { text: '' };
  if (typeof value === 'string') return { text: value };
  if (typeof value === 'number') return numberCell(value, isCode);
  if (typeof value === 'boolean') return { text: value ? 'true' : 'false' };
  if (value instanceof Date) return { text: dateText(value), loss: 'date' };
  const object = value as { richText?: { text: string | null }[]; formula?: string; result?: unknown; error?: string };
  if (object.richText) return { text: object.richText.map((part) => part.text ?? '').join('') };
  if (object.formula !== undefined) return formulaCell(object.result, isCode);
  return { text: '', loss: 'error' };
}

function numberCell(value: number, isCode: boolean): CellText {
  if (!Number.isFinite(value)) return { text: '', loss: 'error' };
  // Excel 存 0.1+0.2 为 0.30000000000000004,按 15 位有效数字还原成人看到的数。
  const text = Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(15)));
  return isCode && !ALREADY_TEXT.test(text) ? { text, loss: 'number' } : { text };
}

function formulaCell(result: unknown, isCode: boolean): CellText {
  const inner = cellOf(result, isCode);
  return inner.loss || result === undefined
    ? { text: inner.text, loss: inner.loss ?? 'error' }
    : { ...inner, loss: 'formula' };
}

const dateText = (value: Date): string => (Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10));

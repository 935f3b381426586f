import { CODE_LIST_KINDS, type CodeAxis, type CodeListItem, type CodeListKind } from './code-list-kinds.ts';

/** 清单文件的一行,各格是原文。 */
export interface CodeListRow {
  readonly row: number;
  readonly code: string;
  readonly name: string;
  readonly ranges: string;
  readonly benchmarkLos: string;
  readonly benchmarkCost: string;
}

export interface CodeListFinding {
  readonly row: number;
  readonly column: '编号' | '名称' | '编码范围' | '标杆住院日' | '标杆费用';
  readonly message: string;
}

const FORMS: Record<CodeAxis, { form: RegExp; about: string }> = {
  diagnosis: { form: /^[A-Z]\d{2}(\.[\dx]+)?$/, about: '诊断编码的前若干位(如 I21、I21.0)或区间(如 C00-C97)' },
  procedure: { form: /^\d{2}(\.[\dxA-Z]+)?$/, about: '手术编码的前若干位(如 36.0、51.23)或区间(如 32.4-32.6)' },
};

/**
 * 读清单各行:同一编号的几行合成一项,范围相加。有一行不对整张不装。
 * 没有编号的用首个范围作编号(一行一个编码的目录就是这样)。
 */
export function readCodeListRows(
  kind: CodeListKind,
  rows: readonly CodeListRow[],
): { items: CodeListItem[]; findings: CodeListFinding[] } {
  const findings: CodeListFinding[] = [];
  const items = new Map<string, CodeListItem & { ranges: string[] }>();
  const form = FORMS[CODE_LIST_KINDS[kind].axis];
  for (const row of rows) {
    const say = (column: CodeListFinding['column'], message: string) =>
      findings.push({ row: row.row, column, message: `第 ${row.row} 行:${message}` });
    const ranges = rangesOf(row.ranges, form, (message) => say('编码范围', message));
    const code = row.code || ranges[0] || '';
    if (code === '') continue;
    const known = items.get(code);
    if (known && row.name !== '' && row.name !== known.name) say('名称', `编号 ${code} 在前面叫「${known.name}」`);
    const item = {
      code,
      name: row.name || known?.name || code,
      ranges: [...(known?.ranges ?? []), ...ranges],
      benchmarkLos: positive(row.benchmarkLos, (message) => say('标杆住院日', message)) ?? known?.benchmarkLos ?? null,
      benchmarkCost: positive(row.benchmarkCost, (message) => say('标杆费用', message)) ?? known?.benchmarkCost ?? null,
    };
    items.set(code, item);
  }
  return { items: [...items.values()].map((item) => ({ ...item, ranges: [...new Set(item.ranges)] })), findings };
}

function rangesOf(text: string, { form, about }: { form: RegExp; about: string }, say: (message: string) => void) {
  const parts = text
    .toUpperCase()
    .replaceAll('X', 'x')
    .replaceAll(/[–—~～]/g, '-')
    .split(/[,，、;；|\s]+/)
    .filter((part) => part !== '');
  if (parts.length === 0) say(`没有写编码范围;应是${about}`);
  return parts.filter((part) => {
    const [low = '', high = low, ...rest] = part.split('-');
    const good = rest.length === 0 && form.test(low) && form.test(high) && low.slice(0, high.length) <= high;
    if (!good) say(`「${part}」不是编码范围;应是${about}`);
    return good;
  });
}

function positive(text: string, say: (message: string) => void): number | null {
  if (text === '') return null;
  const value = Number(text.replaceAll(',', ''));
  if (Number.isFinite(value) && value > 0) return value;
  say(`应是大于 0 的数,现为「${text}」`);
  return null;
}

import { type Fen, parseYuan } from '../money.ts';
import { cellText, hasFullWidth, readHours, readInt, readPlainYuan, toHalfWidth } from './cell-text.ts';
import { compileValues, valuesText } from './code-list.ts';
import { readDateTime } from './day.ts';
import type { Finding } from './discharge-record.ts';
import type { FieldRef } from './field-catalogue.ts';
import { normaliseDiagnosisCode } from './icd-code.ts';

/** 文件里的一列:位置与含义,值域已编译。 */
export interface Column {
  readonly at: number;
  readonly ref: FieldRef;
  readonly values: ReadonlyMap<string, string> | null;
}

export const columnOf = (ref: FieldRef, at: number): Column => ({ at, ref, values: compileValues(ref.field) });

const NO_FINDINGS: readonly Finding[] = Object.freeze([]);
const NO_LABELS: readonly string[] = Object.freeze([]);
const QUOTED_FORMULA = /^="([^"]*)"$/;

const FIX = {
  F01: '请写作 2025-06-01 或 2025-06-01 08:30',
  F02: '请填整数,不带单位',
  F03: '请填元,最多两位小数,如 1234.50',
  F05: '请在表格里把公式粘贴为数值后再导出',
  hours: '请填小时数,或按 天/小时/分 填写,如 2/5/30',
};

/**
 * 按列读一行的各格。一个文件用一个,逐行 start;读不懂的值记一条 F 开头的缺陷,返回 null。
 * 没有的列(null)与空格一样返回 null。
 */
export class CellReader {
  private cells: readonly string[] = [];
  private found: Finding[] | null = null;
  private changed: string[] | null = null;

  start(cells: readonly string[]): void {
    this.cells = cells;
    this.found = null;
    this.changed = null;
  }

  /** 本行的缺陷;没有时是同一个空数组。 */
  get findings(): readonly Finding[] {
    return this.found ?? NO_FINDINGS;
  }

  /** 本行做过全角转半角等规范的字段。 */
  get normalised(): readonly string[] {
    return this.changed ?? NO_LABELS;
  }

  add(rule: string, severity: 'E' | 'W', field: string, value: string, message: string, fix: string): void {
    this.found ??= [];
    this.found.push({ rule, severity, field, value: value.slice(0, 80), message, fix });
  }

  /** 文字:只去首尾空白。 */
  text(column: Column | null): string | null {
    if (column === null) return null;
    const text = cellText(this.cells[column.at]);
    return text !== null && text.charCodeAt(0) === 61 ? this.formula(column, text) : text;
  }

  /** 代码、数字、日期:再把全角换成半角。 */
  private plain(column: Column | null): string | null {
    const text = this.text(column);
    if (text === null || column === null || !hasFullWidth(text)) return text;
    this.note(column);
    return cellText(toHalfWidth(text));
  }

  private note(column: Column): void {
    this.changed ??= [];
    this.changed.push(column.ref.label);
  }

  /** `="0012"` 是保住前导零的写法,取引号里的文字;别的公式没有值可取。 */
  private formula(column: Column, text: string): string | null {
    const quoted = QUOTED_FORMULA.exec(text);
    if (quoted) {
      this.note(column);
      return cellText(quoted[1]);
    }
    this.add('F05', 'E', column.ref.label, text, `${column.ref.name}是公式文字“${text.slice(0, 40)}”,不是值`, FIX.F05);
    return null;
  }

  /** 不限值域的代码:有全角就换成半角。 */
  code(column: Column | null): string | null {
    return this.plain(column);
  }

  /** 限值域的代码:返回规范值,如 `男` → `1`。 */
  choice(column: Column | null): string | null {
    const text = this.plain(column);
    if (text === null || column === null || column.values === null) return text;
    const value = column.values.get(text) ?? column.values.get(text.toLowerCase());
    if (value !== undefined) return value;
    const { field, label, name } = column.ref;
    if (field.invalid === 'keep') return text;
    const allowed = valuesText(field);
    this.add('F04', field.invalid, label, text, `${name}“${text.slice(0, 40)}”不在值域内`, `请填:${allowed}`);
    return null;
  }

  /** ICD 编码:规范大小写与全角;填“无”当作没有。 */
  icd(column: Column | null): string | null {
    const text = this.text(column);
    if (text === null || column === null || text === '无') return null;
    const code = normaliseDiagnosisCode(text);
    if (code !== text) this.note(column);
    return cellText(code);
  }

  int(column: Column | null): number | null {
    const text = this.plain(column);
    if (text === null || column === null) return null;
    const value = readInt(text);
    if (value === null) this.unreadable(column, 'F02', text, '不是整数', FIX.F02);
    return value;
  }

  hours(column: Column | null): number | null {
    const text = this.plain(column);
    if (text === null || column === null) return null;
    const value = readHours(text);
    if (value === null) this.unreadable(column, 'F02', text, '不是时长', FIX.hours);
    return value;
  }

  /** 元的文本 → 分。 */
  money(column: Column | null): Fen | null {
    if (column === null) return null;
    const raw = this.cells[column.at];
    if (raw === undefined || raw === '') return null;
    return (readPlainYuan(raw) as Fen | null) ?? this.looseMoney(column);
  }

  private looseMoney(column: Column): Fen | null {
    const text = this.plain(column);
    if (text === null) return null;
    const value = parseYuan(text.replace(/^[¥￥]/, '').replace(/元$/, ''));
    if (value === null) this.unreadable(column, 'F03', text, '不是金额', FIX.F03);
    return value;
  }

  dateTime(column: Column | null): string | null {
    const text = this.plain(column);
    if (text === null || column === null) return null;
    const value = readDateTime(text);
    if (value === null) this.unreadable(column, 'F01', text, '不是能认的日期', FIX.F01);
    return value;
  }

  date(column: Column | null): string | null {
    const value = this.dateTime(column);
    return value !== null && value.length > 10 ? value.slice(0, 10) : value;
  }

  private unreadable(column: Column, rule: string, text: string, what: string, fix: string): void {
    const { label, name } = column.ref;
    this.add(rule, 'E', label, text, `${name}“${text.slice(0, 40)}”${what}`, fix);
  }
}

import { halfWidth } from './header-text.ts';

/** 表示“没有”的填法;首页接口规定不适用时填短横。 */
const EMPTY_MARKS: ReadonlySet<string> = new Set(['-', '--', '---', '—', '——', '－', '/', '\\', '\\N', 'NULL', 'null']);

const isBlank = (code: number) =>
  code <= 32 || code === 0xa0 || code === 0x3000 || code === 0xfeff || (code >= 0x2000 && code <= 0x200b);

/** 去首尾空白(含全角空格、BOM);空的或填作“没有”的返回 null。 */
export function cellText(raw: string | null | undefined): string | null {
  if (raw === undefined || raw === null || raw === '') return null;
  let from = 0;
  let before = raw.length;
  while (from < before && isBlank(raw.charCodeAt(from))) from++;
  while (before > from && isBlank(raw.charCodeAt(before - 1))) before--;
  if (from === before) return null;
  const text = from === 0 && before === raw.length ? raw : raw.slice(from, before);
  return before - from <= 4 && EMPTY_MARKS.has(text) ? null : text;
}

/** 有没有全角字符(数字、字母、标点)或不断行空格,需要换成半角。 */
export function hasFullWidth(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code >= 0xff01 && code <= 0xff5e) || code === 0x3000 || code === 0x3002 || code === 0xa0) return true;
  }
  return false;
}

export const toHalfWidth = (text: string): string => halfWidth(text);

/** 整数:`12`、`12.0`、`1,234`;不是整数返回 null。 */
export function readInt(text: string): number | null {
  let value = 0;
  let i = 0;
  const negative = text.charCodeAt(0) === 45;
  if (negative) i = 1;
  if (i === text.length || text.length > 15) return null;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) value = value * 10 + code - 48;
    else return readLooseInt(text);
  }
  return negative ? 0 - value : value;
}

function readLooseInt(text: string): number | null {
  const match = /^(-?\d+)(?:\.0*)?$/.exec(text.replaceAll(',', ''));
  return match ? Number(match[1]) : null;
}

/** 数:整数或小数;不是数返回 null。 */
export function readNumber(text: string): number | null {
  const plain = text.replaceAll(',', '');
  return /^-?\d{1,12}(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** 时长(小时):数字即小时;`2/5/30`、`2天5小时30分` 是天、小时、分。读不懂返回 null。 */
export function readHours(text: string): number | null {
  const plain = readNumber(text);
  if (plain !== null) return plain < 0 ? null : plain;
  const match =
    /^(\d+)\/(\d+)\/(\d+)$/.exec(text) ?? /^(?:(\d+)[天日])?(?:(\d+)(?:小时|时))?(?:(\d+)分钟?)?$/.exec(text);
  if (!match) return null;
  const [days, hours, minutes] = [match[1], match[2], match[3]].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
  ];
  return days * 24 + hours + minutes / 60;
}

/**
 * 金额(元的文本)→ 分;不是数或第三位小数不为 0 返回 null。
 * 快路径只认 `123`、`123.4`、`123.45`,其余交给 parseYuan 一样的严格规则。
 */
export function readPlainYuan(text: string): number | null {
  const { length } = text;
  if (length > 13) return null;
  let value = 0;
  let decimals = -1;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      if (decimals >= 0 && ++decimals > 2) return null;
    } else if (code === 46 && decimals < 0 && i > 0) decimals = 0;
    else return null;
  }
  if (decimals <= 0) return value * 100;
  return decimals === 1 ? value * 10 : value;
}

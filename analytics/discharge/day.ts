/**
 * 日期文本的读法与日数。只认清楚的写法:年在前、四位;`6/1/2025` 之类分不清日月,不猜。
 * 热路径:按字符码读,不用正则和 Date。
 */

const parts = new Int32Array(6);
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
const daysIn = (year: number, month: number) => (month === 2 && isLeap(year) ? 29 : (MONTH_DAYS[month - 1] as number));
const pad = (n: number) => (n < 10 ? `0${n}` : String(n));

/** 公历日的序号(1970-01-01 是 0),闰年已计。month 1–12。 */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = ((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0;
  const dayOfEra = yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear + day - 1;
  return era * 146097 + dayOfEra - 719468;
}

const two = (text: string, at: number) => (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

/** `YYYY-MM-DD…` 的日序号;文本须已规范(readDateTime 的结果)。 */
export function dayNumber(text: string): number {
  return daysFromCivil(two(text, 0) * 100 + two(text, 2), two(text, 5), two(text, 8));
}

/** `2025-06-01…` → 整数 20250601。 */
export function calendarNumber(text: string): number {
  return two(text, 0) * 1_000_000 + two(text, 2) * 10_000 + two(text, 5) * 100 + two(text, 8);
}

/** 日序号 → `YYYY-MM-DD`。 */
export function dayText(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}

/** 以分钟计的时刻;只有日期的算当日零时。 */
export function minuteNumber(text: string): number {
  const minutes = text.length >= 16 ? two(text, 11) * 60 + two(text, 14) : 0;
  return dayNumber(text) * 1440 + minutes;
}

/** 拆出各段数字到 parts,返回段数;遇到不认识的字符返回 -1。 */
function scan(text: string): number {
  let count = 0;
  let digits = 0;
  let value = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : 32;
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      if (++digits > 4 || (digits > 2 && count > 0)) return -1;
      continue;
    }
    if (digits > 0) {
      if (count === 0 && digits !== 4) return -1;
      if (count === 6) return -1;
      parts[count++] = value;
      digits = 0;
      value = 0;
    }
    if (count === 6 && code === 46) return onlyFraction(text, i) ? count : -1;
    if (!isSeparator(code)) return -1;
  }
  return count;
}

// - / . 空格 : T 年月日时分秒;末尾的 Z 是表格库给本地时间加的标记。
function isSeparator(code: number): boolean {
  if (code === 45 || code === 47 || code === 46 || code === 32 || code === 58) return true;
  if (code === 84 || code === 116 || code === 90) return true;
  return code === 24180 || code === 26376 || code === 26085 || code === 26102 || code === 20998 || code === 31186;
}

function onlyFraction(text: string, dot: number): boolean {
  return /^\.\d{1,9}Z?$/.test(text.slice(dot));
}

/** 8、12、14 位纯数字:20250601、202506010830、20250601083000。 */
function scanCompact(text: string): number {
  parts[0] = two(text, 0) * 100 + two(text, 2);
  let count = 1;
  for (let at = 4; at < text.length; at += 2) parts[count++] = two(text, at);
  return count;
}

/** Excel 序列日(1900 系统,五位整数,可带小数的时刻);不是则 null。 */
function fromSerial(text: string): string | null {
  if (!/^\d{5}(\.\d{1,15})?$/.test(text)) return null;
  const serial = Number(text);
  const minutes = Math.round((serial % 1) * 1440);
  const day = dayText(Math.floor(serial) - 25569 + Math.floor(minutes / 1440));
  const minute = minutes % 1440;
  return text.includes('.') ? `${day}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}` : day;
}

function compose(count: number): string | null {
  const [year, month, day, hour, minute] = parts as unknown as [number, number, number, number, number];
  if (year < 1850 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const date = `${year}-${pad(month)}-${pad(day)}`;
  if (count === 3) return date;
  const minutes = count > 4 ? minute : 0;
  // 病历里的 24:00 指当日终了,仍算当日。
  if (hour === 24 && minutes === 0) return `${date}T23:59`;
  return hour > 23 || minutes > 59 ? null : `${date}T${pad(hour)}:${pad(minutes)}`;
}

function digitsBetween(text: string, from: number, before: number): boolean {
  for (let i = from; i < before; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return true;
}

const isPlainDate = (text: string) =>
  text.charCodeAt(4) === 45 &&
  text.charCodeAt(7) === 45 &&
  digitsBetween(text, 0, 4) &&
  digitsBetween(text, 5, 7) &&
  digitsBetween(text, 8, 10);

const isPlainTime = (text: string) =>
  text.charCodeAt(13) === 58 && digitsBetween(text, 11, 13) && digitsBetween(text, 14, 16);

/** 常见写法的快路径:`YYYY-MM-DD`,或再带 ` HH:MM[:SS]`;校验后直接截取,其余返回 null。 */
function readPlain(text: string): string | null {
  const { length } = text;
  if ((length !== 10 && length !== 16 && length !== 19) || !isPlainDate(text)) return null;
  const month = two(text, 5);
  const day = two(text, 8);
  const year = two(text, 0) * 100 + two(text, 2);
  if (year < 1850 || year > 2199 || month < 1 || month > 12 || day < 1 || day > 28) return null;
  if (length === 10) return text;
  if (!isPlainTime(text) || two(text, 11) > 23 || two(text, 14) > 59) return null;
  if (length === 19 && (text.charCodeAt(16) !== 58 || !digitsBetween(text, 17, 19))) return null;
  const mark = text.charCodeAt(10);
  if (mark === 84 && length === 16) return text;
  return mark === 32 || mark === 84 ? `${text.slice(0, 10)}T${text.slice(11, 16)}` : null;
}

/**
 * 读日期或日期时间 → `YYYY-MM-DD` 或 `YYYY-MM-DDTHH:MM`;读不懂返回 null。
 * 认 `2025-06-01`、`2025/6/1 8:30`、`20250601`、`2025年6月1日`、Excel 序列日 45688.5、ISO 的 T。
 */
export function readDateTime(text: string): string | null {
  const plain = readPlain(text);
  if (plain !== null) return plain;
  const { length } = text;
  if ((length === 8 || length === 12 || length === 14) && digitsBetween(text, 0, length)) {
    return compose(scanCompact(text));
  }
  if (length >= 5 && digitsBetween(text, 0, 5)) return fromSerial(text);
  const count = scan(text.endsWith('+08:00') ? text.slice(0, -6) : text);
  return count >= 3 ? compose(count) : null;
}

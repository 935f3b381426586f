/** 没有值时显示的字;从不写 0。 */
export const NOT_AVAILABLE = '—';

/** XML 1.0 许可的字符之外的一切(控制字符、落单的代理字符)。 */
const FORBIDDEN = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
/** 绝大多数单元格里既没有要转义的也没有不许的字符,先一眼看过。 */
const CLEAN = /^[^&<>"\ud800-\udfff\ufffe\uffff]*$/;
const PRINTABLE = /^[\t\n\r -\uffff]*$/;

/** 文本 → XML 文本:去掉不许出现的字符,转义其余。 */
export function escapeXml(text: string): string {
  if (CLEAN.test(text) && PRINTABLE.test(text)) return text;
  const clean = text.replace(FORBIDDEN, '');
  return clean.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** 显示宽度:中文与全角符号算 2,其余算 1;多行取最宽的一行。 */
export function displayWidth(text: string): number {
  let widest = 0;
  for (const line of text.split('\n')) {
    let width = 0;
    for (const character of line)
      width += (character.codePointAt(0) ?? 0) > 0x2e7f || /[—“”‘’…▲▼●]/.test(character) ? 2 : 1;
    widest = Math.max(widest, width);
  }
  return widest;
}

/** 第 n 列(从 1 起)的字母,如 28 → AB。 */
export function columnLetter(n: number): string {
  let letters = '';
  for (let rest = n; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

const EPOCH = Date.UTC(1899, 11, 30);

/** `YYYY-MM-DD` → Excel 的日序号。 */
export function excelDay(day: string): number {
  return (
    (Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) - EPOCH) / 86_400_000
  );
}

/** 文件名:去掉空格与文件系统不许的字符。 */
export function safeFileName(name: string): string {
  return name.replace(/[\s\\/:*?"<>|]+/g, '');
}

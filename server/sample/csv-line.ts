/** 一格的 CSV 写法(RFC 4180):含分隔符、引号、换行或首尾空格时加引号,内部引号写两次。 */
export function csvField(text: string, delimiter: string): string {
  if (!needsQuotes(text, delimiter)) return text;
  return `"${text.replaceAll('"', '""')}"`;
}

function needsQuotes(text: string, delimiter: string): boolean {
  if (text.includes(delimiter)) return true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 34 || code === 10 || code === 13) return true;
  }
  return text !== '' && (text.charCodeAt(0) === 32 || text.charCodeAt(text.length - 1) === 32);
}

/** 一行,以换行结束。 */
export function csvLine(cells: readonly string[], delimiter: string): string {
  let line = '';
  for (let i = 0; i < cells.length; i++) {
    if (i > 0) line += delimiter;
    const cell = cells[i]!;
    if (cell !== '') line += csvField(cell, delimiter);
  }
  return `${line}\n`;
}

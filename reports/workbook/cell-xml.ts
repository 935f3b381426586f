import { escapeXml, NOT_AVAILABLE } from './text.ts';

/** 单元格内容。null 显示为「—」;文本一律存为文本,从不被当成公式。 */
export type CellValue = string | number | null;

const inline = (ref: string, style: number, text: string) =>
  `<c r="${ref}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;

/** 一个单元格的 XML。 */
export function cellXml(ref: string, style: number, value: CellValue): string {
  if (typeof value === 'number' && Number.isFinite(value)) return `<c r="${ref}" s="${style}"><v>${value}</v></c>`;
  return inline(ref, style, typeof value === 'string' ? value : NOT_AVAILABLE);
}

/** 带公式的单元格:公式与缓存值。 */
export function formulaXml(ref: string, style: number, formula: string, cached: CellValue): string {
  const value = cached === null || (typeof cached === 'number' && !Number.isFinite(cached)) ? NOT_AVAILABLE : cached;
  if (typeof value === 'number') {
    return `<c r="${ref}" s="${style}"><f>${escapeXml(formula)}</f><v>${value}</v></c>`;
  }
  return `<c r="${ref}" s="${style}" t="str"><f>${escapeXml(formula)}</f><v>${escapeXml(value)}</v></c>`;
}

/** 没有内容、只有边框底色的单元格。 */
export const blankXml = (ref: string, style: number) => `<c r="${ref}" s="${style}"/>`;

/** 一行的 XML;给出高度(磅)则固定行高。 */
export function rowXml(row: number, cells: string, height?: number): string {
  const fixed = height === undefined ? '' : ` ht="${height}" customHeight="1"`;
  return `<row r="${row}"${fixed}>${cells}</row>`;
}

import { posix } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

/** 打开的 .xlsx 包:部件名 → 文本。 */
export function partsOf(workbook: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(workbook)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

/** XML 是否合式:标签成对、属性加引号、没有落单的 & 与 <。返回第一处毛病,没有则 null。 */
export function xmlFault(xml: string): string | null {
  const open: string[] = [];
  const token = /<\?[^?]*\?>|<(\/?)([\w:]+)((?:\s+[\w:]+="[^"<]*")*)\s*(\/?)>|[^<]+|</g;
  for (const [text, closing, name, , empty] of xml.matchAll(token)) {
    if (text === '<') return '落单的 <';
    if (/&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(text)) return `落单的 &:${text.slice(0, 40)}`;
    if (!name || empty) continue;
    if (!closing) open.push(name);
    else if (open.pop() !== name) return `没有与之成对的 </${name}>`;
  }
  return open.length > 0 ? `没有关闭 ${open.join(' ')}` : null;
}

/** 包的毛病:不合式的部件、指向不存在部件的关系、没有部件的内容类型。 */
export function packageFaults(parts: Record<string, string>): string[] {
  const faults: string[] = [];
  for (const [name, xml] of Object.entries(parts)) {
    const fault = xmlFault(xml);
    if (fault) faults.push(`${name}:${fault}`);
    if (name.endsWith('.rels')) faults.push(...danglingTargets(name, xml, parts));
  }
  for (const [, part] of parts['[Content_Types].xml']!.matchAll(/PartName="\/([^"]+)"/g)) {
    if (!(part! in parts)) faults.push(`内容类型指向不存在的 ${part}`);
  }
  return faults;
}

function danglingTargets(name: string, xml: string, parts: Record<string, string>): string[] {
  const folder = posix.dirname(posix.dirname(name));
  return [...xml.matchAll(/Target="([^"]+)"/g)]
    .map(([, target]) => posix.join(folder === '.' ? '' : folder, target!))
    .filter((target) => !(target in parts))
    .map((target) => `${name} 指向不存在的 ${target}`);
}

/** 工作表元素必须按架构规定的次序出现。 */
const SHEET_ORDER = [
  'sheetPr',
  'sheetViews',
  'sheetFormatPr',
  'cols',
  'sheetData',
  'autoFilter',
  'mergeCells',
  'conditionalFormatting',
  'printOptions',
  'pageMargins',
  'pageSetup',
  'headerFooter',
  'drawing',
];

export function sheetOrderFault(xml: string): string | null {
  const outline = xml.replace(/<sheetData>[\s\S]*<\/sheetData>/, '<sheetData>');
  const places = SHEET_ORDER.map((tag) => outline.search(new RegExp(`<${tag}[ >/]`))).filter((place) => place >= 0);
  return places.every((place, i) => i === 0 || place > places[i - 1]!) ? null : '工作表元素次序不合架构';
}

/** 没有缓存值的公式个数。 */
export const formulasWithoutValue = (xml: string): number => (xml.match(/<\/f>(?!<v>[^<]+<\/v>)/g) ?? []).length;

import type { SchemeFinding } from '../../../analytics/grouping/scheme-finding.ts';
import { metadataKeyOf } from '../../../analytics/grouping/scheme-names.ts';
import type { SchemeMeta } from '../../../analytics/grouping/scheme-pack.ts';

/** 装载者给出的说明,盖过文件里写的;没有给的用文件里的。 */
export type GivenAbout = { readonly [key in keyof SchemeMeta]?: string | null };

/** 说明各项:装载者给的、文件里写的,再没有就用文件的名称。看不懂的记入发现。 */
export function schemeMeta(
  inFile: Readonly<Record<string, unknown>>,
  given: GivenAbout,
  fallbackName: string,
  findings: SchemeFinding[],
): SchemeMeta {
  const texts = textsOf(inFile, findings);
  const text = (key: keyof SchemeMeta) => given[key]?.trim() || texts.get(key) || null;
  return {
    id: text('id') ?? fallbackName,
    version: text('version') ?? '1',
    name: text('name') ?? fallbackName,
    source: text('source'),
    effectiveFrom: isoDay(text('effectiveFrom'), findings),
    note: text('note'),
  };
}

function textsOf(inFile: Readonly<Record<string, unknown>>, findings: SchemeFinding[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [label, value] of Object.entries(inFile)) {
    const key = metadataKeyOf(label);
    if (key === null || value === null || value === undefined) continue;
    if (typeof value === 'string' || typeof value === 'number') texts.set(key, String(value).trim());
    else findings.push(warning(`说明中的 ${label} 不是文本,当作没有写`));
  }
  return texts;
}

/** 生效日:`2025-01-01`、`2025/1/1`、`2025年1月1日`、`20250101`;不是日期的当作没有。 */
function isoDay(text: string | null, findings: SchemeFinding[]): string | null {
  if (text === null) return null;
  const parts = /^(\d{4})(?:[-/.年]?)(\d{1,2})(?:[-/.月]?)(\d{1,2})日?$/.exec(text);
  if (parts) {
    const day = `${parts[1]}-${parts[2]!.padStart(2, '0')}-${parts[3]!.padStart(2, '0')}`;
    const date = new Date(`${day}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return day;
  }
  findings.push(warning(`生效日「${text}」不是日期,当作没有写;应写作 2025-01-01 的样子,否则不知方案从哪天起用`));
  return null;
}

const warning = (message: string): SchemeFinding => {
  return { level: 'warning', code: 'metadata-invalid', table: 'scheme', source: '方案说明', row: null, message };
};

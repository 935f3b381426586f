import type { GroupingResult } from './grouping-case.ts';
import type { SchemeDirectory } from './scheme-directory.ts';

/** 编码连同名称;没有名称只有编码。 */
export const groupText = (code: string, name: string | null): string => (name ? `${code} ${name}` : code);

/** 大类的未入组码:`MDCE` → `E00`。 */
export const unassignedCode = (mdc: string): string => `${mdc.replace(/^MDC/, '')}00`;

/** 结果的一句话;0000、x00、xQY 各不相同。 */
export function resultText({ status, mdc, drg }: GroupingResult, directory: SchemeDirectory): string {
  switch (status) {
    case 'grouped':
      return `入组 ${groupText(drg, directory.drgName(drg))}`;
    case 'ambiguous':
      return `歧义病案 ${drg}`;
    case 'no-adrg':
      return `未入组 ${unassignedCode(mdc!)}:${groupText(mdc!, directory.mdcName(mdc!))} 收下病例,但没有 ADRG 成立`;
    case 'no-mdc':
      return '未入组 0000:没有 MDC 收它';
  }
}

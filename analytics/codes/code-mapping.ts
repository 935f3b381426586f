import { type CodeKind, plainCode } from './code-repair.ts';

/** 对照表的一行:从一个版本的编码到另一个版本的编码(常见的是国家临床版 2.0 → 医保版 2.0)。 */
export interface MappingRow {
  readonly from: string;
  readonly to: string;
}

/** 怎样用对照表:只用于方案不认得的编码,或全部编码都先对照(病案用的是另一版编码时)。 */
export const MAPPING_SCOPES = ['unknown', 'all'] as const;
export type MappingScope = (typeof MAPPING_SCOPES)[number];

export interface CodeMapping {
  readonly scope: MappingScope;
  /** 编码的全部对照;没有对照为空。 */
  targetsOf(code: string): readonly string[];
}

export interface MappingFinding {
  readonly row: number;
  readonly severity: 'E' | 'W';
  readonly message: string;
}

const CATEGORY: Record<CodeKind, RegExp> = { diagnosis: /^[A-Z]\d\d/, procedure: /^\d\d(\D|$)/ };
const KIND_NAMES: Record<CodeKind, string> = { diagnosis: 'ICD-10 疾病诊断编码', procedure: 'ICD-9-CM-3 手术操作编码' };

export interface MappingInput {
  readonly row: number;
  readonly from: string;
  readonly to: string;
}

/**
 * 检查并规范对照表的各行。来源编码空着、两边都不是这一类编码的是错误;没有目标(无对应)的行不收,只提示;
 * 重复的行只留一行。同一来源有几个目标是允许的(一对多),用到时算作歧义。
 */
export function checkMappingRows(
  inputs: readonly MappingInput[],
  kind: CodeKind,
): { rows: MappingRow[]; findings: MappingFinding[] } {
  const rows: MappingRow[] = [];
  const findings: MappingFinding[] = [];
  const seen = new Set<string>();
  const add = (row: number, severity: 'E' | 'W', message: string) => findings.push({ row, severity, message });
  for (const input of inputs) {
    const [from, to] = [plainCode(input.from, kind), plainCode(input.to, kind)];
    if (from === '' && to === '') continue;
    if (from === '') add(input.row, 'E', `没有来源编码(目标是「${to}」)`);
    else if (!CATEGORY[kind].test(from)) add(input.row, 'E', `来源「${from}」不是${KIND_NAMES[kind]}`);
    else if (to === '') add(input.row, 'W', `「${from}」没有目标编码,未收`);
    else if (!CATEGORY[kind].test(to)) add(input.row, 'E', `目标「${to}」不是${KIND_NAMES[kind]}`);
    else if (seen.has(`${from}|${to}`)) add(input.row, 'W', `「${from} → ${to}」重复,只留一行`);
    else {
      seen.add(`${from}|${to}`);
      rows.push({ from, to });
    }
  }
  return { rows, findings };
}

/** 编译对照表:来源 → 目标(去重,按首次出现的次序)。 */
export function compileMapping(rows: readonly MappingRow[], scope: MappingScope): CodeMapping {
  const targets = new Map<string, string[]>();
  for (const { from, to } of rows) {
    const known = targets.get(from);
    if (!known) targets.set(from, [to]);
    else if (!known.includes(to)) known.push(to);
  }
  return { scope, targetsOf: (code) => targets.get(code) ?? [] };
}

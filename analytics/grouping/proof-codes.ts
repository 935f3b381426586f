import type { ProofCode, ProofComplication } from './case-proof.ts';
import { normaliseCode } from './code-entry.ts';
import type { CompiledScheme } from './compiled-scheme.ts';
import { CELL, MCC } from './fact-rows.ts';
import type { GroupingCase } from './grouping-case.ts';
import type { CaseView } from './unmet-condition.ts';

/** 病例的各编码:规范写法、名称、方案认不认得。 */
export function proofCodes(scheme: CompiledScheme, c: GroupingCase): ProofCode[] {
  const codesOf = (axis: 'dx' | 'proc', given: readonly string[]) =>
    given.map((text, i): ProofCode => {
      const code = normaliseCode(text);
      return {
        axis,
        role: i === 0 ? 'main' : 'other',
        given: text,
        code,
        normalised: code !== text,
        name: axis === 'dx' ? scheme.diagnosisName(code) : scheme.procedureName(code),
        known: (axis === 'dx' ? scheme.diagnoses : scheme.procedures).knows(code),
      };
    });
  return [...codesOf('dx', c.diagnoses), ...codesOf('proc', c.procedures)];
}

/** 各其他诊断作为并发症或合并症:等级,与被哪张排除表排除(手册 2.3)。 */
export function proofComplications(scheme: CompiledScheme, { context, codes }: CaseView): ProofComplication[] {
  const cells = context.dxCells;
  const mainTable = cells[context.mainDx + CELL.EXCLUDES]!;
  return codes.dx.slice(1).map((code, i) => {
    const row = context.dx[i + 1]!;
    const bits = cells[row + CELL.LEVEL]!;
    const table = cells[row + CELL.EXCLUDED_BY]!;
    const excluded = bits !== 0 && table !== 0 && table === mainTable;
    return {
      code,
      name: scheme.diagnosisName(code),
      level: bits === 0 ? null : bits === MCC ? 'MCC' : 'CC',
      counted: bits !== 0 && !excluded,
      excludedBy: excluded ? (scheme.diagnoses.exclusionTableName(table) ?? String(table)) : null,
    };
  });
}

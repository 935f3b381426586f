import { CODE_CHANGES, repairCode } from '../codes/code-repair.ts';
import type { CodeNote, ProofCode, ProofComplication } from './case-proof.ts';
import { normaliseCode } from './code-entry.ts';
import type { CompiledScheme } from './compiled-scheme.ts';
import { CELL, MCC } from './fact-rows.ts';
import type { GroupingCase } from './grouping-case.ts';
import type { CaseView } from './unmet-condition.ts';

/** 病例的各编码:判定用的写法、改了什么、名称、方案认不认得。`notes` 是分组之前已改过的。 */
export function proofCodes(scheme: CompiledScheme, c: GroupingCase, notes: readonly CodeNote[]): ProofCode[] {
  return [
    ...c.diagnoses.map((text, place) => proofCode(scheme, 'dx', text, place, notes)),
    ...c.procedures.map((text, place) => proofCode(scheme, 'proc', text, place, notes)),
  ];
}

function proofCode(
  scheme: CompiledScheme,
  axis: 'dx' | 'proc',
  text: string,
  place: number,
  notes: readonly CodeNote[],
): ProofCode {
  const note = notes.length === 0 ? undefined : notes.find((each) => each.axis === axis && each.place === place);
  const code = normaliseCode(text);
  const given = note?.given ?? text;
  return {
    axis,
    role: place === 0 ? 'main' : 'other',
    given,
    code,
    normalised: code !== given,
    changes: note?.changes ?? (code === text ? NOTHING : writingChanges(text)),
    mapped: note?.mapped ?? false,
    targets: note?.targets ?? NOTHING,
    name: axis === 'dx' ? scheme.diagnosisName(code) : scheme.procedureName(code),
    known: (axis === 'dx' ? scheme.diagnoses : scheme.procedures).knows(code),
  };
}

const NOTHING: readonly string[] = [];

/** 写法上改了什么;诊断与手术的写法规则相同。 */
const writingChanges = (text: string): string[] =>
  repairCode(text, 'diagnosis', () => true).changes.map((change) => CODE_CHANGES[change]);

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

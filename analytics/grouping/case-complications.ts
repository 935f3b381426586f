import type { CompiledScheme } from './compiled-scheme.ts';
import { CC, MCC } from './fact-rows.ts';
import { openCase } from './group-case.ts';
import type { GroupingCase } from './grouping-case.ts';

/** 病例的其他诊断中有哪几级未被排除的并发症;与条件 `mcc`、`cc` 看到的相同。 */
export function caseComplications(scheme: CompiledScheme, c: GroupingCase): ('mcc' | 'cc')[] {
  const context = openCase(scheme, c);
  return [
    ...(context.hasComplication(MCC) ? ['mcc' as const] : []),
    ...(context.hasComplication(CC) ? ['cc' as const] : []),
  ];
}

import { diagnosisNames } from './code-names.ts';
import type { NamedCode } from './compile-patterns.ts';

/** 常被误作主要诊断的症状。 */
export const symptomNames: readonly NamedCode[] = [
  'R07.400',
  'R10.402',
  'R05.x00',
  'R50.900',
  'R42.x00',
  'R51.x00',
].map((code) => ({ code, name: diagnosisNames[code]! }));

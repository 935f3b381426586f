import { compileRanges } from './code-ranges.ts';
import data from './surgical-procedures.json' with { type: 'json' };

const included = compileRanges(data.include);
const excluded = compileRanges(data.exclude);

/** 手术操作编码是否属于手术(不是诊断性或非手术操作);默认起步清单,来源写在 surgical-procedures.json。 */
export const isSurgicalProcedure = (code: string): boolean => included.has(code) && !excluded.has(code);

import { builtInDictionary } from './procedure-dictionary.ts';

/** 手术操作编码是否属于手术(不是诊断性或非手术操作);以内置的操作字典为准。 */
export const isSurgicalProcedure = (code: string): boolean => builtInDictionary.find(code)?.kind === 'surgery';

import dictionary from './clinical-specialties.json' with { type: 'json' };

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(dictionary.specialties));

/** 国家诊疗科目的名称;`03.04` 与 `0304` 同义。不是诊疗科目编码时返回 undefined。 */
export function clinicalSpecialtyName(code: string): string | undefined {
  return NAMES.get(code.replaceAll('.', ''));
}

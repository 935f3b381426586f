import dictionary from './clinical-specialties.json' with { type: 'json' };

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(dictionary.specialties));

/** 国家诊疗科目的名称;`03.04` 与 `0304` 同义。不是诊疗科目编码时返回 undefined。 */
export function clinicalSpecialtyName(code: string): string | undefined {
  return NAMES.get(code.replaceAll('.', ''));
}

const CODES: ReadonlyMap<string, string> = new Map([...NAMES].map(([code, name]) => [name, code]));

/** 由编码(`03.04` 与 `0304` 同义)或名称读出诊疗科目编码;认不出为 undefined。 */
export function clinicalSpecialtyCode(text: string): string | undefined {
  const code = text.replaceAll('.', '');
  return NAMES.has(code) ? code : CODES.get(text);
}

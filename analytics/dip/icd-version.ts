interface OtherVersion {
  readonly form: RegExp;
  readonly name: string;
}

const DIAGNOSES: readonly OtherVersion[] = [
  { form: /^(\d{3}|V\d\d)(\.\d{1,2})?$/, name: 'ICD-9 诊断编码' },
  { form: /^[1-9A-Z][A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,2})?$/, name: 'ICD-11 编码' },
  { form: /^\d{2}\.\d/, name: 'ICD-9-CM-3 手术操作编码' },
];

const PROCEDURES: readonly OtherVersion[] = [
  { form: /^(?=.*\d)(?=.*[A-Z])[0-9A-HJ-NP-Z]{7}$/, name: 'ICD-10-PCS 编码' },
  { form: /^\d{2}(\.\d{1,2})?$/, name: '没有扩展码的 ICD-9-CM-3 编码' },
  { form: /^[A-Z]\d{2}(\.|$)/, name: 'ICD-10 诊断编码' },
];

const named = (versions: readonly OtherVersion[], code: string) =>
  versions.find(({ form }) => form.test(code))?.name ?? null;

/** 诊断一格写的像是哪个别的版本;看不出为 null。 */
export const otherDiagnosisVersion = (code: string): string | null => named(DIAGNOSES, code);

/** 操作编码像是哪个别的版本;看不出为 null。 */
export const otherProcedureVersion = (code: string): string | null => named(PROCEDURES, code);

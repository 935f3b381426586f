import { halfWidth } from './header-text.ts';

/** 医保版疾病诊断编码的形式(in.icd_form)。 */
const DIAGNOSIS_FORM = /^[A-Z]\d{2}\.[0-9x]\d{1,2}(x\d{3})?(\+[A-Z]\d{2}(\.\d)?\*)?$/;
/** 医保版手术操作编码的形式(in.icd_form);中医操作末位可有字母。 */
const PROCEDURE_FORM = /^\d{2}\.\d[\dx][\dA-Z]{2,3}(x\d{3})?$/;

const digit = (code: number) => code >= 48 && code <= 57;
const upper = (code: number) => code >= 65 && code <= 90;

// 绝大多数编码是 `X00.000` 七位;先按字符判断,其余才用正则(性质测试保证两者一致)。
function isPlainDiagnosis(code: string): boolean {
  if (code.length !== 7 || code.charCodeAt(3) !== 46 || !upper(code.charCodeAt(0))) return false;
  const fourth = code.charCodeAt(4);
  return (
    digit(code.charCodeAt(1)) &&
    digit(code.charCodeAt(2)) &&
    (digit(fourth) || fourth === 120) &&
    digit(code.charCodeAt(5)) &&
    digit(code.charCodeAt(6))
  );
}

function isPlainProcedure(code: string): boolean {
  if (code.length !== 7 || code.charCodeAt(2) !== 46) return false;
  for (let i = 0; i < 7; i++) if (i !== 2 && !digit(code.charCodeAt(i))) return false;
  return true;
}

/** 诊断编码是否合医保版形式(in.icd_form);须已规范。 */
export const isDiagnosisForm = (code: string): boolean => isPlainDiagnosis(code) || DIAGNOSIS_FORM.test(code);

/** 手术操作编码是否合医保版形式(in.icd_form);须已规范。 */
export const isProcedureForm = (code: string): boolean => isPlainProcedure(code) || PROCEDURE_FORM.test(code);

/** 至少有 ICD-10 类目(字母加两位数字),还能按类目归组。 */
export const hasDiagnosisCategory = (code: string): boolean => /^[A-Z]\d\d/.test(code);

/** 至少有 ICD-9-CM-3 类目(两位数字)。 */
export const hasProcedureCategory = (code: string): boolean => /^\d\d(\D|$)/.test(code);

/** 已是规范写法:半角、无空白、字母大写,x 小写。首位与 `+` 后的 X 是 ICD 章的字母,保持大写。 */
function isNormal(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code <= 32 || code > 126 || (code >= 97 && code !== 120)) return false;
    if (code === 88 && i > 0) return false;
    if (code === 120 && i === 0) return false;
  }
  return true;
}

function normalise(text: string): string {
  const plain = halfWidth(text).replace(/\s+/g, '').toUpperCase();
  return plain.replace(/(?<=[^+])X/g, 'x');
}

/** 规范诊断编码:去空白、全角转半角、字母大写、扩展位的 x 小写;`J18.9` 这类短码保持原样。 */
export const normaliseDiagnosisCode = (text: string): string => (isNormal(text) ? text : normalise(text));

/** 规范手术操作编码,同上。 */
export const normaliseProcedureCode = (text: string): string => (isNormal(text) ? text : normalise(text));

/** 全角 ASCII(！到～)与全角空格、中文句点换成半角;其余不动。 */
export function halfWidth(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xff01 && code <= 0xff5e) result += String.fromCharCode(code - 0xfee0);
    else if (code === 0x3000 || code === 0xa0) result += ' ';
    else if (code === 0x3002) result += '.';
    else result += text[i];
  }
  return result;
}

const IGNORED = /[\s_\-*"'“”‘’:、,.()[\]【】{}\u200b\ufeff]/g;

/** 表头的比较键:半角、小写,去掉空白、括号和分隔符;`其他诊断编码(1)` 与 `其他诊断编码1` 相同。 */
export function headerKey(text: string): string {
  return halfWidth(text).toLowerCase().replace(IGNORED, '');
}

/** 写法模板填序号:`##` 是两位,`#` 是一位。 */
export function numbered(template: string, n: number): string {
  return template.replace('##', String(n).padStart(2, '0')).replace('#', String(n));
}

const BRACKETED = /[([【{][^)\]】}]*[)\]】}]/g;
const STANDARD_CODE = /(^|[^a-z0-9])([a-dfp]\d{1,5}(?:x\d{2})?[cn]?)(?![a-z0-9])/gi;

/** 一个表头可能的各种读法,先整体,再去掉括号里的说明;`病案号(A48)`、`A48_病案号` 里的代码另列。 */
export function headerReadings(text: string): { names: string[]; codes: string[] } {
  const plain = halfWidth(text);
  const codes = [...plain.matchAll(STANDARD_CODE)].map((match) => headerKey(match[2] ?? ''));
  const bracketed = [...plain.matchAll(BRACKETED)].map((match) => headerKey(match[0]));
  const unbracketed = plain.replace(BRACKETED, '');
  const uncoded = plain.replace(STANDARD_CODE, '$1');
  return { names: [headerKey(plain), headerKey(unbracketed), headerKey(uncoded)], codes: [...codes, ...bracketed] };
}

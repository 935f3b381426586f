import { ABOUT_KEYS, DICTIONARY_KEY } from './region-about.ts';
import { wordNamed } from './region-words.ts';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** 以文本原样存放的项:身份与说明。 */
const TEXTS = new Set<string>([...ABOUT_KEYS, DICTIONARY_KEY, 'note']);
/** 一串词的项:在工作表里以顿号相连。 */
const WORD_LISTS = new Set(['type_order', 'order']);

/** 政策 → 一项一行:内层的键以点相连(`deviation.low`),不是文本的值写成 JSON。 */
export function policyRows(policy: Readonly<Json>, path = ''): [string, string][] {
  return Object.entries(policy).flatMap(([key, value]): [string, string][] => {
    const name = `${path}${key}`;
    if (isObject(value)) return policyRows(value, `${name}.`);
    return [[name, cellText(name, value)]];
  });
}

function cellText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (WORD_LISTS.has(name) && Array.isArray(value)) return value.join('、');
  return JSON.stringify(value);
}

/** 一项一行的政策 → 原来的样子;空行与空值不算写。 */
export function policyOfRows(rows: Iterable<readonly [string, string]>): Json {
  const policy: Json = {};
  for (const [name, text] of rows) {
    if (name.trim() !== '' && text.trim() !== '')
      place(policy, name.trim().split('.'), cellValue(name.trim(), text.trim()));
  }
  return policy;
}

function place(target: Json, [key, ...inner]: readonly string[], value: unknown): void {
  if (inner.length === 0) target[key!] = value;
  else {
    const nested = isObject(target[key!]) ? (target[key!] as Json) : {};
    target[key!] = nested;
    place(nested, inner, value);
  }
}

const FLAGS: Readonly<Record<string, boolean>> = { true: true, false: false, 是: true, 否: false };

function cellValue(name: string, text: string): unknown {
  if (TEXTS.has(name)) return text;
  if (WORD_LISTS.has(name) && !text.startsWith('['))
    return text.split(/[、,，\s]+/).map((word) => wordNamed('type', word));
  const flag = FLAGS[text.toLowerCase()];
  if (flag !== undefined) return flag;
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    // 读不成的照原文,由政策的体检说出哪里不对。
    return text;
  }
}

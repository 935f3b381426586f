import { halfWidth } from '../discharge/header-text.ts';
import { normaliseDiagnosisCode, normaliseProcedureCode } from '../discharge/icd-code.ts';

export type CodeKind = 'diagnosis' | 'procedure';

/** 编码与标准写法相差之处。前三种只是写法,后四种改变了字符,须方案认得改后的编码才算数。 */
export const CODE_CHANGES = {
  width: '全角改半角',
  blank: '去掉空白',
  case: '改大小写',
  dot: '补小数点',
  zerosAdded: '补零',
  zerosRemoved: '去掉多余的零',
  dagger: '取剑号编码',
} as const;
export type CodeChange = keyof typeof CODE_CHANGES;

export interface RepairedCode {
  readonly code: string;
  readonly changes: readonly CodeChange[];
}

const PLAIN: Record<CodeKind, (text: string) => string> = {
  diagnosis: normaliseDiagnosisCode,
  procedure: normaliseProcedureCode,
};

/** 只统一全角、空白与大小写的写法。 */
export const plainCode = (text: string, kind: CodeKind): string => PLAIN[kind](text);

/**
 * 医院填的编码 → 方案认得的写法。先统一全角、空白、大小写;方案仍不认得时,依次试补小数点、补零、去零、
 * 取剑号编码,第一个认得的就用;都不认得则只统一写法,不猜。
 */
export function repairCode(text: string, kind: CodeKind, known: (code: string) => boolean): RepairedCode {
  const plain = plainCode(text, kind);
  const changes = writtenChanges(text, kind);
  if (plain === '' || known(plain)) return { code: plain, changes };
  for (const [change, candidate] of candidates(plain, kind)) {
    if (candidate !== plain && known(candidate)) return { code: candidate, changes: [...changes, change] };
  }
  return { code: plain, changes };
}

/** 统一写法时改了什么;本来就规范为空。 */
export function writtenChanges(text: string, kind: CodeKind): CodeChange[] {
  const plain = plainCode(text, kind);
  if (plain === text) return [];
  const half = halfWidth(text);
  const solid = half.replace(/\s+/g, '');
  const blank = half !== solid || /\s/.test(text);
  return [
    ...(half.replaceAll(' ', '') !== text.replace(/\s/g, '') ? (['width'] as const) : []),
    ...(blank ? (['blank'] as const) : []),
    ...(solid !== plain ? (['case'] as const) : []),
  ];
}

function* candidates(code: string, kind: CodeKind): Generator<readonly [CodeChange, string]> {
  const dagger = /^([^+]+)\+.+$/.exec(code)?.[1];
  const dotted = withDot(dagger ?? code, kind);
  const asked = dagger ?? code;
  if (dotted !== asked) yield ['dot', dotted];
  for (const padded of withZeros(dotted, kind)) yield ['zerosAdded', padded];
  for (const trimmed of withoutZeros(dotted)) yield ['zerosRemoved', trimmed];
  if (dagger !== undefined) yield ['dagger', dagger];
}

/** 类目之后的小数点:诊断在第三位后,手术在第二位后。 */
function withDot(code: string, kind: CodeKind): string {
  const parts = kind === 'diagnosis' ? /^([A-Z]\d\d)([\dx].*)$/.exec(code) : /^(\d\d)(\d.*)$/.exec(code);
  return parts ? `${parts[1]}.${parts[2]}` : code;
}

/** 补零:`I10` → `I10.x00`,`J18.9` → `J18.900`;手术丢了开头的零(`1.2` → `01.2000`)或末尾的零。 */
function* withZeros(code: string, kind: CodeKind): Generator<string> {
  if (kind === 'diagnosis') {
    if (/^[A-Z]\d\d$/.test(code)) yield* [`${code}.x00`, `${code}.900`];
    const short = /^([A-Z]\d\d\.[\dx])(\d?)$/.exec(code);
    if (short) yield `${short[1]}${(short[2] ?? '').padEnd(2, '0')}`;
    const extended = /^([A-Z]\d\d\.[\dx]\d?)(x\d{3})$/.exec(code);
    if (extended) yield `${extended[1]!.padEnd(7, '0')}${extended[2]}`;
    return;
  }
  const parts = /^(\d{1,2})(?:\.([\dx]{1,4}))?(x\d{3})?$/.exec(code);
  if (!parts) return;
  const [, category = '', rest = '', extension = ''] = parts;
  const whole = category.padStart(2, '0');
  yield `${whole}.${rest.padEnd(4, '0')}${extension}`;
  if (rest.length === 2) yield `${whole}.${rest}x00${extension}`;
  if (rest !== '') yield `${whole}.${rest}${extension}`;
}

/** 末尾的零逐个去掉:`J18.9000` → `J18.900`。 */
function* withoutZeros(code: string): Generator<string> {
  for (let at = code.length; at > 1 && code[at - 1] === '0'; at--) {
    const shorter = code.slice(0, at - 1);
    yield shorter.endsWith('.') ? shorter.slice(0, -1) : shorter;
  }
}

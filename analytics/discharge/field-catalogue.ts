import { FEE_ITEMS } from './fee-items.ts';
import blocks from './field-blocks.json' with { type: 'json' };
import simple from './fields.json' with { type: 'json' };
import { headerKey, numbered } from './header-text.ts';

export type FieldType = 'text' | 'code' | 'int' | 'money' | 'date' | 'datetime' | 'hours';

/** 字段目录的一项:一个字段(重复块中是块内的一种列)在各种表头方言里的写法。 */
export interface Field {
  /** 记录中的路径;重复块写作 `diagnoses.code`。 */
  readonly id: string;
  readonly name: string;
  readonly type: FieldType;
  readonly required: 'always' | 'conditional' | 'optional';
  /** 文件没有这一列(也没有 orElse 的列)就不能导入。 */
  readonly essential: boolean;
  /** 可用来代替本字段的字段。 */
  readonly orElse: string | null;
  /** 能认出病人本人的内容:不进记录,存原始行时要涂掉。 */
  readonly identity: boolean;
  /** 值域:规范值 → 其他写法。 */
  readonly values: Readonly<Record<string, readonly string[]>> | null;
  /** 值不在值域时的轻重;keep 是照原样留给质控规则去判断。 */
  readonly invalid: 'E' | 'W' | 'keep';
}

/** 一列的含义:字段,加上它在重复块里的序号(0 是主要诊断、主要手术;不重复的字段也是 0)。 */
export interface FieldRef {
  /** 保存列映射用的编号,如 `dischargedAt`、`diagnoses.3.code`、`fees.D23`。 */
  readonly id: string;
  readonly field: Field;
  readonly index: number;
  readonly name: string;
  /** 报给用户的写法:中文名(代码),如 `出院时间(B15)`。 */
  readonly label: string;
}

/** 一种表头写法指向的字段。firm 确定;numbered 的序号要看文件是否另有主要项;bare 没写明是编码还是名称。 */
export interface Spelling {
  readonly ref: FieldRef;
  readonly kind: 'firm' | 'numbered' | 'bare';
  /** 是接口代码(A48、P3、medcasno、BAH),不是中文名。 */
  readonly code: boolean;
}

interface RawNames {
  name?: string;
  hqms?: string;
  legacy?: string | string[];
  settlement?: string;
  wt4?: string | string[];
  aliases?: string[];
}
interface RawField extends RawNames {
  id: string;
  type: string;
  required: string;
  essential?: boolean;
  orElse?: string;
  identity?: boolean;
  values?: Record<string, string[]>;
  invalid?: string;
}
interface RawMember extends RawField {
  first: RawNames;
  others: RawNames;
  fromFirst?: string[];
  legacyFromFirst?: string[];
  numbered?: string[];
  bare?: { first: string[]; others: string[] };
}

interface RawBlock {
  id: string;
  size: number;
  /** 各项一律从 1 编号(第二项写作 2);否则首项是主要项,其他项从 1 编号。 */
  countsFirst?: boolean;
  members: RawMember[];
}

const refs = new Map<string, FieldRef>();
const spellings = new Map<string, Spelling>();
const list = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function addSpelling(text: string, ref: FieldRef, kind: Spelling['kind'], code: boolean): void {
  const key = headerKey(text);
  if (!spellings.has(key)) spellings.set(key, { ref, kind, code });
}

function addRef(id: string, field: Field, index: number, names: RawNames, n: number): FieldRef {
  const spelled = (text: string) => numbered(text, n);
  const name = spelled(names.name ?? field.name);
  const code = names.hqms ?? names.settlement ?? list(names.wt4)[0];
  const ref = { id, field, index, name, label: code ? `${name}(${spelled(code)})` : name };
  refs.set(id, ref);
  for (const text of [names.hqms, names.settlement, ...list(names.wt4)]) {
    if (text) addSpelling(spelled(text), ref, 'firm', true);
  }
  for (const text of [names.name ?? field.name, ...(names.aliases ?? [])]) addNumbered(text, n, ref, 'firm', false);
  return ref;
}

/** `其他诊断编码1` 与 `其他诊断编码01` 都认。 */
function addNumbered(template: string, n: number, ref: FieldRef, kind: Spelling['kind'], code: boolean): void {
  addSpelling(numbered(template, n), ref, kind, code);
  if (n < 10 && template.includes('#')) addSpelling(template.replace(/##?/, `0${n}`), ref, kind, code);
}

function fieldOf(raw: RawField, id: string, name: string): Field {
  return {
    id,
    name,
    type: raw.type as FieldType,
    required: raw.required as Field['required'],
    essential: raw.essential ?? false,
    orElse: raw.orElse ?? null,
    identity: raw.identity ?? false,
    values: raw.values ?? null,
    invalid: (raw.invalid ?? 'E') as Field['invalid'],
  };
}

function addSimple(raw: RawField & { name: string }): void {
  const ref = addRef(raw.id, fieldOf(raw, raw.id, raw.name), 0, raw, 0);
  for (const text of list(raw.legacy)) addSpelling(text, ref, 'firm', true);
}

function addMember(block: RawBlock, raw: RawMember): void {
  const field = fieldOf(raw, `${block.id}.${raw.id}`, raw.name ?? raw.first.name ?? raw.id);
  for (let index = 0; index < block.size; index++) {
    const names = index === 0 ? raw.first : raw.others;
    const ref = addRef(
      `${block.id}.${index}.${raw.id}`,
      field,
      index,
      names,
      block.countsFirst && index > 0 ? index + 1 : index,
    );
    for (const text of raw.fromFirst ?? []) addNumbered(text, index + 1, ref, 'firm', true);
    for (const text of raw.numbered ?? []) addNumbered(text, index + 1, ref, 'numbered', false);
    const legacy = index === 0 ? list(raw.first.legacy)[0] : list(raw.others.legacy)[index - 1];
    for (const text of [legacy, raw.legacyFromFirst?.[index]]) if (text) addSpelling(text, ref, 'firm', true);
    const bare = index === 0 ? raw.bare?.first : raw.bare?.others;
    for (const text of bare ?? []) addNumbered(text, index, ref, 'bare', false);
  }
}

function addFeeItem(item: (typeof FEE_ITEMS)[number]): void {
  const raw = { id: `fees.${item.code}`, type: 'money', required: 'optional' };
  const names = { name: item.name, hqms: item.code, wt4: [...item.wt4], aliases: [...item.aliases] };
  const ref = addRef(raw.id, fieldOf(raw, raw.id, item.name), 0, names, 0);
  addSpelling(item.legacy, ref, 'firm', true);
}

for (const raw of simple.fields as (RawField & { name: string })[]) addSimple(raw);
for (const block of blocks.blocks as RawBlock[]) {
  for (const member of block.members) addMember(block, member);
}
for (const item of FEE_ITEMS) addFeeItem(item);

/** 全部字段(重复块的每种列算一个),次序即目录次序。 */
export const FIELDS: readonly Field[] = [...new Set([...refs.values()].map((ref) => ref.field))];

/** 全部列编号;JSON 录入的记录视作每一列都在。 */
export const ALL_COLUMN_IDS: ReadonlySet<string> = new Set(refs.keys());

/** 重复块各自的最大项数,如诊断 41(主要 1、其他 40)。 */
export const BLOCK_SIZES: Readonly<Record<string, number>> = Object.fromEntries(
  blocks.blocks.map((block) => [block.id, block.size]),
);

/** 按列编号取含义;没有这个编号返回 null。 */
export const fieldRef = (id: string): FieldRef | null => refs.get(id) ?? null;

/** 按列编号取 `中文名(代码)`;不认识的编号原样返回。 */
export const fieldLabel = (id: string): string => refs.get(id)?.label ?? id;

/** 表头写法(已经 headerKey 规范)指向的字段;不认识返回 null。 */
export const spellingOf = (key: string): Spelling | null => spellings.get(key) ?? null;

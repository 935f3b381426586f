import { FIELDS, type Field, type FieldRef, fieldRef, type Spelling, spellingOf } from './field-catalogue.ts';
import { headerKey, headerReadings } from './header-text.ts';

/** 一行表头认出的结果;列次序任意,各方言可混用。 */
export interface Header {
  /** 与文件的列一一对应;不认识或按映射忽略的列是 null。 */
  readonly columns: readonly (FieldRef | null)[];
  /** 原表头文字,用于消息与表头重复行的识别。 */
  readonly cells: readonly string[];
  /** 不认识的表头(原文字)。 */
  readonly unknown: readonly string[];
  /** 两列指同一字段的说明,写明两列的位置;不为空时文件不能导入。 */
  readonly duplicated: readonly string[];
  /** 缺了就不能导入的字段。 */
  readonly missingEssential: readonly Field[];
  /** 首页必填而文件没有的列:只在文件层面提示,不逐行报 Q01。 */
  readonly missingOther: readonly Field[];
}

export interface HeaderOptions {
  /** 已指定默认医院时,组织机构代码不是必需列。 */
  defaultHospital?: boolean;
}

/** 保存的映射里写空串,表示这一列不要。 */
const IGNORE = '';

/**
 * 认一行表头。mapping 是保存的列映射(表头文字 → 列编号,见 FieldRef.id;空串为忽略),先于目录。
 * 不抛错:问题都在结果里。
 */
export function recogniseHeader(
  cells: readonly string[],
  mapping: Readonly<Record<string, string>> = {},
  options: HeaderOptions = {},
): Header {
  const saved = new Map(Object.entries(mapping).map(([text, id]) => [headerKey(text), id]));
  const readings = cells.map((cell) => readColumn(cell, saved));
  const columns = placeColumns(readings);
  return {
    columns,
    cells,
    unknown: cells.filter((cell, at) => readings[at] === null && headerKey(cell) !== ''),
    duplicated: duplicates(columns, cells),
    ...missing(columns, options),
  };
}

type Reading = Spelling | 'ignored' | null;

function readColumn(cell: string, saved: ReadonlyMap<string, string>): Reading {
  const mapped = saved.get(headerKey(cell));
  if (mapped === IGNORE) return 'ignored';
  const ref = mapped === undefined ? null : fieldRef(mapped);
  return ref ? { ref, kind: 'firm', code: false } : readHeaderText(cell);
}

/** 中文名与代码都在一个表头里时,写全的整体优先,其次是标准代码,最后是去掉说明的中文名。 */
function readHeaderText(cell: string): Spelling | null {
  const { names, codes } = headerReadings(cell);
  const whole = spellingOf(names[0] as string);
  if (whole) return whole;
  for (const key of codes) {
    const found = spellingOf(key);
    if (found?.code) return found;
  }
  for (const key of names) {
    const found = spellingOf(key);
    if (found) return found;
  }
  return null;
}

function placeColumns(readings: readonly Reading[]): (FieldRef | null)[] {
  const firm = new Set<string>();
  for (const reading of readings) {
    if (reading && reading !== 'ignored' && reading.kind === 'firm') firm.add(reading.ref.id);
  }
  const shifted = shiftedBlocks(readings, firm);
  const numberedIds = new Set<string>(firm);
  const placed = readings.map((reading) => {
    if (!reading || reading === 'ignored' || reading.kind === 'bare') return null;
    if (reading.kind === 'firm') return reading.ref;
    const ref = shifted.has(blockOf(reading.ref)) ? (shift(reading.ref, 1) ?? reading.ref) : reading.ref;
    numberedIds.add(ref.id);
    return ref;
  });
  return placed.map((ref, at) => {
    const reading = readings[at];
    if (!reading || reading === 'ignored' || reading.kind !== 'bare') return ref;
    return numberedIds.has(reading.ref.id) ? nameInstead(reading.ref) : reading.ref;
  });
}

const blockOf = (ref: FieldRef) => ref.field.id.slice(0, ref.field.id.indexOf('.'));

function shift(ref: FieldRef, by: number): FieldRef | null {
  const [block, index, member] = ref.id.split('.');
  return fieldRef(`${block}.${Number(index) + by}.${member}`);
}

/** `诊断编码1` 起的一串:文件另有主要诊断列时从第 1 个其他诊断数起,否则第 1 个就是主要诊断。 */
function shiftedBlocks(readings: readonly Reading[], firm: ReadonlySet<string>): Set<string> {
  const shifted = new Set<string>();
  for (const reading of readings) {
    if (!reading || reading === 'ignored' || reading.kind !== 'numbered' || reading.ref.index !== 0) continue;
    const block = blockOf(reading.ref);
    if (firm.has(`${block}.0.code`)) shifted.add(block);
  }
  return shifted;
}

/** `其他诊断1` 与 `其他诊断编码1` 并存时,前者是名称。 */
function nameInstead(ref: FieldRef): FieldRef {
  return fieldRef(ref.id.replace(/\.code$/, '.name')) ?? ref;
}

function duplicates(columns: readonly (FieldRef | null)[], cells: readonly string[]): string[] {
  const first = new Map<string, number>();
  const found: string[] = [];
  const place = (at: number) => `第 ${at + 1} 列“${(cells[at] ?? '').trim()}”`;
  columns.forEach((ref, at) => {
    const before = ref ? first.get(ref.id) : undefined;
    if (ref && before === undefined) first.set(ref.id, at);
    else if (ref && before !== undefined) found.push(`${ref.label}:${place(before)}与${place(at)}都指这个字段`);
  });
  return found;
}

function missing(columns: readonly (FieldRef | null)[], options: HeaderOptions) {
  const present = new Set(columns.map((ref) => ref?.field.id));
  for (const ref of columns) if (ref?.id === 'diagnoses.0.code') present.add('principal');
  const has = (field: Field) =>
    field.id === 'diagnoses.code'
      ? present.has('principal')
      : present.has(field.id) || (field.orElse !== null && present.has(field.orElse));
  const absent = FIELDS.filter((field) => !has(field));
  const excused = (field: Field) => field.id === 'hospitalId' && options.defaultHospital === true;
  return {
    missingEssential: absent.filter((field) => field.essential && !excused(field)),
    missingOther: absent.filter((field) => field.required === 'always' && (!field.essential || excused(field))),
  };
}

const essentialName = (field: Field) => {
  if (field.id === 'admissionNo') return '住院次数(或就诊ID)';
  return field.id === 'diagnoses.code' ? '主要诊断编码' : field.name;
};

/** 表头层面的消息:errors 不为空则文件不能导入,warnings 只提示。 */
export function headerMessages(header: Header): { errors: string[]; warnings: string[] } {
  const errors = header.duplicated.map((text) => `表头重复:${text}。请删去一列,或在列映射里忽略其一`);
  if (header.missingEssential.length > 0) {
    const names = header.missingEssential.map(essentialName).join('、');
    errors.push(`缺少必需的列:${names}。请补上这些列,或在列映射里指明对应的表头`);
  }
  const warnings: string[] = [];
  if (header.missingOther.length > 0) {
    warnings.push(`文件没有这些首页必填列,相关规则不检查:${header.missingOther.map((f) => f.name).join('、')}`);
  }
  if (header.unknown.length > 0) warnings.push(`不认识的表头,未读入:${header.unknown.join('、')}`);
  return { errors, warnings };
}

/** 文件里有哪些列(FieldRef.id 的集合);compileChecks 用它停掉无从检查的规则。 */
export function columnsPresent(header: Header): ReadonlySet<string> {
  return new Set(header.columns.flatMap((ref) => (ref ? [ref.id] : [])));
}

/** 能认出病人本人的列的位置;存原始行前涂掉这些格。 */
export function identityColumns(header: Header): number[] {
  return header.columns.flatMap((ref, at) => (ref?.field.identity ? [at] : []));
}

/** 一行格子看上去是不是表头(至少 3 格,且半数以上的非空格是认识的表头)。 */
export function looksLikeHeader(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  if (filled.length < 3) return false;
  return filled.filter((cell) => readHeaderText(cell) !== null).length * 2 > filled.length;
}

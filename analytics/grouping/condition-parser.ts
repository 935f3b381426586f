import { type ConditionError, ConditionGrammar } from './condition-grammar.ts';
import { conditionLexer } from './condition-tokens.ts';
import type { Condition } from './condition-tree.ts';

export type { ConditionError } from './condition-grammar.ts';

/** 读条件的结果:成立时有树,不成立时有全部错误。 */
export type ParsedCondition =
  | { readonly ok: true; readonly tree: Condition }
  | { readonly ok: false; readonly errors: readonly ConditionError[] };

// 条件出自别人给的文件:过长、括号过深的拒绝,以免解析时耗尽调用栈。
const LONGEST = 4000;
const DEEPEST = 60;

const grammar = new ConditionGrammar();

/** 读一个分组条件;不抛错,错误都在结果里,带位置与中文说明。 */
export function parseCondition(text: string): ParsedCondition {
  const errors = unreadable(text) ?? lexicalErrors(text);
  if (errors.length > 0) return { ok: false, errors };
  grammar.nameErrors = [];
  grammar.input = conditionLexer.tokenize(text).tokens;
  const tree = grammar.condition();
  const syntax = grammar.errors.map(({ token, message }): ConditionError => {
    return { kind: 'syntax', offset: Number.isNaN(token.startOffset) ? text.length : token.startOffset, message };
  });
  // 名称写错往往连带句法不通,先说根源。
  const found = grammar.nameErrors.length > 0 ? grammar.nameErrors : syntax;
  return found.length === 0 ? { ok: true, tree } : { ok: false, errors: found };
}

/** 给人看的一句:第几个字符、什么不对。 */
export function describeConditionError(error: ConditionError): string {
  return `第 ${error.offset + 1} 个字符:${error.message}`;
}

function unreadable(text: string): ConditionError[] | null {
  const refuse = (offset: number, message: string): ConditionError[] => [{ kind: 'syntax', offset, message }];
  if (text.trim() === '') return refuse(0, '条件为空;恒成立应写 true');
  if (text.length > LONGEST) return refuse(LONGEST, `条件超过 ${LONGEST} 个字符`);
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    if (depth > DEEPEST) return refuse(i, `括号超过 ${DEEPEST} 层`);
  }
  return null;
}

function lexicalErrors(text: string): ConditionError[] {
  return conditionLexer.tokenize(text).errors.map(({ offset, length }) => {
    const image = text.slice(offset, offset + length);
    return { kind: 'syntax', offset, message: `「${image}」不能出现在条件里${advice(image)}` };
  });
}

function advice(image: string): string {
  if (image.startsWith('=')) return ';相等写作 ==';
  if (image.startsWith('!')) return ';不等写作 !=,否定写作 not';
  if (image.startsWith("'")) return ';缺少结尾的单引号';
  if (/^["“”‘’]/.test(image)) return ';文本用英文单引号括起';
  if (/^[\uFF08\uFF09]/.test(image)) return ';括号用英文括号';
  return '';
}

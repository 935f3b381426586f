import { createToken, Lexer, type TokenType } from 'chevrotain';

/** 条件语言的词。LABEL 是报错时给人看的说法。 */
export const Name = createToken({ name: 'Name', pattern: /[A-Za-z_][A-Za-z0-9_]*/, label: '名称' });

/** 关键字让位给更长的名称:`order` 不会读成 `or` 与 `der`。 */
const keyword = (name: string, pattern: RegExp, label: string) =>
  createToken({ name, pattern, label, longer_alt: Name });

export const And = keyword('And', /and/, 'and');
export const Or = keyword('Or', /or/, 'or');
export const Not = keyword('Not', /not/, 'not');
export const In = keyword('In', /in/, 'in');
export const True = keyword('True', /true/, 'true');
export const Complication = keyword('Complication', /mcc|cc/, 'mcc 或 cc');
export const CodePlace = keyword('CodePlace', /(?:main|any|other)_(?:dx|proc)/, 'main_dx 之类');
export const HasCode = keyword('HasCode', /has_(?:dx|proc)/, 'has_dx 或 has_proc');
export const Operator = createToken({ name: 'Operator', pattern: /==|!=|<=|>=|<|>/, label: '比较符 == != < <= > >=' });
export const NumberLiteral = createToken({ name: 'NumberLiteral', pattern: /-?\d+(?:\.\d+)?/, label: '数字' });
export const TextLiteral = createToken({ name: 'TextLiteral', pattern: /'[^'\n]*'/, label: '单引号中的文本' });
export const LeftParenthesis = createToken({ name: 'LeftParenthesis', pattern: /\(/, label: '(' });
export const RightParenthesis = createToken({ name: 'RightParenthesis', pattern: /\)/, label: ')' });
const Blank = createToken({ name: 'Blank', pattern: /[\s\u3000]+/, group: Lexer.SKIPPED, line_breaks: true });

export const conditionTokens: TokenType[] = [
  Blank,
  And,
  Or,
  Not,
  In,
  True,
  Complication,
  CodePlace,
  HasCode,
  Name,
  Operator,
  NumberLiteral,
  TextLiteral,
  LeftParenthesis,
  RightParenthesis,
];

export const conditionLexer = new Lexer(conditionTokens, { positionTracking: 'onlyOffset' });

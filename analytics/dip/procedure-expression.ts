import { createToken, EmbeddedActionsParser, type IToken, Lexer, type ParserMethod, tokenLabel } from 'chevrotain';
import { normaliseProcedureCode } from '../discharge/icd-code.ts';

/** 表达式中的一个操作编码及其在文本中的位置(字符下标,半开区间)。 */
export interface NamedProcedure {
  readonly code: string;
  readonly from: number;
  readonly to: number;
}

/** 以 `/` 相连的一组:有其一即可。 */
export interface ProcedurePart {
  readonly anyOf: readonly NamedProcedure[];
}

/** 操作表达式 `A+B/C`:以 `+` 相连的各组都要有。 */
export interface ProcedureExpression {
  readonly text: string;
  readonly parts: readonly ProcedurePart[];
}

/** 表达式写错的一处。 */
export interface ExpressionError {
  /** 出错处的字符下标,从 0 起。 */
  readonly offset: number;
  readonly message: string;
}

export type ParsedExpression =
  | { readonly ok: true; readonly expression: ProcedureExpression }
  | { readonly ok: false; readonly errors: readonly ExpressionError[] };

const Code = createToken({ name: 'Code', pattern: /[0-9A-Za-z.]+/, label: '操作编码' });
const Plus = createToken({ name: 'Plus', pattern: /[+＋]/, label: '+' });
const Slash = createToken({ name: 'Slash', pattern: /[/／]/, label: '/' });
const Blank = createToken({ name: 'Blank', pattern: /[\s\u3000]+/, group: Lexer.SKIPPED, line_breaks: true });
const tokens = [Blank, Code, Plus, Slash];
const lexer = new Lexer(tokens, { positionTracking: 'onlyOffset' });

const shown = (token: IToken) => (token.image === '' ? '表达式到此为止' : `「${token.image}」`);
const errorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, actual }: { expected: Parameters<typeof tokenLabel>[0]; actual: IToken }) =>
    `${shown(actual)},这里应当是${tokenLabel(expected)}`,
  buildNotAllInputParsedMessage: ({ firstRedundant }: { firstRedundant: IToken }) =>
    `${shown(firstRedundant)}之前缺 + 或 /`,
  buildNoViableAltMessage: ({ actual }: { actual: IToken[] }) => `${shown(actual[0]!)}放在这里不对`,
  buildEarlyExitMessage: ({ actual }: { actual: IToken[] }) => `${shown(actual[0]!)}放在这里不对`,
};

/** `/` 比 `+` 结合得紧;没有括号。 */
class ExpressionGrammar extends EmbeddedActionsParser {
  constructor() {
    super(tokens, { errorMessageProvider });
    this.performSelfAnalysis();
  }

  readonly expression: ParserMethod<[], ProcedurePart[]> = this.RULE('expression', (): ProcedurePart[] => {
    const parts = [this.SUBRULE(this.part)];
    this.MANY(() => {
      this.CONSUME(Plus);
      parts.push(this.SUBRULE2(this.part));
    });
    return parts;
  });

  private readonly part: ParserMethod<[], ProcedurePart> = this.RULE('part', (): ProcedurePart => {
    const anyOf = [named(this.CONSUME(Code))];
    this.MANY(() => {
      this.CONSUME(Slash);
      anyOf.push(named(this.CONSUME2(Code)));
    });
    return { anyOf };
  });
}

const named = (token: IToken): NamedProcedure => ({
  code: normaliseProcedureCode(token.image),
  from: token.startOffset,
  to: token.startOffset + token.image.length,
});

const grammar = new ExpressionGrammar();

/** 读一个操作表达式;不抛错,错误都在结果里,带位置与中文说明。空文本是错误:不要求操作的病种没有表达式。 */
export function parseProcedureExpression(text: string): ParsedExpression {
  const { tokens: input, errors } = lexer.tokenize(text);
  if (errors.length > 0) return { ok: false, errors: errors.map((error) => unreadable(text, error)) };
  grammar.input = input;
  const parts = grammar.expression();
  if (grammar.errors.length === 0) return { ok: true, expression: { text: text.trim(), parts } };
  return {
    ok: false,
    errors: grammar.errors.map(({ token, message }) => ({ offset: offsetIn(text, token), message })),
  };
}

const offsetIn = (text: string, token: IToken) => (Number.isNaN(token.startOffset) ? text.length : token.startOffset);

function unreadable(text: string, { offset, length }: { offset: number; length: number }): ExpressionError {
  const image = text.slice(offset, offset + length);
  const advice = /[()（）]/.test(image) ? ';不用括号,A+B/C 就是 A 与(B 或 C)' : '';
  return { offset, message: `「${image}」不能出现在操作表达式里${advice}` };
}

/** 表达式点名的全部编码,不重复,按出现的先后。 */
export const namedProcedures = (expression: ProcedureExpression): string[] => [
  ...new Set(expression.parts.flatMap((part) => part.anyOf.map(({ code }) => code))),
];

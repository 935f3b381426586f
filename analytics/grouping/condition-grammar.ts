// biome-ignore-all lint/correctness/noComponentHookFactories: ALT 是 chevrotain 的分支,不是页面组件
import { EmbeddedActionsParser, type IToken, type ParserMethod, tokenLabel } from 'chevrotain';
import * as t from './condition-tokens.ts';
import {
  type CodeAxis,
  type CodePosition,
  type ComparisonOperator,
  type Condition,
  conditionVariables,
  isVariableName,
  listAxis,
  type TextSpan,
} from './condition-tree.ts';

/** 条件写错的一处。 */
export interface ConditionError {
  /** `syntax` 写法不成句;`name` 用了约定之外的名称、清单或值。 */
  readonly kind: 'syntax' | 'name';
  /** 出错处的字符下标,从 0 起。 */
  readonly offset: number;
  /** 中文说明,不含位置。 */
  readonly message: string;
}

const shown = (token: IToken) => (token.image === '' ? '条件到此为止' : `「${token.image}」`);
const span = (first: IToken, last: IToken = first): TextSpan => ({
  from: first.startOffset,
  to: last.startOffset + last.image.length,
});

const messages = {
  buildMismatchTokenMessage: ({ expected, actual }: { expected: Parameters<typeof tokenLabel>[0]; actual: IToken }) =>
    `${shown(actual)},这里应当是 ${tokenLabel(expected)}`,
  buildNotAllInputParsedMessage: ({ firstRedundant }: { firstRedundant: IToken }) =>
    `${shown(firstRedundant)}多余,或它前面缺 and / or`,
  buildNoViableAltMessage: ({ actual }: { actual: IToken[] }) =>
    `${shown(actual[0]!)},这里应当是一个条件(如 main_dx in dx、age < 18、mcc)`,
  buildEarlyExitMessage: ({ actual }: { actual: IToken[] }) => `${shown(actual[0]!)}放在这里不对`,
};

function joined(kind: 'and' | 'or', parts: Condition[]): Condition {
  const [first] = parts;
  return parts.length === 1 ? first! : { kind, parts, from: first!.from, to: parts.at(-1)!.to };
}

/** 优先级由低到高:or、and、not、比较与 in。 */
export class ConditionGrammar extends EmbeddedActionsParser {
  /** 成句但不合约定之处(名称、清单、值的类型)。 */
  nameErrors: ConditionError[] = [];

  constructor() {
    super(t.conditionTokens, { errorMessageProvider: messages });
    this.performSelfAnalysis();
  }

  readonly condition: ParserMethod<[], Condition> = this.RULE('condition', (): Condition => {
    const parts = [this.SUBRULE(this.conjunction)];
    this.MANY(() => {
      this.CONSUME(t.Or);
      parts.push(this.SUBRULE2(this.conjunction));
    });
    return joined('or', parts);
  });

  private readonly conjunction: ParserMethod<[], Condition> = this.RULE('conjunction', (): Condition => {
    const parts = [this.SUBRULE(this.negation)];
    this.MANY(() => {
      this.CONSUME(t.And);
      parts.push(this.SUBRULE2(this.negation));
    });
    return joined('and', parts);
  });

  private readonly negation: ParserMethod<[], Condition> = this.RULE('negation', (): Condition => {
    const nots: IToken[] = [];
    this.MANY(() => {
      nots.push(this.CONSUME(t.Not));
    });
    const inner = this.SUBRULE(this.simple);
    return nots.reduceRight<Condition>(
      (part, not) => ({ kind: 'not', part, from: not.startOffset, to: part.to }),
      inner,
    );
  });

  private readonly simple: ParserMethod<[], Condition> = this.RULE(
    'simple',
    (): Condition =>
      this.OR<Condition>([
        { ALT: () => this.SUBRULE(this.parenthesised) },
        { ALT: (): Condition => ({ kind: 'true', ...span(this.CONSUME(t.True)) }) },
        { ALT: () => this.SUBRULE(this.complication) },
        { ALT: () => this.SUBRULE(this.membership) },
        { ALT: () => this.SUBRULE(this.presence) },
        { ALT: () => this.SUBRULE(this.comparison) },
      ]),
  );

  private readonly parenthesised: ParserMethod<[], Condition> = this.RULE('parenthesised', (): Condition => {
    this.CONSUME(t.LeftParenthesis);
    const inner = this.SUBRULE(this.condition);
    this.CONSUME(t.RightParenthesis);
    return inner;
  });

  private readonly complication: ParserMethod<[], Condition> = this.RULE('complication', (): Condition => {
    const token = this.CONSUME(t.Complication);
    return { kind: 'complication', level: token.image as 'mcc' | 'cc', ...span(token) };
  });

  private readonly membership: ParserMethod<[], Condition> = this.RULE('membership', (): Condition => {
    const place = this.CONSUME(t.CodePlace);
    this.CONSUME(t.In);
    const list = this.CONSUME(t.Name);
    const [position, axis] = place.image.split('_') as [CodePosition, CodeAxis];
    this.ACTION(() => this.checkList(place, axis, list));
    return { kind: 'member', position, axis, list: list.image, ...span(place, list) };
  });

  private readonly presence: ParserMethod<[], Condition> = this.RULE('presence', (): Condition => {
    const has = this.CONSUME(t.HasCode);
    this.CONSUME(t.LeftParenthesis);
    const code = this.CONSUME(t.TextLiteral);
    const end = this.CONSUME(t.RightParenthesis);
    const axis: CodeAxis = has.image === 'has_dx' ? 'dx' : 'proc';
    return { kind: 'has', axis, code: code.image.slice(1, -1).trim(), ...span(has, end) };
  });

  private readonly comparison: ParserMethod<[], Condition> = this.RULE('comparison', (): Condition => {
    const name = this.CONSUME(t.Name);
    const known = this.ACTION(() => this.checkVariable(name));
    const operator = this.CONSUME(t.Operator);
    const literal = this.OR([{ ALT: () => this.CONSUME(t.NumberLiteral) }, { ALT: () => this.CONSUME(t.TextLiteral) }]);
    return this.ACTION(() => {
      const value = known ? this.typedValue(name.image, literal) : 0;
      const variable = isVariableName(name.image) ? name.image : 'age';
      return {
        kind: 'compare',
        variable,
        operator: operator.image as ComparisonOperator,
        value,
        ...span(name, literal),
      };
    });
  });

  private checkList(place: IToken, axis: CodeAxis, list: IToken): void {
    const actual = listAxis(list.image);
    if (actual === null) {
      this.nameError(list, `不认识的清单「${list.image}」,可用 dx、dx1…、proc、proc1…、valid`);
    } else if (actual !== axis) {
      this.nameError(list, `${place.image} 不能与「${list.image}」相比:一边是诊断,一边是手术操作`);
    }
  }

  private checkVariable(name: IToken): boolean {
    const known = isVariableName(name.image);
    if (!known) {
      const names = Object.keys(conditionVariables).join('、');
      this.nameError(name, `不认识的名称「${name.image}」,可比较的有 ${names}`);
    }
    return known;
  }

  /** 数字变量写成 `'1'` 也按数比较;文本变量写成 `0301` 按原样的文字比较。 */
  private typedValue(variable: string, literal: IToken): number | string {
    const text = literal.image.startsWith("'") ? literal.image.slice(1, -1).trim() : literal.image;
    if (isVariableName(variable) && conditionVariables[variable].type === 'text') return text;
    const value = text === '' ? Number.NaN : Number(text);
    if (Number.isNaN(value)) this.nameError(literal, `${variable} 是数,不能与文本「${text}」比较`);
    return value;
  }

  private nameError(token: IToken, message: string): void {
    this.nameErrors.push({ kind: 'name', offset: token.startOffset, message });
  }
}

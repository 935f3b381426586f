/** 金额:内部一律是整数「分」,不出现以元为单位的浮点数。 */
export type Fen = number & { readonly unit: 'fen' };

/** 把整数分标成 {@link Fen};不是安全整数时抛出 RangeError。 */
export function fen(value: number): Fen {
  if (!Number.isSafeInteger(value)) throw new RangeError(`不是整数分:${value}`);
  return value as Fen;
}

const MONEY = /^([+-]?)(\d+)(?:\.(\d*))?$/;

/**
 * 读元的文本(可带千分位逗号)为分;第三位小数不为 0、或不是数,返回 null。
 * `1.005 * 100` 在浮点里是 100.49999999999999,所以按文本拆开,不做乘法。
 */
export function parseYuan(text: string): Fen | null {
  const parts = MONEY.exec(text.replaceAll(',', ''));
  if (!parts) return null;
  const decimals = (parts[3] ?? '').replace(/0+$/, '');
  if (decimals.length > 2) return null;
  const amount = Number(parts[2]) * 100 + Number(decimals.padEnd(2, '0'));
  if (!Number.isSafeInteger(amount)) return null;
  return (parts[1] === '-' && amount !== 0 ? -amount : amount) as Fen;
}

/** 分 → 两位小数的元文本,如 `123.40`;SQL 的 numeric(14,2) 与 JSON 都用它。 */
export function formatYuan(amount: Fen | number): string {
  const absolute = Math.abs(amount);
  const cents = absolute % 100;
  return `${amount < 0 ? '-' : ''}${(absolute - cents) / 100}.${cents < 10 ? '0' : ''}${cents}`;
}

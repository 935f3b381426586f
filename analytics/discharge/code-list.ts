import type { Field } from './field-catalogue.ts';

/** 值域的查表:各种写法 → 规范值;没有值域的字段返回 null。 */
export function compileValues(field: Field): ReadonlyMap<string, string> | null {
  if (field.values === null) return null;
  const found = new Map<string, string>();
  for (const [value, texts] of Object.entries(field.values)) {
    for (const text of [value, `0${value}`, `${value}.0`, ...texts]) {
      found.set(text, value);
      found.set(text.toLowerCase(), value);
      found.set(`${value}.${text}`, value);
      found.set(`${value}${text}`, value);
      found.set(`${value} ${text}`, value);
    }
  }
  return found;
}

/** 值域写给人看:`1 男、2 女`。 */
export function valuesText(field: Field): string {
  return Object.entries(field.values ?? {})
    .map(([value, [name]]) => (name ? `${value} ${name}` : value))
    .join('、');
}

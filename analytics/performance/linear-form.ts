/** 度量的线性式:常数 + Σ 系数 × 度量。 */
export interface LinearForm {
  readonly constant: number;
  readonly terms: ReadonlyMap<string, number>;
}

export const scaled = ({ constant, terms }: LinearForm, by: number): LinearForm => ({
  constant: constant * by,
  terms: new Map([...terms].map(([name, coefficient]) => [name, coefficient * by])),
});

export function plusForm(a: LinearForm, b: LinearForm): LinearForm {
  const terms = new Map(a.terms);
  for (const [name, coefficient] of b.terms) terms.set(name, (terms.get(name) ?? 0) + coefficient);
  return { constant: a.constant + b.constant, terms };
}

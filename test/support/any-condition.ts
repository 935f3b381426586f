import fc from 'fast-check';

const memberships = fc
  .tuple(
    fc.constantFrom('main', 'any', 'other'),
    fc.constantFrom('dx in dx', 'dx in dx1', 'proc in proc', 'proc in proc1', 'proc in valid'),
  )
  .map(([position, rest]) => `${position}_${rest}`);

/** 任意条件的文本,由给出的最小条件与各种清单条件组成。 */
export function anyCondition(...leaves: readonly string[]): fc.Arbitrary<string> {
  const simple = fc.oneof(fc.constantFrom('true', ...leaves), memberships);
  return fc.letrec<{ condition: string; simple: string }>((tie) => ({
    simple,
    condition: fc.oneof(
      { maxDepth: 3 },
      tie('simple'),
      fc
        .tuple(tie('condition'), fc.constantFrom('and', 'or'), tie('condition'))
        .map(([a, op, b]) => `(${a} ${op} ${b})`),
      tie('condition').map((inner) => `not ${inner}`),
    ),
  })).condition;
}

/**
 * 一个亚目全部表达式的判定表:依次是每个病种的组数,各组的操作数与操作号,连成一个数组。
 * 逐个病种的小数组散在内存各处,判定的时间多半花在取它们上;连成一段后快两倍。
 */
export function flattenExpressions(expressions: readonly (readonly (readonly number[])[])[]): Int32Array {
  return Int32Array.from(
    expressions.flatMap((parts) => [parts.length, ...parts.flatMap((anyOf) => [anyOf.length, ...anyOf])]),
  );
}

/**
 * 哪些表达式成立:`lastSeen[操作号] === serial` 即病例有该操作。成立的序号依次写入 `held`,返回个数。
 * `held` 须容得下全部表达式。
 */
export function heldExpressions(
  tests: Int32Array,
  lastSeen: readonly number[],
  serial: number,
  held: Int32Array,
): number {
  let count = 0;
  for (let at = 0, index = 0; at < tests.length; index++) {
    let holds = true;
    for (let parts = tests[at++]!; parts > 0; parts--) {
      const end = at + 1 + tests[at]!;
      if (holds) {
        let found = false;
        for (let i = at + 1; i < end && !found; i++) found = lastSeen[tests[i]!] === serial;
        holds = found;
      }
      at = end;
    }
    if (holds) held[count++] = index;
  }
  return count;
}

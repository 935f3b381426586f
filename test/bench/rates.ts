const RUNS = 7;

/** 一遍做 `items` 件,先热身,量几轮,取每秒件数的中位数。`pass` 的回答须每遍相同:免得整段被优化掉。 */
export function medianRate(items: number, passes: number, pass: () => number): number {
  const expected = pass();
  for (let i = 0; i < passes; i++) pass();
  const rates = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    for (let i = 0; i < passes; i++) if (pass() !== expected) throw new Error('同一批两遍的结果不同');
    return (items * passes * 1000) / (performance.now() - start);
  });
  return Math.round(rates.sort((a, b) => a - b)[RUNS >> 1]!);
}

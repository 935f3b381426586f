import type { FindingList } from './scheme-finding.ts';
import { type DrgRow, type DrgWeightRow, ruleKey, type SchemePack } from './scheme-pack.ts';

/** 权重表:缺、不是正数、不认识的组、伴并发症的反而更低。没有权重表就不查。 */
export function lintWeights(pack: SchemePack, findings: FindingList): void {
  if (pack.weights.length === 0) return;
  const weights = new Map(pack.weights.map((row) => [row.drg, row]));
  lintMissing(pack, weights, findings);
  for (const row of pack.weights) lintNumbers(row, findings);
  lintSeverityOrder(pack, weights, findings);
}

type Weights = ReadonlyMap<string, DrgWeightRow>;

function lintMissing(pack: SchemePack, weights: Weights, findings: FindingList): void {
  const groups = new Set([...pack.drgs.map((row) => row.drg), ...pack.adrgs.map((row) => row.adrg)]);
  for (const { at, drg } of pack.weights) {
    if (!groups.has(drg)) findings.warning('weight-of-unknown-drg', at, `${drg} 不在方案中,这一行权重不起作用`);
  }
  const reported = new Set<string>();
  for (const { at, drg } of pack.drgs) {
    if (weights.has(drg) || reported.has(drg)) continue;
    reported.add(drg);
    findings.warning('weight-missing', at, `${drg} 没有权重,入此组的病例算不出 CMI 与支付`);
  }
}

function lintNumbers({ at, drg, rw, benchmarkCost, benchmarkLos }: DrgWeightRow, findings: FindingList): void {
  if (rw === null) {
    findings.warning('weight-missing', at, `${drg} 的 rw 为空,入此组的病例算不出 CMI 与支付`);
  } else if (!(Number(rw) > 0)) {
    findings.warning('weight-not-positive', at, `${drg} 的 rw「${rw}」不是正数,入此组的病例算不出 CMI 与支付`);
  }
  const benchmarks = { benchmark_cost: benchmarkCost, benchmark_los: benchmarkLos };
  for (const [column, value] of Object.entries(benchmarks)) {
    if (value !== null && !(Number(value) > 0)) {
      findings.warning('benchmark-not-positive', at, `${drg} 的 ${column}「${value}」不是正数,不能用作标杆`);
    }
  }
}

// 并发症细分的三种写法由重到轻;别的条件(年龄、离院方式)不比。
const SEVERITY = new Map([
  ['mcc', 3],
  ['mcc or cc', 2],
  ['cc', 2],
  ['true', 1],
]);
const severityOf = (row: DrgRow) => SEVERITY.get(row.condition.text.replace(/[()]/g, '').trim().replace(/\s+/g, ' '));

function lintSeverityOrder(pack: SchemePack, weights: Weights, findings: FindingList): void {
  const heavier = new Map<string, { drg: string; severity: number; rw: number }>();
  for (const row of pack.drgs) {
    const severity = severityOf(row);
    const rw = Number(weights.get(row.drg)?.rw ?? Number.NaN);
    if (severity === undefined || Number.isNaN(rw)) continue;
    const before = heavier.get(ruleKey(row));
    if (before && before.severity > severity && before.rw < rw) {
      const message = `${row.drg} 权重 ${rw} 高于并发症更重的 ${before.drg}(${before.rw}),可能填反`;
      findings.warning('weight-order', weights.get(row.drg)!.at, message);
    }
    heavier.set(ruleKey(row), { drg: row.drg, severity, rw });
  }
}

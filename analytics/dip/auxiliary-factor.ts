import { type AuxiliaryFacts, auxiliaryHolds } from './auxiliary-condition.ts';
import { type Millionths, ONE, productOf } from './exact-decimal.ts';
import type { AuxiliaryRow } from './region-pack.ts';
import type { AuxiliaryCombine } from './region-policy.ts';

/** 辅助目录对一个病例的结论。 */
export interface AuxiliaryResult {
  readonly factor: Millionths;
  /** 起作用的行;取最大时只有一行,没有适用的为空。 */
  readonly applied: readonly AuxiliaryRow[];
}

export const NO_AUXILIARY: AuxiliaryResult = { factor: ONE, applied: [] };

/** 各目录取第一个成立的行;几个目录都有时取最大的系数或连乘(手册 3.3,由政策定)。没有适用的为 1。 */
export function auxiliaryFactor(
  catalogues: readonly (readonly AuxiliaryRow[])[],
  c: { diagnoses: readonly string[]; procedures: readonly string[]; facts?: AuxiliaryFacts },
  combine: AuxiliaryCombine,
): AuxiliaryResult {
  const codes = { dx: c.diagnoses, proc: c.procedures };
  const holds = (row: AuxiliaryRow) => auxiliaryHolds(row.condition, c.facts ?? {}, codes, row.lists);
  const applied = catalogues.map((rows) => rows.find(holds)).filter((row) => row !== undefined);
  if (applied.length === 0) return NO_AUXILIARY;
  if (combine === 'multiply') return { factor: productOf(applied.map(({ factor }) => factor)), applied };
  const largest = applied.reduce((best, row) => (row.factor > best.factor ? row : best));
  return { factor: largest.factor, applied: [largest] };
}

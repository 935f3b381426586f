import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { explainCase } from '../../analytics/grouping/explain-case.ts';
import { groupDelimitedCase, groupParsedCase, parseCase } from '../../analytics/grouping/group-case.ts';
import type { DelimitedCase, GroupingCase } from '../../analytics/grouping/grouping-case.ts';
import { readSchemeFolder } from '../../server/grouping/scheme-folder.ts';
import { parityMaterial, readParityCases } from '../support/parity-material.ts';
import type { Measurement } from './measurement.ts';
import { medianRate } from './rates.ts';

interface Material {
  readonly scheme: CompiledScheme;
  readonly cases: readonly DelimitedCase[];
}

/** CHS-DRG 1.1 全国方案与 20,000 例;没有核对材料时什么也不量。 */
async function withMaterial(measure: (material: Material) => Measurement): Promise<Measurement[]> {
  const material = parityMaterial();
  if (material === null) return [];
  const scheme = compileScheme(await readSchemeFolder(material.scheme));
  return [measure({ scheme, cases: readParityCases(material.cases).map(({ facts }) => facts) })];
}

/** 每秒分组例数:单线程,从竖线相连的编码文本起算。 */
export const benchGroupFromCodes = (): Promise<Measurement[]> =>
  withMaterial(({ scheme, cases }) => {
    const value = medianRate(cases.length, 25, () => {
      let grouped = 0;
      for (const facts of cases) if (groupDelimitedCase(scheme, facts).status === 'grouped') grouped++;
      return grouped;
    });
    return { name: 'group.from_codes', value, unit: 'cases/s' };
  });

/** 每秒分组例数:单线程,编码已换成整数。 */
export const benchGroupParsed = (): Promise<Measurement[]> =>
  withMaterial(({ scheme, cases }) => {
    const parsed = cases.map((c) => parseCase(scheme, splitCodes(c)));
    const value = medianRate(cases.length, 25, () => {
      let grouped = 0;
      for (const c of parsed) if (groupParsedCase(scheme, c).status === 'grouped') grouped++;
      return grouped;
    });
    return { name: 'group.parsed', value, unit: 'cases/s' };
  });

/** 每秒证明数:单线程,完整的证明(路径、接近的 ADRG、并发症、中文句子)。 */
export const benchGroupProof = (): Promise<Measurement[]> =>
  withMaterial(({ scheme, cases }) => {
    const whole = cases.map(splitCodes);
    const value = medianRate(whole.length, 1, () => {
      let sentences = 0;
      for (const c of whole) sentences += explainCase(scheme, c).sentences.length;
      return sentences;
    });
    return { name: 'group.proof', value, unit: 'proofs/s' };
  });

/** 读好的方案包编译一次的毫秒数(各次的中位数)。 */
export async function benchSchemeCompile(): Promise<Measurement[]> {
  const material = parityMaterial();
  if (material === null) return [];
  const pack = await readSchemeFolder(material.scheme);
  const times = Array.from({ length: 5 }, () => {
    const start = performance.now();
    compileScheme(pack);
    return performance.now() - start;
  });
  return [{ name: 'scheme.compile', value: Math.round(times.sort((a, b) => a - b)[2]!), unit: 'ms' }];
}

const split = (text: string) => (text === '' ? [] : text.split('|'));
const splitCodes = (c: DelimitedCase): GroupingCase => ({
  ...c,
  diagnoses: split(c.diagnoses),
  procedures: split(c.procedures),
});

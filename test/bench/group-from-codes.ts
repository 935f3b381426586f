import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import { groupDelimitedCase } from '../../analytics/grouping/group-case.ts';
import { readSchemeFolder } from '../../server/grouping/scheme-folder.ts';
import { parityMaterial, readParityCases } from '../support/parity-material.ts';

const RUNS = 7;
const PASSES = 25;

/** 每秒分组例数:单线程,从竖线相连的编码文本起算,CHS-DRG 1.1 的 20,000 例重复多遍,取各轮的中位数。 */
export async function benchGroupFromCodes(): Promise<{ name: 'group.from_codes'; value: number; unit: 'cases/s' }[]> {
  const material = parityMaterial();
  if (material === null) return [];
  const scheme = compileScheme(await readSchemeFolder(material.scheme));
  const cases = readParityCases(material.cases).map(({ facts }) => facts);
  const pass = () => {
    let grouped = 0;
    for (const facts of cases) if (groupDelimitedCase(scheme, facts).status === 'grouped') grouped++;
    return grouped;
  };
  // 先跑几遍让引擎编译好;计数用到结果,免得整段被优化掉。
  const expected = pass();
  for (let i = 0; i < PASSES; i++) pass();
  const rates = Array.from({ length: RUNS }, () => {
    const start = performance.now();
    for (let i = 0; i < PASSES; i++) if (pass() !== expected) throw new Error('同一批病例两遍分组结果不同');
    return (cases.length * PASSES * 1000) / (performance.now() - start);
  });
  rates.sort((a, b) => a - b);
  return [{ name: 'group.from_codes', value: Math.round(rates[RUNS >> 1]!), unit: 'cases/s' }];
}

import { beforeAll, describe, expect, test } from '@jest/globals';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { groupCase, groupDelimitedCase } from '../../analytics/grouping/group-case.ts';
import type { GroupingResult } from '../../analytics/grouping/grouping-case.ts';
import { inspectSchemeFolder } from '../../server/grouping/scheme-folder.ts';
import { type ParityCase, parityMaterial, readParityCases } from '../support/parity-material.ts';

const material = parityMaterial();
if (material === null) console.warn('没有设置 CASEMIX_MATERIAL,跳过与 CHS-DRG 1.1 独立分组器的 20,000 例对照');

const asWritten = ({ status, mdc, adrg, drg }: GroupingResult) =>
  status === 'grouped' || status === 'ambiguous' ? [mdc, adrg, drg] : ['0000', '00', '0000'];
const codes = (text: string) => (text === '' ? [] : text.split('|'));

(material ? describe : describe.skip)('CHS-DRG 1.1 全国方案', () => {
  let scheme: CompiledScheme;
  let cases: ParityCase[];
  let warnings: string[];

  beforeAll(async () => {
    const { pack, findings } = await inspectSchemeFolder(material!.scheme);
    warnings = findings.filter((finding) => finding.code === 'dx-not-admitted').map((finding) => finding.message);
    scheme = compileScheme(pack!);
    cases = readParityCases(material!.cases);
  });

  test('20,000 例的 MDC、ADRG、DRG 与独立分组器逐例相同', () => {
    const different = cases
      .map(({ caseId, facts, expected }) => ({
        caseId,
        expected,
        actual: asWritten(groupDelimitedCase(scheme, facts)),
      }))
      .filter(({ expected, actual }) => String(expected) !== String(actual));
    expect(different).toEqual([]);
    expect(cases).toHaveLength(20_000);
  });

  test('编码以数组给出与以竖线相连给出,结果相同', () => {
    for (const { facts } of cases.slice(0, 2000)) {
      const split = { ...facts, diagnoses: codes(facts.diagnoses), procedures: codes(facts.procedures) };
      expect(groupCase(scheme, split)).toBe(groupDelimitedCase(scheme, facts));
    }
  });

  test('体检说出 17 个 ADRG 中 MDC 从不收的 252 个诊断,方案照常装载', () => {
    expect(warnings).toHaveLength(17);
    expect(warnings.reduce((sum, message) => sum + Number(/的 (\d+) 个诊断/.exec(message)?.[1]), 0)).toBe(252);
  });
});

import { describe, expect, test } from '@jest/globals';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import { builtInSchemeFolder } from '../../server/grouping/live-scheme.ts';
import { readSchemeFolder } from '../../server/grouping/scheme-folder.ts';
import { parityMaterial, readParityCases } from '../support/parity-material.ts';
import { schemeAgreement } from '../support/scheme-agreement.ts';

const material = parityMaterial();
if (material === null) console.warn('没有设置 CASEMIX_MATERIAL,跳过内置参考方案的一致率');

(material ? describe : describe.skip)('内置参考方案', () => {
  test('与独立分组器的 20,000 例相比:MDC ≥ 88 %、ADRG ≥ 62 %、DRG ≥ 52 %', async () => {
    const scheme = compileScheme(await readSchemeFolder(builtInSchemeFolder()));
    const { mdc, adrg, drg, cases } = schemeAgreement(scheme, readParityCases(material!.cases));
    expect(cases).toBe(20_000);
    expect(mdc).toBeGreaterThanOrEqual(0.88);
    expect(adrg).toBeGreaterThanOrEqual(0.62);
    expect(drg).toBeGreaterThanOrEqual(0.52);
  });
});

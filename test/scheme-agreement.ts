import { compileScheme } from '../analytics/grouping/compile-scheme.ts';
import { builtInSchemeFolder } from '../server/grouping/live-scheme.ts';
import { readSchemeFolder } from '../server/grouping/scheme-folder.ts';
import { parityMaterial, readParityCases } from './support/parity-material.ts';
import { type Disagreement, schemeAgreement } from './support/scheme-agreement.ts';

/** 内置参考方案与独立分组器的对照病例有多一致:`CASEMIX_MATERIAL=<目录> npm run scheme:agreement`。 */
const material = parityMaterial();
if (material === null) {
  console.error('没有设置 CASEMIX_MATERIAL:请把它设为放着 parity/chs-drg-1.1.csv 的目录,再运行一次。');
  process.exitCode = 1;
} else {
  await report(material.cases);
}

async function report(file: string): Promise<void> {
  const scheme = compileScheme(await readSchemeFolder(builtInSchemeFolder()));
  const agreement = schemeAgreement(scheme, readParityCases(file));
  console.log(`MDC ${percent(agreement.mdc)}`);
  console.log(`ADRG ${percent(agreement.adrg)}`);
  console.log(`DRG ${percent(agreement.drg)}`);
  list('不一致最多的 MDC', agreement.mdcDisagreements.slice(0, 15));
  list('不一致最多的 ADRG', agreement.adrgDisagreements.slice(0, 25));
}

function list(title: string, rows: readonly Disagreement[]): void {
  console.log(`\n${title}(期望 → 得到,例数)`);
  for (const { expected, actual, cases } of rows) console.log(`  ${expected} → ${actual}  ${cases}`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

import fc from 'fast-check';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import type { SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import { builtInSchemeFolder } from '../../server/grouping/live-scheme.ts';
import { readSchemeFolder } from '../../server/grouping/scheme-folder.ts';
import { aGroupingCase } from './grouping-scheme.ts';

export interface ReferenceScheme {
  readonly pack: SchemePack;
  readonly scheme: CompiledScheme;
}

/** 内置参考方案。 */
export async function referenceScheme(): Promise<ReferenceScheme> {
  const pack = await readSchemeFolder(builtInSchemeFolder());
  return { pack, scheme: compileScheme(pack) };
}

/** 任意病例:编码取自方案各表(也有方案不认识的),事实可有可无。 */
export function anyCaseOf(pack: SchemePack) {
  const dx = codesOf([...pack.mdcDiagnoses, ...pack.complications]);
  const proc = codesOf(pack.adrgCodes.filter(({ list }) => list.startsWith('proc')));
  const maybe = (max: number) => fc.option(fc.integer({ min: 0, max }), { nil: null });
  return fc
    .record({
      diagnoses: fc.array(fc.constantFrom(...dx, '', 'i10.X00', '乱写'), { maxLength: 6 }),
      procedures: fc.array(fc.constantFrom(...proc, '99.9999'), { maxLength: 4 }),
      sex: fc.constantFrom(null, 1, 2),
      age: fc.oneof(fc.constant(0), maybe(100)),
      ageDays: maybe(400),
      birthWeight: maybe(5000),
      los: maybe(80),
      dischargeType: fc.constantFrom(null, 1, 5),
      ventilatorHours: maybe(200),
    })
    .map(aGroupingCase);
}

const codesOf = (rows: SchemePack['complications'] | readonly { entry: { code: string } }[]) => [
  ...new Set(rows.map(({ entry }) => entry.code)),
];

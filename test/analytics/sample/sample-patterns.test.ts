import { beforeAll, describe, expect, test } from '@jest/globals';
import { toGroupingCase } from '../../../analytics/discharge/grouping-input.ts';
import { recogniseHeader } from '../../../analytics/discharge/header.ts';
import { compileRowReader } from '../../../analytics/discharge/read-record.ts';
import { compileScheme } from '../../../analytics/grouping/compile-scheme.ts';
import { groupCase } from '../../../analytics/grouping/group-case.ts';
import type { GroupingResult } from '../../../analytics/grouping/grouping-case.ts';
import { compilePattern } from '../../../analytics/sample/compile-patterns.ts';
import { createSampleHospital, type SampleRow, sampleHeader, samplePatterns } from '../../../analytics/sample/index.ts';
import { readSchemeFolder } from '../../../server/grouping/scheme-folder.ts';

const builtIn = new URL('../../../analytics/grouping/schemes/casemix-reference', import.meta.url).pathname;

describe('常见诊疗的表', () => {
  const compiled = samplePatterns.map(compilePattern);

  test('不少于 150 种,编码、科室、费用构成都认得', () => {
    expect(compiled.length).toBeGreaterThanOrEqual(150);
  });

  test('一一对应的手术与主要诊断一样多', () => {
    for (const { spec, slots, principals } of compiled) {
      for (const { aligned, options } of slots)
        if (aligned) expect([spec.principal, options.length]).toEqual([spec.principal, principals.length]);
    }
  });

  test('覆盖全部 MDC 字母(A–Z 中除罕见者外)', () => {
    const letters = new Set(samplePatterns.map((spec) => spec.adrg[0]));
    for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') expect([letter, letters.has(letter)]).toEqual([letter, true]);
  });

  test('只见于一种性别的诊疗不出现在另一种性别', () => {
    for (const { spec, principals } of compiled) {
      const women = principals.some(({ code }) => /^(O|N[789][0-9]|C5[3-6]|D25|D27)/.test(code));
      const men = principals.some(({ code }) => /^(N4[0-7]|C61|Q53|I86)/.test(code));
      if (women) expect([spec.principal, spec.male]).toEqual([spec.principal, 0]);
      if (men) expect([spec.principal, spec.male]).toEqual([spec.principal, 1]);
    }
  });
});

describe('按内置方案分组', () => {
  const results: { row: SampleRow; result: GroupingResult }[] = [];

  beforeAll(async () => {
    const scheme = compileScheme(await readSchemeFolder(builtIn));
    const read = compileRowReader(recogniseHeader(sampleHeader('hqms')));
    for (const row of createSampleHospital({ seed: 8, cases: 20_000, clean: true }).rows()) {
      results.push({ row, result: groupCase(scheme, toGroupingCase(read(row.cells).record!)) });
    }
  });

  const share = (holds: (entry: (typeof results)[number]) => boolean): number =>
    results.filter(holds).length / results.length;

  test('97% 以上入组', () => {
    expect(share(({ result }) => result.status === 'grouped')).toBeGreaterThanOrEqual(0.97);
  });

  test('96% 以上落在预期 ADRG 的 MDC', () => {
    expect(share(({ row, result }) => result.mdc?.at(-1) === row.pattern.spec.adrg[0])).toBeGreaterThanOrEqual(0.96);
  });

  test('分到 250 个以上的 DRG', () => {
    expect(new Set(results.map(({ result }) => result.drg)).size).toBeGreaterThan(250);
  });
});

import { describe, expect, test } from '@jest/globals';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { explainMatch } from '../../../analytics/dip/explain-match.ts';
import { matchCase } from '../../../analytics/dip/match-case.ts';
import { contentOf, filesOf } from '../../../analytics/dip/region-content.ts';
import { inspectRegion, loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { fen } from '../../../analytics/money.ts';
import { regionFiles } from '../../support/dip-region.ts';

const spread = {
  catalogue: '肿瘤严重程度',
  code: '1',
  name: '转移',
  condition: 'main_dx in dx and other_dx in dx',
  dx: 'C22|C77-C79|D48.900',
  factor: '1.2',
};
const radio = {
  catalogue: '肿瘤严重程度',
  code: '2',
  name: '放疗',
  condition: "any_proc in proc and not has_dx('Z51.500')",
  proc: '92.2',
  factor: '1.1',
};
const files = (...auxiliary: Record<string, string>[]) =>
  regionFiles({
    entries: [
      { diagnosis: 'C22.0', score: '100', type: 'core' },
      { code: 'Z', diagnosis: 'C00-D48', type: 'comprehensive', kind: 'therapeutic', score: '200' },
    ],
    procedureKinds: { '92.2400': 'therapeutic' },
    auxiliary,
  });
const region = compileRegion(loadRegion(files(spread, radio), '测试'));
const points = (diagnoses: string[], procedures: string[] = []) =>
  matchCase(region, { diagnoses, procedures, totalCost: fen(1_000_000) }).points! / 10_000;

describe('辅助目录的编码清单', () => {
  test('写全的编码只合它自己,类目合其下全部,区间含两端', () => {
    expect(points(['C22.000', 'C77.000'])).toBe(120);
    expect(points(['C22.000', 'C79.900'])).toBe(120);
    expect(points(['C22.000', 'D48.900'])).toBe(120);
    expect(points(['C22.000', 'D48.901'])).toBe(100);
    expect(points(['C22.000', 'C80.900'])).toBe(100);
  });
  test('main、other、any 看的是主要、其他、全部', () => {
    expect(points(['C22.000'])).toBe(100);
    expect(points(['C22.000', 'I10.x00'], ['92.2400'])).toBe(220);
    expect(points(['C22.000', 'Z51.500'], ['92.2400'])).toBe(200);
  });
  test('证明列出起作用的行', () => {
    const proof = explainMatch(region, {
      diagnoses: ['C22.000', 'C77.000'],
      procedures: [],
      totalCost: fen(1_000_000),
    });
    expect(proof.auxiliary.map(({ name }) => name)).toEqual(['转移']);
  });
  test('用了没有写的清单、别的清单名、下端大于上端的区间:指出行与毛病,不装载', () => {
    const faults = (row: Record<string, string>) => {
      const { pack, findings } = inspectRegion(files(row), '测试');
      expect(pack).toBeNull();
      return findings.filter(({ level }) => level === 'error').map(({ row: at, message }) => `${at} ${message}`);
    };
    expect(faults({ ...spread, dx: '' })).toEqual(
      expect.arrayContaining([expect.stringMatching(/^2 .*dx 一列没有写/)]),
    );
    expect(faults({ ...spread, condition: 'any_dx in dx1' })[0]).toContain('dx1 不认识');
    expect(faults({ ...spread, dx: 'C79-C77' })[0]).toContain('下端大于上端');
  });
  test('存库的内容读回来是同一套规则;先前没有清单列的内容照读', () => {
    const pack = loadRegion(files(spread, radio), '测试');
    const content = contentOf(pack, files(spread).policy);
    expect(loadRegion(filesOf(content), '测试').auxiliary.map(({ lists }) => lists)).toEqual(
      pack.auxiliary.map(({ lists }) => lists),
    );
    const older = { ...content, auxiliary: [['年龄', '1', '老年', '', 'age > 65', '1.1']] };
    expect(loadRegion(filesOf(older), '测试').auxiliary).toMatchObject([
      { factor: 1_100_000, lists: { dx: [], proc: [] } },
    ]);
  });
});

import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import Papa from 'papaparse';
import { compileRegion } from '../../analytics/dip/compile-region.ts';
import type { CompiledRegion } from '../../analytics/dip/compiled-region.ts';
import { formatPoints } from '../../analytics/dip/exact-decimal.ts';
import { explainMatch } from '../../analytics/dip/explain-match.ts';
import { type DipMatch, matchCase } from '../../analytics/dip/match-case.ts';
import { proofSentences } from '../../analytics/dip/proof-sentences.ts';
import { DipCaseColumns } from '../../server/dip/dip-case-columns.ts';
import { matchFile } from '../../server/dip/match-file.ts';
import { inspectRegionSource } from '../../server/dip/region-source.ts';

// 对照用的区域与病例在仓库之外,由环境变量 CASEMIX_MATERIAL 指出所在。
const material = process.env.CASEMIX_MATERIAL;
if (!material) console.warn('没有设置 CASEMIX_MATERIAL,跳过 DIP 样例区域的 4,000 例对照');
const regionFolder = join(material ?? '', 'schemes/dip-sample');
const file = join(material ?? '', 'parity/dip-sample.csv');

const asWritten = ({ entry, type, kind, deviation, points }: DipMatch) =>
  entry === null ? ['ungrouped', '', '', '', ''] : [entry, type, kind, deviation, formatPoints(points!)];

(material ? describe : describe.skip)('DIP 样例区域', () => {
  let region: CompiledRegion;
  let rows: string[][];
  let columns: DipCaseColumns;
  let expectedOf: (cells: readonly string[]) => string[];

  beforeAll(async () => {
    const { pack } = await inspectRegionSource(regionFolder);
    region = compileRegion(pack!);
    const { data } = Papa.parse<string[]>(readFileSync(file, 'utf8'), { skipEmptyLines: true });
    const [header, ...cases] = data as [string[], ...string[][]];
    rows = cases;
    columns = new DipCaseColumns(file, header);
    const at = ['entry', 'type', 'kind', 'deviation', 'points'].map((name) => header.indexOf(name));
    expectedOf = (cells) => at.map((index) => cells[index]!);
  });

  test('4,000 例的病种、类型、治疗方式、偏差、分值逐例相同', () => {
    const different = rows
      .map((cells) => ({
        expected: expectedOf(cells),
        actual: asWritten(matchCase(region, columns.read(cells).case!)),
        caseId: cells[0],
      }))
      .filter(({ expected, actual }) => String(expected) !== String(actual));
    expect(different).toEqual([]);
    expect(rows).toHaveLength(4000);
  });

  test('每例的证明与匹配说的是同一个病种', () => {
    for (const cells of rows.slice(0, 1000)) {
      const proof = explainMatch(region, columns.read(cells).case!);
      expect(proof.candidates[0]?.entry.code ?? null).toBe(proof.match.entry);
      expect(proofSentences(proof).every((sentence) => sentence.endsWith('。'))).toBe(true);
    }
  });

  test('从文件到文件的结果相同', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'casemix-dip-'));
    try {
      const output = join(folder, 'result.csv');
      const counts = await matchFile({ regionFolder, input: file, output });
      const { data } = Papa.parse<string[]>(await readFile(output, 'utf8'), { skipEmptyLines: true });
      expect(data.slice(1)).toEqual(rows.map((cells) => [cells[0], ...expectedOf(cells)]));
      expect(counts).toMatchObject({ cases: 4000, matched: 3486, ungrouped: 514, badCosts: 0 });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

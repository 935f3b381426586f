import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import Papa from 'papaparse';
import { compileScheme } from '../../../analytics/grouping/compile-scheme.ts';
import { checkConformance } from '../../../analytics/grouping/conformance/conformance-kit.ts';
import { conformanceCsv } from '../../../server/grouping/conformance-csv.ts';
import { groupFile } from '../../../server/grouping/group-file.ts';
import { builtInSchemeFolder } from '../../../server/grouping/live-scheme.ts';
import { readSchemeFolder } from '../../../server/grouping/scheme-folder.ts';

test('核对病例写成的文件可以原样拿去分组,结果与应得的逐例相同', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'casemix-conformance-'));
  try {
    const pack = await readSchemeFolder(builtInSchemeFolder());
    const csv = conformanceCsv(checkConformance(pack, compileScheme(pack)));
    const [input, output] = [join(folder, '核对.csv'), join(folder, '结果.csv')];
    await writeFile(input, csv);
    await groupFile({ schemeFolder: builtInSchemeFolder(), input, output });
    const read = (text: string) =>
      Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
    const expected = read(csv);
    const actual = read(await readFile(output, 'utf8'));
    expect(expected.length).toBeGreaterThan(2000);
    expect(actual.map(({ case_id, drg, status }) => [case_id, drg, status])).toEqual(
      expected.map(({ case_id, expected_drg, expected_status }) => [case_id, expected_drg, expected_status]),
    );
    expect(new Set(expected.map(({ kind }) => kind))).toEqual(new Set(['match', 'miss']));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

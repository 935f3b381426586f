import { expect, test } from '@jest/globals';
import { diffCatalogues, diffPolicies } from '../../../analytics/dip/catalogue-diff.ts';
import { policyOfRows, policyRows } from '../../../analytics/dip/policy-rows.ts';
import { loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { type EntryCells, regionFiles, testPolicy } from '../../support/dip-region.ts';

const KINDS = { '51.2300': 'surgery', '51.8800': 'therapeutic', '51.1000': 'diagnostic' };
const entriesOf = (entries: EntryCells[]) =>
  loadRegion(regionFiles({ entries, procedureKinds: KINDS }), '测试').entries;

test('病种以条件相认:编号换了、操作的次序换了,仍是同一个', () => {
  const before = entriesOf([
    { code: 'A1', procedures: '51.2300+51.8800/51.1000', kind: 'surgery' },
    { code: 'A2' },
    { code: 'A3', type: 'comprehensive', diagnosis: 'K80', kind: 'surgery' },
  ]);
  const after = entriesOf([
    { code: 'A2' },
    { code: 'B1', procedures: '51.1000/51.8800+51.2300', kind: 'surgery' },
    { code: 'A3', type: 'comprehensive', diagnosis: 'K80', kind: 'surgery' },
  ]);
  const diff = diffCatalogues(before, after);
  expect(diff).toMatchObject({ added: [], removed: [], same: 2 });
  expect(diff.changed).toMatchObject([
    { before: { code: 'A1' }, after: { code: 'B1' }, scoreChange: 0, meanChange: 0 },
  ]);
});

test('新增、删除、分值变动分开说,变动大的在前;没有可比的均费为空', () => {
  const before = entriesOf([
    { code: 'C1', score: '100' },
    { code: 'C2', diagnosis: 'K81.0', score: '100' },
    { code: 'C3', diagnosis: 'K82.0' },
  ]);
  const after = entriesOf([
    { code: 'C1', score: '110', mean_cost: '' },
    { code: 'C2', diagnosis: 'K81.0', score: '50', mean_cost: '20000' },
    { code: 'C4', diagnosis: 'K83.0' },
  ]);
  const { added, removed, changed, same } = diffCatalogues(before, after);
  expect([added.map(({ code }) => code), removed.map(({ code }) => code), same]).toEqual([['C4'], ['C3'], 0]);
  expect(changed.map((c) => [c.after.code, c.scoreChange, c.meanChange])).toEqual([
    ['C2', -0.5, 1],
    ['C1', expect.closeTo(0.1), null],
  ]);
});

test('与自己比没有差异;旧与新对调,新增与删除对调', () => {
  const some = entriesOf([{ code: 'C1' }, { code: 'C2' }, { code: 'C3', diagnosis: 'K81.0' }]);
  const other = entriesOf([{ code: 'C1' }]);
  expect(diffCatalogues(some, some)).toEqual({ added: [], removed: [], changed: [], same: 3 });
  const [there, back] = [diffCatalogues(some, other), diffCatalogues(other, some)];
  expect([there.removed, there.added]).toEqual([back.added, back.removed]);
});

test('政策逐项比较;一项一行写出再读回,不多不少', () => {
  const policy = {
    ...testPolicy,
    type_order: ['core'],
    point_value: { employee: '12.8' },
    note: 'false',
    tiers: [{ a: '1' }],
  };
  const read = policyOfRows(policyRows(policy));
  expect(policyRows(read)).toEqual(policyRows(policy));
  expect(read).toMatchObject({
    comprehensive_falls_back: false,
    type_order: ['core'],
    note: 'false',
    tiers: [{ a: '1' }],
  });
  expect(diffPolicies(policy, { ...policy, hospital_coefficient: 2, note: undefined })).toEqual([
    { key: 'hospital_coefficient', before: '1', after: '2' },
    { key: 'note', before: 'false', after: '' },
  ]);
});

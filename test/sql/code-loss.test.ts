import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { requirePeriod } from '../../analytics/period.ts';
import { codeLoss } from '../../server/codes/code-loss.service.ts';
import { stepMapping } from '../../server/codes/code-mapping.service.ts';
import type { Db } from '../../sql/database.ts';
import { type MappingRegistration, registerMapping } from '../../sql/stores/code-mapping.store.ts';
import { openTestDatabase } from '../support/database.ts';
import { aScheme } from '../support/grouping-scheme.ts';
import { HOSPITAL, registerHospital, storeCases } from './figures-fixture.ts';

const scheme = aScheme({
  adrgs: [{ adrg: 'XX1', condition: 'main_dx in dx', lists: { dx: ['J18.900', 'I10.x00'] } }],
});
const period = requirePeriod('2025-06');
const about: MappingRegistration = {
  kind: 'diagnosis',
  scope: 'unknown',
  name: '国临版 → 医保版',
  version: '2.0',
  source: '测试',
  effectiveFrom: '2025-01-01',
  effectiveBefore: null,
  registeredBy: '编码员',
};
let db: Db;

beforeAll(async () => {
  db = await openTestDatabase();
  const run = await registerHospital(db);
  const codes = ['J18.900|J18.903', 'J18.9|Q98.900', 'J18.903', 'R07.401|J18.903', 'I10.x00'];
  await storeCases(
    db,
    run,
    codes.map((_, i) => ({ day: '2025-06-10', fee: `${(i + 1) * 100}.00` })),
  );
  for (const [i, joined] of codes.entries())
    await db
      .updateTable('discharge_case')
      .set({ diagnosis_codes: joined })
      .where('total_fee', '=', `${(i + 1) * 100}.00`)
      .execute();
}, 60_000);
afterAll(() => db.destroy());

const loss = async (mappingId?: number) => {
  const { classes } = await codeLoss(db, scheme, { hospitalId: HOSPITAL, period, kind: 'diagnosis', mappingId });
  return Object.fromEntries(classes.map((c) => [c.outcome, [c.codes, c.cases, c.mainCases, c.totalFee]]));
};

test('没有对照表:认得的、规范后认得的、没有对照的,编码数、病例数、作主要的、费用都对', async () => {
  expect(await loss()).toEqual({
    known: [2, 2, 2, '600.00'],
    repaired: [1, 1, 1, '200.00'],
    mapped: [0, 0, 0, '0.00'],
    ambiguous: [0, 0, 0, '0.00'],
    unmapped: [3, 4, 2, '1000.00'],
  });
});

test('有对照表:唯一目标的转换,几个目标的算歧义;一例有几个同类编码只计一次', async () => {
  const id = await registerMapping(db, about, [
    { from: 'J18.903', to: 'J18.900' },
    { from: 'R07.401', to: 'J18.900' },
    { from: 'R07.401', to: 'I10.x00' },
  ]);
  expect(await loss(id)).toMatchObject({
    mapped: [1, 3, 1, '800.00'],
    ambiguous: [1, 1, 1, '400.00'],
    unmapped: [1, 1, 0, '200.00'],
  });
});

test('草案 → 核准 → 施行 → 停用;次序不能跳,同一天不能施行两张', async () => {
  const first = await registerMapping(db, { ...about, version: '2.1' }, [{ from: 'A00.000', to: 'A00.001' }]);
  const second = await registerMapping(db, { ...about, version: '2.2', effectiveFrom: '2025-07-01' }, []);
  await expect(stepMapping(db, first, 'live', '甲')).rejects.toMatchObject({ code: 'mapping-status' });
  for (const id of [first, second]) await stepMapping(db, id, 'approved', '甲');
  await stepMapping(db, first, 'live', '甲');
  await expect(stepMapping(db, second, 'live', '甲')).rejects.toMatchObject({ code: 'mapping-overlap' });
  await stepMapping(db, first, 'retired', '甲');
  await stepMapping(db, second, 'live', '甲');
  await expect(stepMapping(db, 999, 'approved', '甲')).rejects.toMatchObject({ code: 'not-found' });
});

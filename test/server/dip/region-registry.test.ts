import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { matchCase } from '../../../analytics/dip/match-case.ts';
import { loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { fen } from '../../../analytics/money.ts';
import { createLiveRegions } from '../../../server/dip/live-regions.ts';
import { approveRegion, discardDraft, putRegionLive, retireRegion } from '../../../server/dip/region-status.ts';
import { type RegionToRegister, registerRegion } from '../../../server/dip/register-region.ts';
import type { Db } from '../../../sql/database.ts';
import { findRegion, listRegions } from '../../../sql/stores/dip-region.store.ts';
import { openTestDatabase } from '../../support/database.ts';
import { type RegionSpec, regionFiles } from '../../support/dip-region.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDatabase();
});
afterAll(() => db.destroy());

const spec: RegionSpec = {
  entries: [
    { code: 'C1', procedures: '51.2300+51.8800/51.1000', kind: 'surgery', score: '812.345678', mean_cost: '12000.5' },
    { code: 'C2', name: '甲,"乙"\t丙', mean_cost: '' },
    { code: 'Z1', type: 'comprehensive', diagnosis: 'K70-K93', kind: 'surgery', score: '300' },
  ],
  procedureKinds: { '51.2300': 'surgery', '51.8800': 'therapeutic', '51.1000': 'diagnostic' },
  auxiliary: [{ catalogue: '年龄', code: '1', name: '老年', condition: 'age > 65', factor: '1.05' }],
};
const about = (version: string, from: string, to?: string) => ({
  id: '某市',
  version,
  name: '某市 DIP 目录',
  source: '某医保〔2025〕1 号',
  effective_from: from,
  effective_to: to,
});
const draft = (version: string, from: string, to?: string, change: Partial<RegionToRegister> = {}) =>
  registerRegion(db, { files: regionFiles(spec), about: about(version, from, to), createdBy: '甲', ...change });

test('入库的区域编译后与从文件夹读来的匹配相同', async () => {
  const { key, entries } = await draft('同', '2020-01-01', '2020-12-31');
  expect([key, entries]).toEqual(['某市@同', 3]);
  const { compiled, registered } = await createLiveRegions().open(db, key);
  const direct = compileRegion(loadRegion(regionFiles(spec), '直接'));
  const cases = [
    { diagnoses: ['K80.100'], procedures: ['51.2300', '51.1000'], totalCost: fen(3_000_000), facts: { age: 70 } },
    { diagnoses: ['K80.100'], procedures: [], totalCost: fen(100_000), facts: { age: 20 } },
    { diagnoses: ['K81.000'], procedures: ['51.2300'], totalCost: fen(500_000), facts: {} },
    { diagnoses: ['I10.x00'], procedures: [], totalCost: fen(1), facts: {} },
  ];
  expect(cases.map((c) => matchCase(compiled, c))).toEqual(cases.map((c) => matchCase(direct, c)));
  expect(registered).toMatchObject({ status: 'draft', effective_from: '2020-01-01', effective_before: '2021-01-01' });
});

test('病种各列原样入库,供集合计算', async () => {
  const { key } = await draft('列', '2019-01-01');
  const rows = await db.selectFrom('dip_entry').selectAll().where('region_key', '=', key).orderBy('ordinal').execute();
  expect(rows[0]).toMatchObject({ entry: 'C1', procedures: '51.2300+51.8800/51.1000', score: '812.345678' });
  expect(rows[1]).toMatchObject({ entry: 'C2', name: '甲,"乙"\t丙', mean_cost: null, procedures: '' });
});

describe('状态', () => {
  test('草案 → 核准 → 施行 → 停用,记下经手人;出院日选出当日施行的目录', async () => {
    await draft('一', '2024-01-01', '2024-12-31');
    await draft('二', '2025-01-01');
    const regions = createLiveRegions();
    expect(await regions.liveOn(db, '2024-06-01')).toBeNull();
    for (const key of ['某市@一', '某市@二']) {
      await approveRegion(db, key, '乙');
      await putRegionLive(db, key, '丙');
    }
    const on = async (day: string) => (await regions.liveOn(db, day))?.key ?? null;
    expect(await on('2023-12-31')).toBeNull();
    expect(await on('2024-01-01')).toBe('某市@一');
    expect(await on('2024-12-31')).toBe('某市@一');
    expect(await on('2025-01-01')).toBe('某市@二');
    const both = await regions.liveIn(db, { from: '2024-12-01', before: '2025-02-01' });
    expect(both.map(({ key }) => key)).toEqual(['某市@一', '某市@二']);
    await retireRegion(db, '某市@二', '丁');
    expect(await on('2025-01-01')).toBeNull();
    expect(await findRegion(db, '某市@二')).toMatchObject({
      status: 'retired',
      created_by: '甲',
      approved_by: '乙',
      live_by: '丙',
      retired_by: '丁',
    });
  });

  test('没有核准的不能施行;核准过的不能删', async () => {
    await draft('三', '2030-01-01');
    await expect(putRegionLive(db, '某市@三', '丙')).rejects.toThrow(/现在是「草案」,不能施行/);
    await approveRegion(db, '某市@三', '乙');
    await expect(approveRegion(db, '某市@三', '乙')).rejects.toThrow(/现在是「核准」,不能核准/);
    await expect(discardDraft(db, '某市@三')).rejects.toThrow(/不能删除/);
    await expect(approveRegion(db, '没有@1', '乙')).rejects.toThrow(/没有/);
  });

  test('同一天有两个施行的目录:拒绝,原来的不动', async () => {
    await draft('四', '2024-12-31', '2025-06-30');
    await approveRegion(db, '某市@四', '乙');
    await expect(putRegionLive(db, '某市@四', '丙')).rejects.toThrow(
      /2024-12-31 起至 2025-07-01 前 与施行中的 某市@一.*重叠/,
    );
    expect((await findRegion(db, '某市@四'))!.status).toBe('approved');
    // 绕过程序直接改库也不行。
    const forced = db.updateTable('dip_region').set({ status: 'live' }).where('region_key', '=', '某市@四').execute();
    await expect(forced).rejects.toMatchObject({ code: '23P01' });
  });

  test('草案可以删,病种随之删去', async () => {
    await draft('五', '2031-01-01');
    await discardDraft(db, '某市@五');
    expect(await findRegion(db, '某市@五')).toBeUndefined();
    const left = await db.selectFrom('dip_entry').select('entry').where('region_key', '=', '某市@五').execute();
    expect(left).toEqual([]);
  });
});

describe('登记', () => {
  test('有错误就什么也不存,规则与身份的错误一次说全', async () => {
    const before = (await listRegions(db)).length;
    const bad = regionFiles({
      entries: [
        { code: 'C1', score: '-1' },
        { code: 'C1', procedures: '51.2300++' },
      ],
    });
    const register = registerRegion(db, { files: bad, about: { effective_from: '2025年' }, createdBy: '甲' });
    await expect(register).rejects.toMatchObject({ code: 'dip-region-rejected' });
    const { findings } = await register.catch((error) => error);
    const errors = findings.filter(({ level }: { level: string }) => level === 'error');
    expect(errors.map(({ code }: { code: string }) => code).sort()).toEqual(
      [...Array(5).fill('about-invalid'), 'expression-syntax', 'key-twice', 'number-negative'].sort(),
    );
    expect(await listRegions(db)).toHaveLength(before);
  });

  test('同一编号与版本不能登记两次;内容相同的会说出来', async () => {
    await draft('六', '2032-01-01');
    await expect(draft('六', '2032-01-01')).rejects.toThrow(/已经登记过/);
    expect((await draft('七', '2033-01-01')).sameAs).toContain('某市@六');
  });

  test('没有操作表的区域用字典,字典随之存下,提醒里说明', async () => {
    const { procedureKind: _none, ...files } = regionFiles({ ...spec, procedureKinds: {} });
    const { key, warnings } = await draft('八', '2034-01-01', undefined, { files });
    expect(warnings.map(({ code }) => code)).toContain('dictionary-used');
    const { compiled } = await createLiveRegions().open(db, key);
    const c = { diagnoses: ['K83.100'], procedures: ['51.2200'], totalCost: fen(100_000), facts: {} };
    expect(matchCase(compiled, c)).toMatchObject({ entry: 'Z1', kind: 'surgery' });
    const dictionaries = await db.selectFrom('procedure_dictionary').selectAll().execute();
    expect(dictionaries).toMatchObject([{ dictionary_id: 'casemix-procedure-kinds', for_reference: true }]);
  });
});

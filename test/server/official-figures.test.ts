import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dischargeCsv } from '../support/discharge-csv.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.upload(
    dischargeCsv([
      { A48: 'R001' },
      { A48: 'R002', B11C: '2', C14x01C: '51.2300', C16x01: '2025-06-03', C17x01: '4', D20: '100.00', D01: '8100.00' },
      { A48: 'R003', B11C: '1', C14x01C: '47.0901', C16x01: '2025-06-03', C17x01: '2', D20: '100.00', D01: '8100.00' },
    ]),
  );
  await server.request.put('/api/v1/quality-development/figures').send({
    year: 2025,
    by: '经办人甲',
    figures: [
      { item: 'technicians', value: 1000 },
      { item: 'researchFunds', value: 5_600_000 },
      { item: 'outpatientVisits', value: 90_000 },
      { item: 'partyLeadership', text: '党委会每月研究一次' },
    ],
  });
});
afterAll(() => server.close());

const open = (id: string, query = 'period=2025') => server.request.get(`/api/v1/figures/${id}?${query}`);
const rowsOf = async (list: string) =>
  (await server.request.get(`/api/v1/quality-development?year=2025&list=${list}`)).body.rows as {
    id: string;
    value: number | null;
    reason: string | null;
  }[];

describe('医院级指标的打开', () => {
  test('三张清单里的每个指标都打得开,与清单里是同一个数', async () => {
    const rows = (await Promise.all(['general', 'tcm', 'national'].map(rowsOf))).flat();
    expect(rows.length).toBeGreaterThan(100);
    for (const { id, value, reason } of rows) {
      const { status, body } = await open(id);
      expect([id, status, body.figure?.value, body.figure?.reason]).toEqual([id, 200, value, reason]);
      expect([id, body.official.id, body.versions.definition.length > 0]).toEqual([id, id, true]);
    }
  });

  test('由病例而来的列出病例、没有计入的病例与所用的清单', async () => {
    const { body } = await open('minimallyInvasiveRate', 'period=2025&show=numerator');
    expect(body).toMatchObject({
      figure: { value: 0.5, numerator: 1, denominator: 2 },
      formula: { text: '微创手术例数 ÷ 手术例数', withNumbers: '1 ÷ 2 = 0.5' },
      versions: { codeLists: [{ kind: 'minimally-invasive', builtIn: true }] },
      cases: { total: 1, items: [{ recordNo: 'R002', numerator: 1, denominator: 1 }] },
    });
    expect(body.exclusions).toEqual([
      { role: 'counted', label: '计入', cases: 2 },
      { role: 'out-of-scope', label: '不在统计范围', cases: 1 },
    ]);
  });

  test('按月、按科室问,打开登记的那个指标', async () => {
    const { body } = await open('minimallyInvasiveRate', 'period=2025-06&department=0303');
    expect(body).toMatchObject({ indicator: { id: 'minimallyInvasiveShare' }, official: null, figure: { value: 0.5 } });
    expect((await open('daySurgeryRate', 'period=2025-Q2')).body.figure).toMatchObject({
      numerator: 0,
      denominator: 1,
    });
    // 首页没有填入院病情:没有数,不是 0。
    expect((await open('complicationRate', 'period=2025-Q2')).body.figure).toMatchObject({
      value: null,
      reason: '首页没有入院病情,分不出入院后发生的并发症',
    });
  });

  test('填报而来的写出代入了数的算式与填报人;掺有病例的列出那些病例', async () => {
    const { body } = await open('researchPer100');
    expect(body.formula.withNumbers).toBe('（5,600,000 × 100） ÷ 1,000 = 560,000');
    expect(body.official.components[0]).toMatchObject({ value: 5_600_000, entry: { enteredBy: '经办人甲' } });
    expect(body.cases.total).toBe(0);
    const visits = (await open('outpatientPerDischarge')).body;
    expect(visits.cases.total).toBe(3);
    expect(visits.figure.reason).toBe('填报的是全年数,而病例没有满一年,不能相除');
    expect((await open('partyLeadership')).body.official.entry).toMatchObject({ text: '党委会每月研究一次' });
  });

  test('综合指数写出各项的权重与得分;构成里的指标也打得开', async () => {
    const { body } = await open('qualityIndex');
    expect(body.official.parts.length).toBeGreaterThan(2);
    for (const { indicator } of body.official.parts) expect((await open(indicator)).status).toBe(200);
  });

  test('只有年度数的指标按月问,说明该怎么问;没有的指标是 404', async () => {
    const refused = await open('researchPer100', 'period=2025-06');
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toBe(
      '「每百名卫生技术人员科研项目经费」由年度填报或全年的清单得出,期间请写年份,如 2025,也不能限定科室;给的是「2025-06」',
    );
    expect((await open('nothing')).status).toBe(404);
  });
});

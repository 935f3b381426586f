import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dischargeCsv } from '../support/discharge-csv.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

const MONTH = '2025-06';

let server: TestServer;
let batch: any;
beforeAll(async () => {
  server = await startTestServer();
  batch = await server.upload(
    dischargeCsv([
      { A48: 'A1', B16C: '0303', 主诊医师: '甲组', B24: 'D1' },
      { A48: 'A2', B16C: '0303', 主诊医师: '甲组', B24: 'D2' },
      { A48: 'A3', B16C: '0304', 主诊医师: '甲组', B24: 'D2', C03C: 'I10.x00', C04N: '高血压' },
      { A48: 'A4', B16C: '0304', 主诊医师: '', B24: '', C03C: 'ZZZ' },
      { A48: 'A5', A12C: '9' },
      { A48: 'A6', D01: '1.00' },
    ]),
  );
});
afterAll(() => server.close());

const get = async (path: string, query: Record<string, string> = {}) =>
  (await server.request.get(`/api/v1${path}`).query(query)).body;
const recordsOf = async (query: Record<string, string>): Promise<string[]> =>
  (await get('/cases', { period: MONTH, ...query })).items.map((item: any) => item.recordNo);

describe('病例的筛选与指标各层次的分法相同', () => {
  test.each(['department', 'team', 'physician', 'mdc', 'drg'])('%s:每个单位打开的病例数等于它的例数', async (by) => {
    const { units } = await get('/figures', { period: MONTH, by });
    expect(units.length).toBeGreaterThan(1);
    for (const { code, parentCode, figures } of units) {
      const within: Record<string, string> = by === 'team' || by === 'physician' ? { department: parentCode } : {};
      const { items } = await get('/cases', { period: MONTH, ...within, [by]: code });
      expect([code, items.filter((item: any) => !item.excluded).length]).toEqual([code, figures.discharges.value]);
    }
  });

  test('条件可以合用;空文本是没有填的', async () => {
    expect(await recordsOf({ team: '甲组' })).toEqual(['A1', 'A2', 'A3']);
    expect(await recordsOf({ team: '甲组', department: '0303' })).toEqual(['A1', 'A2']);
    expect(await recordsOf({ team: '甲组', physician: 'D2', department: '0304' })).toEqual(['A3']);
    expect(await recordsOf({ physician: '' })).toEqual(['A4']);
  });
});

describe('缺陷按规则筛选', () => {
  test('逐条规则的缺陷数与汇总一致,各规则之和等于全部', async () => {
    const rules = await get(`/batches/${batch.id}/findings-by-rule`);
    expect(rules.length).toBeGreaterThan(1);
    let sum = 0;
    for (const { rule, severity, findings } of rules) {
      const found = await get(`/batches/${batch.id}/findings`, { rule, severity });
      expect(found.total).toBe(findings);
      expect(new Set(found.items.map((item: any) => item.rule))).toEqual(new Set([rule]));
      sum += found.total;
    }
    expect((await get(`/batches/${batch.id}/findings`)).total).toBe(sum);
  });

  test('下载也按规则,文件名里写明', async () => {
    const [{ rule }] = await get(`/batches/${batch.id}/findings-by-rule`);
    const file = await server.request.get(`/api/v1/batches/${batch.id}/findings.csv`).query({ rule });
    expect(decodeURIComponent(file.headers['content-disposition']!)).toContain(`${rule}_缺陷清单.csv`);
    const { total } = await get(`/batches/${batch.id}/findings`, { rule });
    expect(file.text.trim().split('\n')).toHaveLength(total + 1);
  });
});

describe('字段目录', () => {
  test('每个编号都能保存进列对照;没有的编号被拒绝', async () => {
    const fields = await get('/fields');
    expect(fields).toContainEqual({ id: 'recordNo', label: '病案号(A48)', name: '病案号', required: 'always' });
    const ids = fields.map((field: any) => field.id);
    expect(ids).toEqual(expect.arrayContaining(['diagnoses.0.code', 'diagnoses.40.code', 'fees.D23']));
    const columns = Object.fromEntries(ids.map((id: string) => [`列 ${id}`, id]));
    const put = (body: object) =>
      server.request.put(`/api/v1/column-mappings/${encodeURIComponent('全部')}`).send(body);
    expect((await put({ columns })).status).toBe(200);
    const refused = await put({ columns: { 某列: 'nope' } });
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain('nope');
  });
});

describe('认不出表头的文件', () => {
  const failed = async (content: string) => {
    const { columns, failure } = await server.upload(content);
    return [failure.code, columns && [...columns.unknown, ...columns.recognised.map((one: any) => one.column)]];
  };

  test('记下最像列名的一行,好在列对照里对应', async () => {
    const names = ['我院编号', '第几次', '出院日', '合计', '病案号'];
    expect(await failed(`示例医院,制表,统计室\n${names.join(',')}\n9001,1,2025-06-01,100,X\n`)).toEqual([
      'header-missing',
      names,
    ]);
  });

  test('没有列名的数据行不记:那是病人的内容', async () => {
    expect(await failed('张某,男,2025-06-01,肺炎\n李某,女,2025-06-02,肺炎\n')).toEqual(['header-missing', null]);
    expect(await failed('张某,男,肺炎,110101196005200000\n')).toEqual(['header-missing', null]);
  });
});

describe('生成过的报表', () => {
  test('新的在前,分页,写明是谁;文件不在了就不能下载', async () => {
    expect(await get('/reports/made')).toMatchObject({ items: [], total: 0 });
    for (const [report, generatedBy] of Object.entries({ R01: '财务科', R02: '运营办' })) {
      await server.request.post('/api/v1/reports').send({ report, month: MONTH, generatedBy });
    }
    await server.services.jobs.idle();
    const made = await get('/reports/made', { hospital: 'H1' });
    expect(made).toMatchObject({
      total: 2,
      items: [
        { report: 'R02', period: MONTH, generatedBy: '运营办', status: 'done', downloadable: true },
        { report: 'R01', name: '全院DRG运行月报', generatedBy: '财务科', fileName: expect.stringMatching(/\.xlsx$/) },
      ],
    });
    expect((await get('/reports/made', { pageSize: '1', page: '2' })).items).toMatchObject([{ report: 'R01' }]);
    expect((await get('/reports/made', { hospital: 'H2' })).total).toBe(0);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { readConfig } from '../../server/config.ts';
import { dischargeCsv } from '../support/discharge-csv.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  const stays = (month: string, count: number, fee: string) =>
    Array.from({ length: count }, (_, i) => ({
      A48: `${month}${i}`,
      B12: `${month}-01 09:00`,
      B15: `${month}-08 10:00`,
      D01: fee,
      D11: '0',
      D16: '0',
      D23: fee,
    }));
  await server.upload(
    dischargeCsv([
      ...stays('2025-04', 6, '8000.00'),
      ...stays('2025-05', 6, '10000.00'),
      ...stays('2025-06', 4, '9000.00'),
    ]),
  );
});
afterAll(() => server.close());

const hospitalFigures = async (period: string) => {
  const { body } = await server.request.get('/api/v1/figures').query({ period, by: 'hospital' });
  return { ...body, figures: body.units[0].figures };
};

describe('指标', () => {
  test('最早的月份没有更早的数据:CMI 为空并说明原因,不是 0', async () => {
    const { figures, weights } = await hospitalFigures('2025-04');
    expect(figures.cmi.value).toBeNull();
    expect(figures.cmi.reason).toBeTruthy();
    expect(figures.discharges.value).toBe(6);
    expect(weights.origin).toBe('none');
  });

  test('没有装载权重表时由此前月份测算,并且注明', async () => {
    const { figures, weights } = await hospitalFigures('2025-05');
    expect(weights).toMatchObject({ origin: 'own_history', note: expect.stringContaining('本院此前月份') });
    expect(figures.costIndex.value).toBeCloseTo(10000 / 8000, 10);
    expect(figures.cmi.value).toBeCloseTo(1, 10);
  });

  test('装载权重表后改用它:总权重、CMI、费用消耗指数随之而变', async () => {
    const drg = (await server.request.get('/api/v1/cases').query({ period: '2025-06' })).body.items[0].drg;
    const bad = await server.request
      .post('/api/v1/weight-tables')
      .field({ name: '坏表', source: '测试', effectiveFrom: '2025-06-01' })
      .attach('file', Buffer.from(`drg,rw,benchmark_cost,benchmark_los\n${drg},-1,12000,6\n`), 'w.csv');
    expect(bad.status).toBe(422);
    expect(bad.body.errors[0].message).toContain('RW');
    const loaded = await server.request
      .post('/api/v1/weight-tables')
      .field({ name: '某市 2025 权重', source: '测试文号', effectiveFrom: '2025-06-01' })
      .attach('file', Buffer.from(`DRG编码,权重,标杆费用,标杆住院日,死亡风险等级\n${drg},0.75,12000,6,1\n`), 'w.csv');
    expect(loaded.status).toBe(201);
    const { figures, weights } = await hospitalFigures('2025-06');
    expect(weights.origin).toBe('loaded');
    expect(figures.cmi.value).toBeCloseTo(0.75, 10);
    expect(figures.totalWeight.value).toBeCloseTo(3, 10);
    expect(figures.costIndex.value).toBeCloseTo(0.75, 10);
    expect(figures.timeIndex.value).toBeCloseTo(7 / 6, 10);
    expect(figures.lowRiskMortality).toMatchObject({ value: 0, denominator: 4 });
  });

  test('各科室之和等于全院,各月之和等于年', async () => {
    const sum = async (by: string, period: string) => {
      const { body } = await server.request.get('/api/v1/figures').query({ period, by });
      return body.units.reduce((total: number, unit: any) => total + unit.figures.discharges.value, 0);
    };
    for (const by of ['department', 'team', 'physician', 'mdc', 'drg', 'month']) expect(await sum(by, '2025')).toBe(16);
  });

  test('期间写错、指标不存在:400 与中文说明', async () => {
    const wrong = await server.request.get('/api/v1/figures').query({ period: '2025-13' });
    expect(wrong.status).toBe(400);
    expect(wrong.body).toMatchObject({ code: 'invalid-input', detail: expect.stringContaining('2025-13') });
    expect((await server.request.get('/api/v1/figures').query({ period: '2025', indicators: 'nope' })).status).toBe(
      400,
    );
  });

  test('科室名称可以登记', async () => {
    await server.request
      .put('/api/v1/departments')
      .send({ departments: [{ code: '0303', name: '呼吸与危重症医学科' }] });
    expect((await server.request.get('/api/v1/departments')).body).toEqual([
      { code: '0303', name: '呼吸与危重症医学科' },
    ]);
  });
});

describe('报表', () => {
  test.each(['R01', 'R02'])('%s:生成、下载、能打开', async (report) => {
    const { status, body } = await server.request
      .post('/api/v1/reports')
      .send({ report, month: '2025-06', generatedBy: '财务科' });
    expect(status).toBe(202);
    await server.services.jobs.idle();
    const job = (await server.request.get(`/api/v1/jobs/${body.job.id}`)).body;
    expect(job).toMatchObject({
      status: 'done',
      result: { reportId: body.job.id, fileName: expect.stringMatching(/2025年06月_V1\.xlsx$/) },
    });
    const file = await server.request.get(`/api/v1/reports/${body.job.id}/file`).buffer(true).parse(collect);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(file.body as never);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(
      expect.arrayContaining(['封面', '明细', '口径说明', '校验']),
    );
  });

  test('没有数据的月份不生成空报表,说明有哪些月份', async () => {
    const { status, body } = await server.request.post('/api/v1/reports').send({ report: 'R01', month: '2024-01' });
    expect(status).toBe(409);
    expect(body.detail).toContain('2025-04 至 2025-06');
  });
});

describe('接口文档与令牌', () => {
  test('OpenAPI 3.1 文档由接口的声明生成,每个接口都在', async () => {
    const { body } = await server.request.get('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/batches',
        '/api/v1/batches/{id}/withdrawal',
        '/api/v1/cases',
        '/api/v1/figures',
        '/api/v1/reports',
        '/api/v1/jobs/{id}',
      ]),
    );
  });

  test('文档页离线可用:不引用外部地址', async () => {
    const page = await server.request.get('/api/docs/').redirects(1);
    expect(page.status).toBe(200);
    expect(page.text).not.toMatch(/(src|href)="https?:/);
    expect((await server.request.get('/api/docs/swagger-initializer.js')).text).toContain('/api/openapi.json');
  });

  test('监听非本机地址而没有令牌:拒绝启动', () => {
    expect(() => readConfig({ CASEMIX_HOST: '0.0.0.0' })).toThrow(/CASEMIX_TOKEN/);
    expect(() => readConfig({ CASEMIX_HOST: '0.0.0.0', CASEMIX_TOKEN: '0123456789abcdef' })).not.toThrow();
  });

  test('设了令牌:不带或带错都是 401,Bearer 与浏览器的 Basic 都可以', async () => {
    const token = '0123456789abcdef';
    const guarded = await startTestServer({ CASEMIX_TOKEN: token });
    try {
      for (const path of ['/', '/api/v1/health', '/api/openapi.json', '/api/docs/']) {
        expect((await guarded.request.get(path)).status).toBe(401);
        expect((await guarded.request.get(path).set('Authorization', 'Bearer wrong')).status).toBe(401);
      }
      expect((await guarded.request.get('/api/v1/health').set('Authorization', `Bearer ${token}`)).status).toBe(200);
      expect((await guarded.request.get('/api/v1/health').auth('任意', token)).status).toBe(200);
    } finally {
      await guarded.close();
    }
  });
});

function collect(response: any, done: (error: Error | null, body: Buffer) => void) {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}

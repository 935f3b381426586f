import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { dischargeCsv } from '../support/discharge-csv.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
const YEAR = 2025;

beforeAll(async () => {
  server = await startTestServer();
  await server.upload(
    dischargeCsv([
      { A48: 'R001' },
      {
        A48: 'R002',
        B11C: '2',
        C14x01C: '51.2300',
        C15x01N: '腹腔镜胆囊切除术',
        C16x01: '2025-06-03',
        C17x01: '4',
        C21x01C: '4',
        C06x01C: 'T81.400',
        C07x01N: '手术后感染',
        C08x01C: '4',
        C05C: '1',
        D20: '100.00',
        D01: '8100.00',
      },
    ]),
  );
});
afterAll(() => server.close());

const url = (path: string) => `/api/v1/quality-development${path}`;
const table = async (list = 'general') => (await server.request.get(url(`?year=${YEAR}&list=${list}`))).body;
const rowOf = async (id: string, list = 'general') =>
  (await table(list)).rows.find((row: { id: string }) => row.id === id);
const put = (figures: object[], by = '经办人甲') =>
  server.request.put(url('/figures')).send({ year: YEAR, by, figures });

describe('高质量发展指标的接口', () => {
  test('上传的首页带着入院途径、入院病情、切口等级进入指标', async () => {
    expect(await rowOf('minimallyInvasiveRate')).toMatchObject({ value: 1, dataSource: '病案首页' });
    expect(await rowOf('complicationRate', 'national')).toMatchObject({ numerator: 1, denominator: 1 });
    expect(await rowOf('cleanIncisionInfectionRate')).toMatchObject({ numerator: 1, denominator: 1 });
    const { list, rows } = await table('tcm');
    expect(list.count).toBe(24);
    expect(new Set(rows.flatMap((row: { no: string | null }) => row.no ?? [])).size).toBe(24);
  });

  test('填报:有一项不对全部不存,都对才存,版本可查', async () => {
    const refused = await put([
      { item: 'technicians', value: 1400 },
      { item: 'emrGrade', value: 9 },
      { item: 'nothing', value: 1 },
      { item: 'partyLeadership', value: 1 },
    ]);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ message }: { message: string }) => message)).toEqual([
      '不应大于 8',
      '没有填报项目「nothing」',
      '定性指标只写文字,不填数',
    ]);
    expect((await rowOf('researchPer100')).reason).toBe('没有填报「科研项目经费」');
    await put([
      { item: 'technicians', value: 1400 },
      { item: 'researchFunds', value: 5_600_000 },
    ]).expect(200);
    await put([{ item: 'technicians', value: 1000, evidence: '人事年报' }], '经办人乙').expect(200);
    expect(await rowOf('researchPer100')).toMatchObject({ value: 560_000, dataSource: '手工填报、人事' });
    const versions = await server.request.get(url(`/figures/technicians/versions?year=${YEAR}`));
    expect(versions.body.map(({ value, enteredBy }: Entry) => [value, enteredBy])).toEqual([
      [1000, '经办人乙'],
      [1400, '经办人甲'],
    ]);
  });

  test('目标改了就是新的达标判断;界值须成对', async () => {
    const targets = (target: object) =>
      server.request.put(url('/targets')).send({ year: YEAR, by: '院办', targets: [target] });
    await targets({
      indicator: 'minimallyInvasiveRate',
      target: 0.2,
      reference: 0.15,
      referenceSource: '某省 2024 年',
    }).expect(200);
    expect(await rowOf('minimallyInvasiveRate')).toMatchObject({ reached: true, gap: 0.8, referenceGap: 0.85 });
    const refused = await targets({ indicator: 'complicationRate', worst: 0.1 });
    expect(refused.body.code).toBe('bounds-invalid');
  });
});

describe('附件', () => {
  const send = (name: string, content: Buffer) =>
    server.request.post(url('/attachments')).field('uploadedBy', '王五').attach('file', content, name);

  test('存进数据目录,带摘要,原样下载', async () => {
    const content = Buffer.from('%PDF-1.7 佐证');
    const { body, status } = await send('党建材料.pdf', content);
    expect(status).toBe(201);
    expect(existsSync(join(server.folder, 'attachments', body.sha256.slice(0, 2), body.sha256))).toBe(true);
    const file = await server.request.get(url(`/attachments/${body.id}/file`)).buffer(true);
    expect(Buffer.compare(file.body, content)).toBe(0);
    expect(file.headers['content-disposition']).toContain(encodeURIComponent('党建材料.pdf'));
    // 同名同内容再传,还是那一份。
    expect((await send('党建材料.pdf', content)).body.id).toBe(body.id);
  });

  test('不许可的类型、空文件不收', async () => {
    expect((await send('脚本.exe', Buffer.from('MZ'))).body.code).toBe('attachment-refused');
    expect((await send('空.pdf', Buffer.alloc(0))).body.detail).toContain('是空文件');
  });
});

describe('填报模板', () => {
  const download = async () => {
    const response = await server.request
      .get(url(`/template?year=${YEAR}&list=general`))
      .buffer(true)
      .parse(binary);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(response.body);
    const sheet = book.worksheets[0]!;
    const rowOfItem = (item: string) => sheet.getRows(4, sheet.rowCount)!.find((row) => row.getCell(2).text === item)!;
    const upload = async () =>
      server.request
        .post(url('/template'))
        .field('year', String(YEAR))
        .field('by', '填报员')
        .attach('file', Buffer.from(await book.xlsx.writeBuffer()), '填报.xlsx');
    return { rowOfItem, upload };
  };

  test('带出已填的数;空着的不改;改好原样上传即存', async () => {
    const { rowOfItem, upload } = await download();
    expect(rowOfItem('technicians').getCell(5).text).toBe('1000');
    rowOfItem('fixedPay').getCell(5).value = '16,000,000';
    rowOfItem('totalPay').getCell(5).value = 40_000_000;
    rowOfItem('residentPassRate').getCell(5).value = '92.5%';
    rowOfItem('partyLeadership').getCell(6).value = '已建立党委会议事规则';
    rowOfItem('partyLeadership').getCell(8).value = '党建材料.pdf';
    const { body, status } = await upload();
    expect([status, body.changed]).toEqual([200, 5 - 1]);
    expect(await rowOf('fixedPayRate')).toMatchObject({ value: 0.4, dataSource: '人事' });
    expect(await rowOf('residentPassRate')).toMatchObject({ value: 0.925, basis: 'filled' });
    const { entry } = await rowOf('partyLeadership');
    expect(entry).toMatchObject({
      text: '已建立党委会议事规则',
      attachmentName: '党建材料.pdf',
      source: '模板 填报.xlsx',
    });
    expect((await rowOf('researchPer100')).value).toBe(560_000);
  });

  test('有一行不对全部不存,逐行说明行号、列与怎么办', async () => {
    const { rowOfItem, upload } = await download();
    rowOfItem('personnelExpense').getCell(5).value = '42,000,000';
    rowOfItem('medicalIncome').getCell(5).value = '一百万';
    rowOfItem('technicians').getCell(1).value = 2024;
    rowOfItem('staffSatisfaction').getCell(5).value = 101;
    rowOfItem('partyBuilding').getCell(8).value = '没传过.pdf';
    const { body, status } = await upload();
    expect(status).toBe(422);
    const errors = body.errors.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`);
    const line = (item: string) => rowOfItem(item).number;
    expect(errors.sort()).toEqual(
      [
        `第 ${line('medicalIncome')} 行 数值 医疗收入:「一百万」不是数`,
        `第 ${line('technicians')} 行 年份 应是 2025,现为「2024」`,
        `第 ${line('staffSatisfaction')} 行 数值 医务人员满意度:不应大于 100`,
        `第 ${line('partyBuilding')} 行 附件文件名 附件「没传过.pdf」还没有上传,请先在页面上传`,
      ].sort(),
    );
    expect((await rowOf('personnelRate')).reason).toBe('没有填报「人员经费」');
  });

  test('不是模板的文件说清楚', async () => {
    const response = await server.request
      .post(url('/template'))
      .field('year', String(YEAR))
      .field('by', '填报员')
      .attach('file', Buffer.from('甲,乙\n1,2\n'), '别的.csv');
    expect([response.status, response.body.detail]).toEqual([422, expect.stringContaining('找不到表头')]);
  });
});

describe('编码清单', () => {
  const fields = {
    kind: 'minimally-invasive',
    name: '某省微创目录',
    version: '2025',
    source: '某省卫健委',
    effectiveFrom: '2025-01-01',
  };
  const load = (csv: string, more: object = {}) => {
    const request = server.request.post('/api/v1/code-lists');
    for (const [key, value] of Object.entries({ ...fields, ...more })) request.field(key, value);
    return request.attach('file', Buffer.from(csv), '清单.csv');
  };

  test('装载后指标随之改变,删掉又回到内置', async () => {
    const { body, status } = await load('编号,名称,编码范围\n1,阑尾切除,47.0\n');
    expect([status, body.items]).toEqual([201, 1]);
    expect((await rowOf('minimallyInvasiveRate')).value).toBe(0);
    expect((await load('编码范围\n47.0\n')).body.code).toBe('code-list-exists');
    await server.request.delete(`/api/v1/code-lists/${body.id}`).expect(200);
    expect((await rowOf('minimallyInvasiveRate')).value).toBe(1);
  });

  test('内置的标明参考,不能删', async () => {
    const { body } = await server.request.get('/api/v1/code-lists');
    const builtIn = body.filter((list: { builtIn: boolean }) => list.builtIn);
    expect(builtIn).toHaveLength(6);
    for (const list of builtIn) expect(list.name).toContain('参考(内置)');
    expect((await server.request.delete(`/api/v1/code-lists/${builtIn[0].id}`)).body.code).toBe('code-list-built-in');
    const items = await server.request.get(`/api/v1/code-lists/${builtIn[0].id}/items`);
    expect(items.body.length).toBe(builtIn[0].items);
  });

  test('有一行写错整张不装', async () => {
    const { body } = await load('编号,名称,编码范围\n1,甲,47.0\n2,乙,I21\n3,丙,55-\n', { version: '错' });
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['第 3 行 编码范围', '第 4 行 编码范围']);
    const lists = await server.request.get('/api/v1/code-lists');
    expect(lists.body.some((list: { version: string }) => list.version === '错')).toBe(false);
  });
});

test('低风险组死亡写明分级的来历;不是整月的期间不收', async () => {
  const { body } = await server.request.get('/api/v1/low-risk-deaths?period=2025-06');
  expect(body.tiers.origin).toBe('own-history');
  expect(body.deaths).toEqual([]);
  const refused = await server.request.get('/api/v1/low-risk-deaths?period=2025-06-02/2025-06-09');
  expect(refused.body.code).toBe('whole-months');
});

interface Entry {
  value: number;
  enteredBy: string;
}

function binary(response: unknown, done: (error: Error | null, body: Buffer) => void) {
  buffer(response as NodeJS.ReadableStream).then((body) => done(null, body), done as (error: Error) => void);
}

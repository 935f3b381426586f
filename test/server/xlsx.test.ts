import { afterAll, beforeAll, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import { strToU8, zipSync } from 'fflate';
import { dischargeCases } from '../support/discharge-csv.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function workbook(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('出院病人'));
  return Buffer.from(await book.xlsx.writeBuffer());
}

const refused = async (bytes: Buffer) => {
  const batch = await server.upload(bytes, '文件.xlsx');
  expect(batch.status).toBe('failed');
  return batch.failure as { code: string; message: string; fix: string };
};

test('工作簿:标题行之下的表头、日期格、数字格、富文本都读得懂,行号与 Excel 一致', async () => {
  const [record] = dischargeCases([{ A48: 'X0001' }]) as [Record<string, string>];
  const bytes = await workbook((sheet) => {
    sheet.addRow(['示例医院 2025 年 6 月出院病人']);
    const columns = Object.keys(record);
    sheet.addRow(columns);
    const row = sheet.addRow(Object.values(record));
    row.getCell(columns.indexOf('B12') + 1).value = new Date(Date.UTC(2025, 5, 1, 9, 0));
    row.getCell(columns.indexOf('B12') + 1).numFmt = 'yyyy-mm-dd hh:mm';
    row.getCell(columns.indexOf('D01') + 1).value = 8000;
    row.getCell(columns.indexOf('C04N') + 1).value = { richText: [{ text: '肺' }, { text: '炎' }] };
    sheet.addRow([]);
    const bad = sheet.addRow(Object.values({ ...record, A48: 'X0002' }));
    bad.getCell(columns.indexOf('D01') + 1).value = { formula: 'SUM(A1:A2)', result: 8000 } as ExcelJS.CellFormulaValue;
  });
  const batch = await server.upload(bytes, '出院.xlsx');
  expect(batch).toMatchObject({ status: 'stored', format: 'xlsx', counts: { rows: 2, stored: 2, errors: 1 } });
  const { items } = (await server.request.get('/api/v1/cases').query({ period: '2025', recordNo: 'X0001' })).body;
  expect(items).toMatchObject([{ admittedOn: '2025-06-01', totalFee: '8000.00', principalDiagnosisName: '肺炎' }]);
  const findings = (await server.request.get(`/api/v1/batches/${batch.id}/findings`)).body.items;
  const formula = findings.find((finding: any) => finding.message.includes('公式'));
  expect(formula).toMatchObject({ row: 5, recordNo: 'X0002' });
});

test('空工作簿、只有表头的工作簿:说明没有数据', async () => {
  expect((await refused(await workbook(() => {}))).fix).toBeTruthy();
  expect((await refused(await workbook((sheet) => sheet.addRow(Object.keys(dischargeCases([{}])[0]!))))).code).toBe(
    'rows-missing',
  );
});

test('压缩炸弹:解开之前就拒绝', async () => {
  const bytes = zipSync({
    'xl/workbook.xml': strToU8('<workbook/>'),
    'xl/worksheets/sheet1.xml': new Uint8Array(120 * 1024 * 1024),
  });
  expect(bytes.length).toBeLessThan(1024 * 1024);
  expect((await refused(Buffer.from(bytes))).code).toBe('xlsx-too-large');
});

test('截断的工作簿、不是工作簿的压缩包:说明怎么办', async () => {
  const whole = await workbook((sheet) => sheet.addRow(['A48']));
  expect((await refused(whole.subarray(0, whole.length / 2))).code).toBe('xlsx-broken');
  expect((await refused(Buffer.from(zipSync({ '出院.csv': strToU8('A48\n1') })))).code).toBe('not-xlsx');
});

test('服务在这些文件之后照常工作', async () => {
  expect((await server.request.get('/api/v1/health')).body).toMatchObject({ status: 'ok' });
});

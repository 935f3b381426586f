import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CsvRow, dischargeCases, dischargeCsv } from '../support/discharge-csv.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

let serial = 0;
/** 各测试用自己的病案号,互不替换。 */
const patient = (row: CsvRow = {}): CsvRow => ({ A48: `P${String(++serial).padStart(5, '0')}`, ...row });

const findingsOf = async (batchId: string, severity?: string) =>
  (await server.request.get(`/api/v1/batches/${batchId}/findings`).query(severity ? { severity } : {})).body.items;
const caseOf = async (recordNo: string) => {
  const { body } = await server.request.get('/api/v1/cases').query({ period: '2025', recordNo });
  return body.items;
};

describe('各种文件', () => {
  test('UTF-8、带 BOM、GB18030、制表符、UTF-16 的文本读出同样的病例', async () => {
    const variants: [string, (row: CsvRow) => Buffer][] = [
      ['utf-8', (row) => Buffer.from(dischargeCsv([row]))],
      ['utf-8', (row) => Buffer.from(`\uFEFF${dischargeCsv([row])}`)],
      ['gb18030', (row) => gb18030(dischargeCsv([row]))],
      ['utf-8', (row) => Buffer.from(dischargeCsv([row], '\t'))],
      ['utf-16le', (row) => Buffer.from(`\uFEFF${dischargeCsv([row], '\t')}`, 'utf16le')],
    ];
    for (const [encoding, make] of variants) {
      const row = patient();
      const batch = await server.upload(make(row));
      expect(batch).toMatchObject({ status: 'stored', encoding, counts: { rows: 1, stored: 1, errors: 0 } });
      expect(await caseOf(row.A48!)).toMatchObject([{ principalDiagnosisName: '肺炎', totalFee: '8000.00', los: 7 }]);
    }
  });

  test('JSON 病例与 CSV 走同一条路', async () => {
    const rows = [patient(), patient({ A12C: '女' })];
    const { status, body } = await server.request.post('/api/v1/cases').send({ cases: dischargeCases(rows) });
    expect(status).toBe(202);
    await server.services.jobs.idle();
    const batch = (await server.request.get(`/api/v1/batches/${body.batch.id}`)).body;
    expect(batch).toMatchObject({ status: 'stored', format: 'json', counts: { rows: 2, stored: 2, errors: 0 } });
  });

  test('超过 10,000 例的 JSON 被拒绝,并说明分批', async () => {
    const cases = Array.from({ length: 10_001 }, () => ({ A48: '1' }));
    const { status, body } = await server.request.post('/api/v1/cases').send({ cases });
    expect(status).toBe(400);
    expect(body.detail).toContain('10000');
  });

  test('列的次序随意,不认识的列报告并忽略', async () => {
    const row = patient();
    const [header, line] = dischargeCsv([row]).trim().split('\n') as [string, string];
    const flipped = `${header.split(',').reverse().join(',')},自定义备注\n${line.split(',').reverse().join(',')},无\n`;
    const batch = await server.upload(flipped);
    expect(batch.status).toBe('stored');
    expect(batch.columns.unknown).toEqual(['自定义备注']);
  });

  test('保存的列对照让自定义列名可用', async () => {
    const row = patient();
    const custom = dischargeCsv([row]).replace('A48', '我院编号');
    expect((await server.upload(custom, 'a.csv', '自定义')).status).toBe('failed');
    const saved = await server.request
      .put(`/api/v1/column-mappings/${encodeURIComponent('自定义')}`)
      .send({ columns: { 我院编号: 'recordNo' } });
    expect(saved.status).toBe(200);
    expect((await server.upload(`${custom}\n`, 'a.csv', '自定义')).status).toBe('stored');
  });
});

describe('不能导入的文件:中文说明原因,一行也不存,服务照常', () => {
  const refused: [string, () => Buffer, RegExp][] = [
    ['空文件', () => Buffer.alloc(0), /空的/],
    ['只有表头', () => Buffer.from(dischargeCsv([]).split('\n')[0]!), /没有数据行/],
    ['没有表头', () => Buffer.from('1,2,3\n4,5,6\n'), /表头/],
    [
      '认不出的编码',
      () => Buffer.concat([Buffer.from('病案号,x\n'), Buffer.from([0xff, 0xfe, 0xff, 0x81, 0x20])]),
      /编码|格式/,
    ],
    ['截断的 xlsx', () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(200, 7)]), /不完整|损坏/],
    [
      '加密的工作簿',
      () =>
        Buffer.concat([
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
          Buffer.alloc(600),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      /密码/,
    ],
    ['图片', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), /格式/],
    ['缺必需的列', () => Buffer.from('A48,A49,B15\nX1,1,2025-06-01\n'), /缺少必需的列.*总费用/],
    ['两列同指一个字段', () => Buffer.from(`病案号,${dischargeCsv([patient()]).replace('\n', '\nZ9,')}`), /病案号/],
    ['坏的 JSON', () => Buffer.from('[{"A48": }'), /JSON/],
  ];
  test.each(refused)('%s', async (_name, make, message) => {
    const before = (await server.request.get('/api/v1/cases').query({ period: '2025' })).body.total ?? 0;
    const response = await server.request.post('/api/v1/batches').attach('file', make(), '文件.csv');
    expect(response.status).toBe(202);
    await server.services.jobs.idle();
    const batch = (await server.request.get(`/api/v1/batches/${response.body.batch.id}`)).body;
    expect(batch.status).toBe('failed');
    expect(batch.failure.message).toMatch(message);
    expect(batch.failure.fix).toBeTruthy();
    expect((await server.request.get('/api/v1/cases').query({ period: '2025' })).body.total ?? 0).toBe(before);
    expect((await server.request.get('/api/v1/health')).status).toBe(200);
  });

  test('声明的长度超过上限:立即拒绝,不收内容', async () => {
    const small = await startTestServer({ CASEMIX_MAX_UPLOAD_MB: '1' });
    try {
      const { status, body } = await small.request
        .post('/api/v1/batches')
        .attach('file', Buffer.alloc(2 * 1024 * 1024, 65), '大.csv');
      expect(status).toBe(413);
      expect(body).toMatchObject({ code: 'upload-too-large', title: '文件太大' });
      expect((await small.request.get('/api/v1/batches')).body.total).toBe(0);
    } finally {
      await small.close();
    }
  });

  test('没有文件、不是上传:说明怎么做', async () => {
    expect((await server.request.post('/api/v1/batches').field('source', 'x')).body.code).toBe('file-missing');
    expect((await server.request.post('/api/v1/batches').send({})).body.code).toBe('not-multipart');
  });
});

describe('有毛病的行', () => {
  test('E 级缺陷的记录存下但不参加统计;缺陷写明行号、字段、原值与改法', async () => {
    const bad = patient({ B15: '2025-05-20 10:00' });
    const batch = await server.upload(dischargeCsv([patient(), bad]));
    expect(batch.counts).toMatchObject({ rows: 2, stored: 2, errors: 1 });
    const [finding] = await findingsOf(batch.id, 'E');
    expect(finding).toMatchObject({ row: 3, rule: 'Q02', severity: 'E', recordNo: bad.A48 });
    expect(finding.field).toContain('B15');
    expect(finding.message).toMatch(/早于/);
    expect(finding.fix).toBeTruthy();
    expect(await caseOf(bad.A48!)).toMatchObject([{ excluded: true }]);
  });

  test('第一条能存的行之前的行:照样指出行号;整个文件没有一行能存,一行也不存', async () => {
    const rows = [patient({ A48: '' }), patient({ A48: '-' }), patient()];
    const batch = await server.upload(dischargeCsv(rows));
    expect(batch.counts).toMatchObject({ rows: 3, stored: 1, unstorable: 2 });
    expect(
      (await findingsOf(batch.id, 'E')).map(({ row, rule }: { row: number; rule: string }) => [row, rule]),
    ).toEqual([
      [2, 'F06'],
      [3, 'F06'],
    ]);

    const none = await server.upload(dischargeCsv([patient({ A48: '' }), patient({ A48: '' })]));
    expect(none).toMatchObject({ status: 'failed', failure: { code: 'rows-unstorable' } });
    expect(await findingsOf(none.id)).toEqual([]);
  });

  test('第二行表头、末尾合计行、空行不当作病例', async () => {
    const text = dischargeCsv([patient()]);
    const [header, line] = text.trim().split('\n') as [string, string];
    const total = `合计${','.repeat(header.split(',').length - 1)}`;
    const batch = await server.upload(`${header}\n${header}\n${line}\n\n${total}\n`);
    expect(batch.counts).toMatchObject({ stored: 1, unstorable: 2 });
  });

  test('全角数字、Excel 日期序号、斜线日期、带逗号的金额、文字性别都读得懂', async () => {
    const row = patient({ A14: '６５', B12: '45809', B15: '2025/6/8', D01: '8,000.00', A12C: '男' });
    const batch = await server.upload(dischargeCsv([row]));
    expect(batch.counts.errors).toBe(0);
    expect(await caseOf(row.A48!)).toMatchObject([
      { admittedOn: '2025-06-01', dischargedOn: '2025-06-08', totalFee: '8000.00' },
    ]);
  });

  test('公式作为值、读不懂的日期、认不出的编码各有说明', async () => {
    const batch = await server.upload(
      dischargeCsv([
        patient({ D01: '=SUM(A1:A3)' }),
        patient({ B15: '六月八日' }),
        patient({ C03C: '肺炎' }),
        patient({ A12C: '未知性别' }),
      ]),
    );
    const findings = await findingsOf(batch.id);
    const rows = new Map(findings.map((f: any) => [f.row, f]));
    expect([...rows.keys()].sort()).toEqual([2, 3, 4, 5]);
    expect(findings.find((f: any) => f.row === 2).message).toContain('公式');
    expect(batch.status).toBe('stored');
  });

  test('离奇的数与超长的文字不会让整批失败', async () => {
    const batch = await server.upload(
      dischargeCsv([
        patient({ A14: '99999999999', B20: '999999999999', D01: '99999999999999999', C04N: '长'.repeat(5000) }),
        patient({ B12: '0000-00-00' }),
        patient({ A13: '9999-12-31' }),
      ]),
    );
    expect(batch.status).toBe('stored');
  });

  test('缺陷清单可下载,用 Excel 打开不乱码也不执行公式', async () => {
    const batch = await server.upload(dischargeCsv([patient({ D01: '=1+1' })]));
    const file = await server.request.get(`/api/v1/batches/${batch.id}/findings.csv`).buffer(true).parse(collect);
    const text = (file.body as Buffer).toString('utf8');
    expect(text.startsWith('\uFEFF行号,级别,规则')).toBe(true);
    expect(text).toContain("'=1+1");
    expect(decodeURIComponent(file.headers['content-disposition']!)).toContain('缺陷清单.csv');
  });
});

describe('批次', () => {
  test('同一文件再传:什么也不变,并且说明', async () => {
    const text = dischargeCsv([patient()]);
    const first = await server.upload(text);
    const again = await server.request.post('/api/v1/batches').attach('file', Buffer.from(text), '换个名字.csv');
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ unchanged: true, batch: { id: first.id } });
  });

  test('同一 机构+病案号+住院次数 的新记录替换旧的,旧版本仍可读;撤回则恢复', async () => {
    const row = patient();
    const old = await server.upload(dischargeCsv([row]));
    const fresh = await server.upload(dischargeCsv([{ ...row, D01: '9000.00', D23: '6000.00' }]));
    expect(fresh.counts.replaced).toBe(1);
    const [current] = await caseOf(row.A48!);
    expect(current.totalFee).toBe('9000.00');
    const detail = (await server.request.get(`/api/v1/cases/${current.id}`)).body;
    expect(detail.versions).toMatchObject([
      { batchId: fresh.id, current: true },
      { batchId: old.id, current: false },
    ]);
    expect(detail.source.find((cell: any) => cell.column === 'D01').value).toBe('9000.00');
    const previous = (await server.request.get(`/api/v1/cases/${detail.versions[1].id}`)).body;
    expect(previous.item.totalFee).toBe('8000.00');

    const withdrawn = await server.request.post(`/api/v1/batches/${fresh.id}/withdrawal`).send({ by: '病案室' });
    expect(withdrawn.body).toMatchObject({ restored: 1, batch: { status: 'withdrawn' } });
    expect((await caseOf(row.A48!))[0].totalFee).toBe('8000.00');
    expect((await server.request.post(`/api/v1/batches/${fresh.id}/withdrawal`).send({ by: 'x' })).status).toBe(409);
  });

  test('撤回中间的一批,不影响其后更新的版本', async () => {
    const row = patient();
    const first = await server.upload(dischargeCsv([row]));
    const second = await server.upload(dischargeCsv([{ ...row, D01: '8100.00', D23: '5100.00' }]));
    const third = await server.upload(dischargeCsv([{ ...row, D01: '8200.00', D23: '5200.00' }]));
    await server.request.post(`/api/v1/batches/${second.id}/withdrawal`).send({ by: '甲' });
    expect((await caseOf(row.A48!))[0].totalFee).toBe('8200.00');
    await server.request.post(`/api/v1/batches/${third.id}/withdrawal`).send({ by: '甲' });
    expect((await caseOf(row.A48!))[0].totalFee).toBe('8000.00');
    await server.request.post(`/api/v1/batches/${first.id}/withdrawal`).send({ by: '甲' });
    expect(await caseOf(row.A48!)).toEqual([]);
  });

  test('文件内重复的键只有首行有效,住院时间重叠的后一次不参加统计(Q29)', async () => {
    const twice = patient();
    const overlap = patient();
    const batch = await server.upload(
      dischargeCsv([
        twice,
        { ...twice },
        overlap,
        { ...overlap, A49: '2', B12: '2025-06-05 08:00', B15: '2025-06-12 08:00' },
      ]),
    );
    const q29 = (await findingsOf(batch.id, 'E')).filter((f: any) => f.rule === 'Q29');
    expect(q29.map((f: any) => f.row)).toEqual([3, 5]);
    expect(await caseOf(twice.A48!)).toHaveLength(1);
    expect((await caseOf(overlap.A48!)).map((c: any) => c.excluded).sort()).toEqual([false, true]);
  });

  test('身份信息(姓名、身份证号)不进库,来源行里也没有', async () => {
    const row = patient({ A11: '王某某', A20: '110101196005201234' });
    await server.upload(dischargeCsv([row]));
    const [found] = await caseOf(row.A48!);
    const text = JSON.stringify((await server.request.get(`/api/v1/cases/${found.id}`)).body);
    expect(text).not.toContain('王某某');
    expect(text).not.toContain('110101196005201234');
  });

  test('没有该批次、该任务、该地址:404 与中文说明', async () => {
    for (const path of ['/api/v1/batches/999999', '/api/v1/jobs/999999', '/api/v1/cases/1', '/api/v1/nowhere']) {
      const { status, body, headers } = await server.request.get(path);
      expect(status).toBe(404);
      expect(headers['content-type']).toContain('application/problem+json');
      expect(body).toMatchObject({ status: 404, requestId: expect.any(String) });
    }
  });
});

/** 测试里要用 GB18030 编码;Node 只会解码,故由解码表反查本测试用到的字。 */
function gb18030(text: string): Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytes: number[] = [];
  for (const character of text) {
    if (character.charCodeAt(0) < 0x80) bytes.push(character.charCodeAt(0));
    else bytes.push(...pairOf(character, decoder));
  }
  return Buffer.from(bytes);
}

function pairOf(character: string, decoder: TextDecoder): [number, number] {
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (decoder.decode(Uint8Array.of(high, low)) === character) return [high, low];
    }
  }
  throw new Error(`不在双字节区:${character}`);
}

function collect(response: any, done: (error: Error | null, body: Buffer) => void) {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}

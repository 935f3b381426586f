import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { registerHospital, SCHEME, storeCases } from '../sql/figures-fixture.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

let server: TestServer;
const get = async (path: string) => (await server.request.get(`/api/v1${path}`)).body;

beforeAll(async () => {
  server = await startTestServer();
  const { db } = server.services;
  const runId = await registerHospital(db);
  await loadWeightTable(db, {
    schemeKey: SCHEME,
    name: '2025 年权重',
    source: '某医保局〔2024〕9 号',
    effectiveFrom: '2024-01-01',
    rows: [
      { drg: 'FR19', rw: '1', benchmarkCost: '10000', benchmarkLos: '8', mortalityRisk: 1, cases: 100 },
      { drg: 'HC25', rw: '2', benchmarkCost: '40000', benchmarkLos: '10', mortalityRisk: 2, cases: 100 },
    ],
  });
  await storeCases(db, runId, [
    { day: '2024-06-05', drg: 'FR19', fee: '8000.00' },
    { day: '2025-05-20', drg: 'HC25', fee: '40000.00' },
    { day: '2025-06-02', drg: 'FR19', fee: '12000.00', ward: 'W1' },
    { day: '2025-06-03', drg: 'HC25', fee: '30000.00', ward: 'W2' },
    { day: '2025-06-30', drg: 'GZ13', fee: '5000.00', department: '9901' },
    { day: '2025-06-09', status: 'ambiguous', mdc: 'F' },
    { day: '2025-06-10', status: 'no-mdc', mdc: null },
    { day: '2025-06-11', hasError: true },
  ]);
});
afterAll(() => server.close());

describe('打开一个数', () => {
  test('CMI:分子分母、代入数的公式、没有计入的各有几例、版本与病例', async () => {
    const found = await get('/figures/cmi?period=2025-06');
    expect(found.figure).toEqual({ value: 1.5, numerator: 3, denominator: 2, coverage: 2 / 3, reason: null });
    expect(found.unit.name).toBe('全院');
    expect(found.formula).toEqual({ text: '总权重 ÷ 有权重的入组病例数', withNumbers: '3 ÷ 2 = 1.5' });
    expect(found.exclusions.map(({ role, cases }: any) => [role, cases])).toEqual([
      ['counted', 2],
      ['defect', 1],
      ['ambiguous', 1],
      ['ungrouped', 1],
      ['no-reference', 1],
    ]);
    expect(found.versions).toMatchObject({
      definition: '1.0(2024-01-01 起)',
      weights: [{ name: '2025 年权重', source: '某医保局〔2024〕9 号', months: ['2025-06'] }],
      policy: null,
    });
    expect(found.cases).toMatchObject({ total: 6, page: 1 });
    expect(found.cases.items[0]).toMatchObject({ drg: 'FR19', role: 'counted', numerator: 1, denominator: 1 });
  });
  test('同比、环比、年累计', async () => {
    const { previous, lastYear, yearToDate } = await get('/figures/cmi?period=2025-06');
    expect(previous).toMatchObject({
      base: { label: '2025-05' },
      value: 2,
      growth: -0.25,
      difference: -0.5,
      partial: null,
    });
    expect(lastYear).toMatchObject({ base: { label: '2024-06' }, value: 1, growth: 0.5 });
    expect(yearToDate).toMatchObject({
      period: { from: '2025-01-01', before: '2025-07-01' },
      figure: { value: 5 / 3 },
    });
  });
  test('只看没有计入的;一页一页翻', async () => {
    const { cases } = await get('/figures/cmi?period=2025-06&show=ungrouped');
    expect(cases).toMatchObject({ total: 1, items: [{ dischargedOn: '2025-06-10' }] });
    const second = await get('/figures/cmi?period=2025-06&page=2&pageSize=4');
    expect(second.cases).toMatchObject({ total: 6, page: 2 });
    expect(second.cases.items).toHaveLength(2);
  });
  test('一个病区、一个病组、一天、一周', async () => {
    const value = async (query: string) => (await get(`/figures/meanFee?${query}`)).figure.value;
    expect(await value('period=2025-06&department=0304&ward=W2')).toBe(30000);
    expect(await value('period=2025-06&drg=FR19')).toBe(12000);
    expect(await value('period=2025-06-03')).toBe(30000);
    expect(await value('period=2025-W23')).toBe(21000);
    const { unit } = await get('/figures/meanFee?period=2025-06&department=0304&ward=W2');
    expect(unit.name).toBe('心血管内科 病区 W2');
  });
  test('没有的指标、写错的期间', async () => {
    const unknown = await server.request.get('/api/v1/figures/nothing?period=2025-06');
    expect([unknown.status, unknown.body.code]).toEqual([404, 'indicator-unknown']);
    const wrong = await server.request.get('/api/v1/figures/cmi?period=2025-W60');
    expect(wrong.body.detail).toContain('「2025-W60」不是期间');
  });
});

test('指标 × 科室 × 月', async () => {
  const series = await get('/figures/cmi/series?period=2024-01-01/2025-07-01&by=department&grain=quarter');
  expect(series.slots).toEqual(['2024-Q2', '2025-Q2']);
  const heart = series.units.find((unit: any) => unit.code === '0304');
  expect(heart.points.map((point: any) => point.value)).toEqual([1, 5 / 3]);
  const other = series.units.find((unit: any) => unit.code === '9901');
  expect(other.points).toEqual([
    null,
    expect.objectContaining({ value: null, reason: '入组病例所在的病组都没有权重' }),
  ]);
});

test('费用消耗指数的三种算法并列,采用的一种与差额写明', async () => {
  const { indicators, units } = await get('/figure-variants?concept=费用消耗指数&period=2025-06&by=hospital');
  expect(indicators.map(({ id, adopted }: any) => [id, adopted])).toEqual([
    ['costIndex', true],
    ['costIndexTotals', false],
    ['costIndexByWeight', false],
  ]);
  // 有标杆的只占 2/3,采用的算法不给出;差额也就没有。
  expect(units[0].figures.costIndex.reason).toContain('覆盖率');
  expect(units[0].gaps.costIndexTotals).toBeNull();
  const heart = (await get('/figure-variants?concept=费用消耗指数&period=2025-05&by=hospital')).units[0];
  // 每权重基准费用 = (10000 + 40000) × 100 ÷ (3 × 100);40000 ÷ (2 × 50000/3) = 1.2。
  expect(heart.figures.costIndex.value).toBe(1);
  expect(heart.figures.costIndexTotals.value).toBe(1);
  expect(heart.figures.costIndexByWeight.value).toBeCloseTo(1.2, 12);
  expect(heart.gaps.costIndexByWeight).toBeCloseTo(0.2, 12);
});

describe('医院自己的指标', () => {
  const preview = (body: object) => server.request.post('/api/v1/indicators/preview').send(body);
  const indicator = {
    name: '每床日费用',
    unit: '元',
    precision: 2,
    format: 'money',
    direction: 'down',
    dimension: '服务效率',
    definition: '平均每个住院日的费用。',
    owner: '财务部',
    numerator: 'totalFee',
    denominator: 'bedDays',
    source: '本院绩效方案(2025)第三条',
    effectiveFrom: '2025-01-01',
  };
  const save = (id: string, change: object = {}) =>
    server.request.put(`/api/v1/indicators/own/${id}`).send({ indicator: { ...indicator, ...change }, by: '王会计' });
  const approve = (id: string, version: number) =>
    server.request.post(`/api/v1/indicators/own/${id}/versions/${version}/approval`).send({ by: '李主任' });

  test('试算:给出数与用到的度量', async () => {
    const { body } = await preview({ numerator: 'totalFee', denominator: 'bedDays', period: '2025-06' });
    expect(body).toMatchObject({ numeratorText: '总费用', denominatorText: '住院日数', needs: [] });
    expect(body.figure).toMatchObject({ value: 67000 / 40, reason: null });
    expect(body.measures).toEqual([
      { name: 'totalFee', label: '总费用', value: 67000 },
      { name: 'bedDays', label: '住院日数', value: 40 },
    ]);
  });
  test.each([
    [{ numerator: 'totalFees' }, '没有登记的度量「totalFees」'],
    [{ numerator: 'sqrt(totalFee)' }, '不支持的函数「sqrt」;可用 min、max、abs'],
    [{ numerator: 'totalFee', denominator: 'grouped / 0' }, '除数「0」是 0'],
    [{ numerator: 'totalFee +' }, '不是可读的算式'],
  ])('写错的公式 %j', async (formulas, reason) => {
    const { status, body } = await preview({ ...formulas, period: '2025-06' });
    expect([status, body.code]).toEqual([422, 'formula-invalid']);
    expect(body.detail).toContain(reason);
  });
  test('试算除以 0:没有数值而有原因', async () => {
    const { body } = await preview({ numerator: 'totalFee', denominator: 'surgical', period: '2025-06' });
    expect(body.figure).toMatchObject({ value: null, reason: '手术例数为 0' });
    const inner = await preview({ numerator: 'totalFee / surgical', period: '2025-06' });
    expect(inner.body.figure).toMatchObject({ value: null, reason: '除数「手术例数」为 0' });
  });
  test('草案不参加计算;核准后与内置指标一样可问、可打开', async () => {
    expect((await save('feePerBedDay')).status).toBe(200);
    expect((await server.request.get('/api/v1/figures/feePerBedDay?period=2025-06')).status).toBe(404);
    const { body } = await approve('feePerBedDay', 1);
    expect(body).toMatchObject([{ version: 1, status: 'approved', createdBy: '王会计', approvedBy: '李主任' }]);
    const { units } = await get('/figures?period=2025-06&by=department');
    expect(units[0].figures.feePerBedDay.value).toBe(62000 / 32);
    expect((await get('/figures/feePerBedDay?period=2025-06')).figure.value).toBe(67000 / 40);
    // 生效之前的期间没有它。
    expect((await server.request.get('/api/v1/figures/feePerBedDay?period=2024-06')).status).toBe(404);
    const listed = (await get('/indicators')).find(({ id }: any) => id === 'feePerBedDay');
    expect(listed).toMatchObject({ origin: 'hospital', version: '1', owner: '财务部' });
  });
  test('已核准的不改,另起一版;新版从它的生效日接替旧版', async () => {
    const { body } = await save('feePerBedDay', { numerator: 'totalFee - drugFee', effectiveFrom: '2025-06-01' });
    expect(body[0]).toMatchObject({ version: 2, status: 'draft' });
    await approve('feePerBedDay', 2);
    const at = async (period: string) => (await get(`/figures/feePerBedDay?period=${period}`)).indicator.version;
    expect([await at('2025-05'), await at('2025-06')]).toEqual(['1', '2']);
    await save('feePerBedDay', { effectiveFrom: '2025-06-01' });
    expect((await approve('feePerBedDay', 3)).body.code).toBe('indicator-not-later');
    const retired = await server.request
      .post('/api/v1/indicators/own/feePerBedDay/versions/3/retirement')
      .send({ by: '李主任' });
    expect(retired.body.map(({ version }: any) => version)).toEqual([2, 1]);
  });
  test('与内置指标同编号、写错公式的草案都不存', async () => {
    expect((await save('cmi')).body.code).toBe('indicator-builtin');
    expect((await save('wrong', { numerator: 'nothing' })).body.code).toBe('formula-invalid');
    expect((await get('/indicators/own')).map(({ indicator: { id } }: any) => id)).not.toContain('wrong');
  });
  test('公式里可用的度量与函数', async () => {
    const { measures, functions } = await get('/indicators/vocabulary');
    expect(measures).toContainEqual({ name: 'totalWeight', label: '总权重', need: 'weights', groupedOnly: true });
    expect(functions.map(({ name }: any) => name)).toEqual(['min', 'max', 'abs']);
  });
});

describe('科室的历史', () => {
  const upload = (csv: string) =>
    server.request.post('/api/v1/departments/history/file').attach('file', Buffer.from(csv), '科室.csv');

  test('导入更名与拆分;按当时与按现在看,合计都等于全院', async () => {
    const { status, body } = await upload(
      '科室编码,科室名称,启用日,停用日,去向科室编码,变动,生效日,病区\n' +
        '0304,心内一科,2020-01-01,2025-07-01,0310,拆分,2025-07-01,W1\n' +
        '0304,,,,0311,拆分,2025-07-01,W2\n' +
        '0310,心内科介入病区,2025-07-01,,,,,\n0311,心内科普通病区,2025-07-01,,,,,\n',
    );
    expect([status, body.departments?.length, body.links?.length]).toEqual([200, 3, 2]);
    const unitsOf = async (as: string) =>
      (await get(`/figures?period=2025-06&by=department&as=${as}&indicators=discharges`)).units.map((unit: any) => [
        unit.code,
        unit.name,
        unit.figures.discharges.value,
      ]);
    expect(await unitsOf('then')).toEqual([
      ['0304', '心内一科', 4],
      ['9901', '9901', 1],
    ]);
    expect(await unitsOf('now')).toEqual([
      ['0310', '心内科介入病区', 3],
      ['0311', '心内科普通病区', 1],
      ['9901', '9901', 1],
    ]);
    const opened = await get('/figures/discharges?period=2025-06&department=0311&as=now');
    expect([opened.unit.name, opened.figure.value, opened.cases.total]).toEqual(['心内科普通病区', 1, 1]);
  });
  test('有错误的文件整个不存', async () => {
    const { status, body } = await upload('科室编码,科室名称,去向科室编码,变动,生效日\n0401,甲,0402,合并,2025-03-15\n');
    expect([status, body.code]).toEqual([422, 'department-history-invalid']);
    expect(body.detail).toContain('某月 1 日');
    expect((await get('/departments/history')).departments).toHaveLength(3);
    expect((await upload('名称\n甲\n')).body.detail).toContain('找不到表头');
  });
  test('页面上的修改整体保存', async () => {
    const before = await get('/departments/history');
    const changed = { ...before, departments: [...before.departments, { code: '9901', name: '急诊科' }] };
    const { body } = await server.request.put('/api/v1/departments/history').send(changed);
    expect(body.departments).toContainEqual({
      code: '9901',
      name: '急诊科',
      validFrom: '1900-01-01',
      validBefore: null,
    });
  });
});

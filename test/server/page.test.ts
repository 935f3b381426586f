import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { readConfig } from '../../server/config.ts';
import { writeSample } from '../../server/sample/write-sample.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { buildPage, hasBrowser, openPage } from '../support/browser.ts';
import { createTestDatabase } from '../support/database.ts';
import { dischargeCsv } from '../support/discharge-csv.ts';

const LATEST = '2025-06';

(hasBrowser ? describe : describe.skip)('页面', () => {
  let folder: string;
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  /** 页面报的错,与发往别处的请求:都应没有。 */
  const complaints: string[] = [];

  beforeAll(async () => {
    buildPage();
    folder = await mkdtemp(join(tmpdir(), 'casemix-page-'));
    await writeSample({ file: join(folder, '出院.csv'), cases: 600, seed: 11, endMonth: LATEST, months: 3 });
    const url = await createTestDatabase();
    const environment = { CASEMIX_DATA: join(folder, 'data'), CASEMIX_PORT: '0', CASEMIX_LOG: 'error' };
    server = await startServer(readConfig({ ...environment, ...(url ? { DATABASE_URL: url } : {}) }));
    ({ browser, page } = await openPage(server.url, complaints));
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** 从导航打开一页;收在一组里的先打开那一组。 */
  const open = async (name: string, group?: string) => {
    if (group) await page.getByRole('navigation').getByRole('button', { name: group }).click();
    await page.getByRole('link', { name, exact: true }).click();
  };
  const firstRow = () => page.locator('.ant-table-row').first();
  const closeDrawer = () => page.locator('.ant-drawer-open .ant-drawer-close').click();
  const openTab = (name: string | RegExp) => page.getByRole('tab', { name }).click();

  /** 直接问接口;有内容的是 POST。 */
  const api = async <T>(path: string, body?: object): Promise<T> => {
    const headers = { 'Content-Type': 'application/json' };
    const sent = body ? { method: 'POST', headers, body: JSON.stringify(body) } : {};
    return (await fetch(`${server.url}api/v1/${path}`, sent)).json() as Promise<T>;
  };

  test('没有数据时请使用者先上传', async () => {
    await page.getByText('还没有数据，先上传出院数据文件').waitFor();
    await page.getByRole('link', { name: '去上传' }).click();
    await page.getByText('还没有批次，先上传一个文件').waitFor();
  });

  test('上传文件,等到存入,看到计数', async () => {
    await page.getByLabel('上传人').fill('统计员');
    await page.locator('input[type=file]').setInputFiles(join(folder, '出院.csv'));
    await page.getByRole('button', { name: /看批次/ }).waitFor({ timeout: 120_000 });
    expect(await page.getByText('已存入').count()).toBeGreaterThan(0);
    expect(await page.getByText('出院月份 2025-04 至 2025-06').count()).toBe(1);
    expect(await firstRow().textContent()).toContain('统计员');
  }, 150_000);

  test('同一文件再传一次,告知没有改变', async () => {
    await page.locator('input[type=file]').setInputFiles(join(folder, '出院.csv'));
    await page.getByText('这个文件已经导入过').waitFor();
  });

  test('读不懂的文件,说明原因', async () => {
    const file = { name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('这不是出院数据\n') };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText(/没有导入：/).waitFor();
  });

  test('列名认不出的文件:对应好列,再上传就能存入', async () => {
    const source = '自定义';
    const [hospital] = await api<{ id: string }[]>('hospitals');
    const csv = dischargeCsv([{ A48: 'P1', A01: hospital!.id }]).replace('A48', '我院编号');
    await page.getByLabel('数据来源').fill(source);
    const choose = (content: string) =>
      page
        .locator('input[type=file]')
        .setInputFiles({ name: '自定义.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await choose(csv);
    await page.getByText(/没有导入：缺少必需的列/).waitFor();
    await page.getByRole('main').getByRole('button', { name: '列对照' }).last().click();
    const field = page.getByLabel('「我院编号」对应的字段');
    await field.fill('A48');
    await page.locator('.ant-select-item-option', { hasText: '病案号(A48)' }).click();
    await page.getByRole('button', { name: '保存列对照' }).click();
    await page.getByText(/请再上传一次「自定义.csv」/).waitFor();
    await page.locator('.ant-modal-confirm-btns button').click();
    await choose(csv);
    await page.getByText('出院月份 2025-06', { exact: true }).waitFor();
    const { items } = await api<{ items: { id: string }[] }>('batches');
    await api(`batches/${items[0]!.id}/withdrawal`, { by: '统计员' });
  });

  test('批次抽屉里有缺陷与台账', async () => {
    await page
      .getByRole('button', { name: /看批次/ })
      .last()
      .click();
    const rule = page.locator('.ant-drawer-open .ant-table-row').first();
    const name = (await rule.locator('td').first().textContent())!;
    await rule.click();
    await page.getByRole('row', { name: /怎么改/ }).waitFor();
    await page.getByText(`规则 ${name}`).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('下载缺陷清单（CSV）').click(),
    ]);
    expect(download.suggestedFilename()).toContain(`_${name}_`);
    await openTab('台账');
    await page.getByText(/^[0-9a-f]{64}$/).waitFor();
    await closeDrawer();
  });

  test('运行概况给出最近月份的指标,并注明参考方案', async () => {
    await open('运行概况');
    const discharges = page.locator('[data-indicator=discharges] .value');
    await discharges.waitFor();
    const months = await api<{ discharges: number }[]>('months');
    expect(await discharges.textContent()).toContain(String(months.at(-1)?.discharges));
    await page.getByText('参考方案，不用于结算').first().waitFor();
    await page.locator('.trend canvas').waitFor();
    await page.locator('[data-indicator=cmi] .defined').hover();
    await page.getByText('有权重的入组病例数', { exact: true }).waitFor();
  });

  test('点一个数打开它的来历:算式、同名的算法与病例', async () => {
    await page.locator('[data-indicator=meanLos] .figure-link').click();
    await page.getByText('住院日数 ÷ 出院人次', { exact: true }).waitFor();
    await page
      .getByText(/^计入 \d/)
      .first()
      .waitFor();
    await page.getByText('对分子的贡献').first().waitFor();
    await closeDrawer();
  });

  test('新指标:写错随写随说,写对即试算;核准后在登记表里', async () => {
    await open('指标', '绩效');
    await openTab('本院指标');
    await page.getByLabel('经手人').fill('王会计');
    await page.getByRole('button', { name: '新指标' }).click();
    const numerator = page.getByLabel('分子（或取值）');
    await numerator.fill('totalFees');
    await page.getByText(/没有登记的度量「totalFees」/).waitFor();
    await numerator.fill('totalFee');
    await page.getByLabel('分母（不是比的不写）').fill('bedDays');
    await page.getByText(/^试算结果/).waitFor();
    for (const [label, text] of [
      ['编号', 'feePerBedDay'],
      ['名称', '每床日费用'],
      ['定义', '平均每个住院日的费用。'],
      ['来源文件', '本院绩效方案'],
      ['责任部门', '财务部'],
      ['生效日', '2025-01-01'],
    ] as const) {
      await page.locator('.ant-drawer-open').getByLabel(label, { exact: true }).fill(text);
    }
    await page.getByRole('button', { name: '存为草案' }).click();
    await page.getByRole('button', { name: '核准', exact: true }).click();
    await page.getByText('已核准', { exact: true }).waitFor();
    // 试写错的公式时,浏览器会记下 422 的回答;那是预期的。
    complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('422')));
    await open('运行概况');
    await openTab('全部指标');
    await page.getByText('每床日费用', { exact: true }).waitFor();
    await openTab('科室');
  });

  test('考核方案:由参考方案起草,没写来源的说明在哪里,写好存下、核准后就用它考核', async () => {
    await open('科室考核', '绩效');
    await page.getByText('用的是内置的参考方案，不是本院的考核方案').waitFor();
    await openTab('考核方案');
    await page.getByRole('button', { name: '由此起草' }).click();
    const editor = page.locator('.ant-drawer-open');
    await editor.getByLabel('名称', { exact: true }).fill('本院 2025 年考核方案');
    await editor.getByLabel('维度', { exact: true }).first().fill('医疗能力');
    await editor.getByLabel('权重', { exact: true }).first().fill('60');
    await editor.getByText('占总分 46.2%').waitFor();
    await editor.getByLabel('经手人').fill('运营办');
    await editor.getByRole('button', { name: '存为草案' }).click();
    await editor.getByText(/方案:没有写来源/).waitFor();
    await editor.getByLabel('来源').fill('院长办公会纪要〔2025〕3 号');
    await editor.getByRole('button', { name: '存为草案' }).click();
    await page.locator('.ant-table-row', { hasText: '本院 2025 年考核方案' }).getByText('草案').waitFor();
    await page.getByRole('button', { name: '核准', exact: true }).click();
    await page
      .getByRole('dialog', { name: /核准 第 1 版/ })
      .getByRole('button', { name: '核准' })
      .click();
    await page.getByText(/方案：本院 2025 年考核方案 第 1 版/).waitFor();
    await page.getByText('用的是内置的参考方案，不是本院的考核方案').waitFor({ state: 'detached' });
    await openTab(/^非外科/);
    await page.getByRole('columnheader', { name: '医疗能力（60）' }).waitFor();
    // 没写来源时浏览器会记下 422 的回答;那是预期的。
    complaints.splice(0, complaints.length, ...complaints.filter((text) => !text.includes('422')));
    await open('运行概况');
  });

  test('采用同名的另一种算法:概况随之显示它并注明;撤回之后复原', async () => {
    await open('指标', '绩效');
    await openTab('同名算法对照');
    await page.getByRole('button', { name: '采用这个算法' }).first().click();
    await page.getByLabel('理由').fill('与区域平台一致');
    await page.getByRole('dialog').getByLabel('经手人').fill('质控办');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /采\s*用/ })
      .click();
    await page.getByText('今天采用', { exact: true }).waitFor();
    await open('运行概况');
    await page.locator('[data-indicator=costIndexTotals] .defined').hover();
    await page.getByText(/不是内置采用的「费用消耗指数」/).waitFor();
    await open('指标', '绩效');
    await openTab('同名算法对照');
    await page.getByRole('button', { name: /撤\s*回/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /撤\s*回/ })
      .click();
    await page.getByText('已撤回', { exact: true }).waitFor();
    await open('运行概况');
    await page.locator('[data-indicator=costIndex]').waitFor();
  });

  test('从病组表打开它的病例,看一个病例与来源行', async () => {
    await openTab('病组');
    await firstRow().click();
    await page.getByRole('search').waitFor();
    expect(page.url()).toMatch(/#\/cases\?.*drg=/);
    await firstRow().click();
    await page.getByText('主要诊断', { exact: true }).last().waitFor();
    await openTab('来源行');
    await page.getByText(/身份信息已去除/).waitFor();
    await closeDrawer();
  });

  test('病例的入组证明;什么会改变入组要写明是谁在看;分享的链接打开没有身份', async () => {
    await firstRow().click();
    await page.getByText('文字说明', { exact: true }).waitFor();
    const [, recordNo] = /病案号 (\S+)/.exec((await page.locator('.ant-drawer-title').textContent())!)!;
    await page.getByRole('button', { name: '分享' }).click();
    const link = await page.getByLabel('分享链接').inputValue();
    await openTab('什么会改变入组');
    await page.getByLabel('查看人').fill('编码员');
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText(/^现在：/).waitFor();
    const { items } = await api<{ items: { usedBy: string }[] }>('what-if-uses');
    expect(items).toMatchObject([{ usedBy: '编码员' }]);
    const colleague = await browser.newPage();
    await colleague.goto(link);
    await colleague.getByText('文字说明', { exact: true }).waitFor();
    expect(await colleague.locator('body').textContent()).not.toContain(recordNo);
    await colleague.close();
    await closeDrawer();
  });

  test('从医疗组、医师、MDC 的表打开它们的病例,条件可以去掉', async () => {
    for (const [tab, name] of [
      ['医疗组', 'team'],
      ['医师', 'physician'],
      ['MDC', 'mdc'],
    ] as const) {
      await open('运行概况');
      await openTab(tab);
      await firstRow().click();
      await page.getByRole('search').locator('.ant-tag', { hasText: tab }).waitFor();
      expect(page.url()).toContain(`${name}=`);
      await firstRow().waitFor();
    }
    await page.getByRole('button', { name: '清除' }).click();
    expect(page.url()).not.toContain('mdc=');
  });

  test('生成报表并下载', async () => {
    await open('报表');
    await page.getByRole('button', { name: '生成' }).first().click();
    const link = page.getByRole('link', { name: '下载' });
    await link.waitFor({ timeout: 120_000 });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(/2025.*06.*\.xlsx$/);
    expect((await readFile(await download.path())).subarray(0, 2).toString()).toBe('PK');
  }, 150_000);

  test('方案与权重:没有装载的表时说明用什么', async () => {
    await open('方案与权重', '方案与字典');
    await page.getByText('没有装载权重表也能用').waitFor();
    await page.getByText('施行中', { exact: true }).waitFor();
  });

  test('撤回批次要求写明是谁,之后没有数据', async () => {
    await open('数据导入');
    await page.locator('.ant-table-row', { hasText: '出院.csv' }).click();
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByRole('dialog').getByLabel('撤回人').fill('信息科');
    await page
      .getByRole('dialog', { name: /撤回批次/ })
      .getByRole('button', { name: '撤回' })
      .click();
    await page
      .getByText(/已撤回$/)
      .first()
      .waitFor();
    await closeDrawer();
    await open('运行概况');
    await page.getByText('还没有数据，先上传出院数据文件').waitFor();
  });

  test('全程没有脚本错误,也没有发往别处的请求', () => {
    expect(complaints).toEqual([]);
  });
});

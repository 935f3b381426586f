import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Browser, chromium, type Page } from 'playwright-core';
import { readConfig } from '../../server/config.ts';
import { writeSample } from '../../server/sample/write-sample.ts';
import { type RunningServer, startServer } from '../../server/serve.ts';
import { projectFolder } from '../../sql/project-folder.ts';
import { createTestDatabase } from '../support/database.ts';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SWITCHES = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const CASES = 600;
const LATEST = '2025-06';

const canRun = existsSync(CHROMIUM) || process.env.CI === 'true';
if (!canRun) console.warn(`没有浏览器 ${CHROMIUM},页面测试跳过;可用环境变量 CHROMIUM 指明位置`);

(canRun ? describe : describe.skip)('页面', () => {
  let folder: string;
  let server: RunningServer;
  let browser: Browser;
  let page: Page;
  /** 页面报的错,与发往别处的请求:都应没有。 */
  const complaints: string[] = [];

  beforeAll(async () => {
    const root = projectFolder();
    // 测试进程的 NODE_ENV 是 test,组件库会因此换用测试用的编号;要测的是正式构建。
    const env = { ...process.env, NODE_ENV: 'production' };
    const built = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'server/web'], {
      cwd: root,
      env,
    });
    if (built.status !== 0) throw new Error(`页面没有构建成功:${built.stderr}`);
    folder = await mkdtemp(join(tmpdir(), 'casemix-page-'));
    await writeSample({ file: join(folder, '出院.csv'), cases: CASES, seed: 11, endMonth: LATEST, months: 3 });
    const url = await createTestDatabase();
    const environment = { CASEMIX_DATA: join(folder, 'data'), CASEMIX_PORT: '0', CASEMIX_LOG: 'error' };
    server = await startServer(readConfig({ ...environment, ...(url ? { DATABASE_URL: url } : {}) }));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: SWITCHES });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(server.url)) complaints.push(request.url());
    });
    page.setDefaultTimeout(15_000);
    await page.goto(server.url);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const open = (name: string) => page.getByRole('link', { name, exact: true }).click();
  const firstRow = () => page.locator('.ant-table-row').first();
  const closeDrawer = () => page.locator('.ant-drawer-open .ant-drawer-close').click();
  const openTab = (name: string | RegExp) => page.getByRole('tab', { name }).click();

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

  test('批次抽屉里有缺陷与台账', async () => {
    await page
      .getByRole('button', { name: /看批次/ })
      .last()
      .click();
    await openTab('缺陷明细');
    await page.getByRole('row', { name: /怎么改/ }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('下载缺陷清单（CSV）').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    await openTab('台账');
    await page.getByText(/^[0-9a-f]{64}$/).waitFor();
    await closeDrawer();
  });

  test('运行概况给出最近月份的指标,并注明参考方案', async () => {
    await open('运行概况');
    const discharges = page.locator('[data-indicator=discharges] .value');
    await discharges.waitFor();
    const months = await fetch(`${server.url}api/v1/months`).then((r) => r.json() as Promise<{ discharges: number }[]>);
    expect(await discharges.textContent()).toContain(String(months.at(-1)?.discharges));
    await page.getByText('参考方案，不用于结算').first().waitFor();
    await page.locator('.trend canvas').waitFor();
    await page.locator('[data-indicator=cmi] .defined').hover();
    await page.getByText('有权重的入组病例数', { exact: true }).waitFor();
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
    await open('方案与权重');
    await page.getByText('没有装载权重表也能用').waitFor();
    await page.getByText('在用', { exact: true }).waitFor();
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

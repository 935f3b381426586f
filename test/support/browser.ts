import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { projectFolder } from '../../sql/project-folder.ts';

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

export const hasBrowser = existsSync(CHROMIUM) || process.env.CI === 'true';
if (!hasBrowser) console.warn(`没有浏览器 ${CHROMIUM},页面测试跳过;可用环境变量 CHROMIUM 指明位置`);

export function buildPage(): void {
  // 测试进程的 NODE_ENV 是 test,组件库会因此换用测试用的编号;要测的是正式构建。
  const env = { ...process.env, NODE_ENV: 'production' };
  const built = spawnSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', 'server/web'], {
    cwd: projectFolder(),
    env,
  });
  if (built.status !== 0) throw new Error(`页面没有构建成功:${built.stderr}`);
}

/** 打开页面;页面报的错与发往别处的请求记进 complaints。 */
export async function openPage(url: string, complaints: string[]): Promise<{ browser: Browser; page: Page }> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: SWITCHES });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(url)) complaints.push(request.url());
  });
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  return { browser, page };
}

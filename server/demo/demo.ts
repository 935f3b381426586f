import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readConfig } from '../config.ts';
import { writeSample } from '../sample/write-sample.ts';
import { startServer } from '../serve.ts';
import { ApiClient } from './api-client.ts';
import { progressBar } from './progress-bar.ts';

const CASES = 20_000;
const SEED = 20250630;
const LAST_MONTH = '2025-06';

interface Accepted {
  batch: { id: string };
  job?: { id: string };
  unchanged?: true;
}
interface Batch {
  counts: Record<'rows' | 'stored' | 'errors' | 'warnings' | 'unstorable' | 'grouped', number>;
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} 秒`;
const count = (n: number) => n.toLocaleString('zh-CN');

/**
 * 演示:启动服务,生成合成医院的出院数据,经服务自己的接口上传,等它导入,下载末月的 R01、R02。
 * 数据在 demo-output/data,不碰正式数据目录。`stay` 为假时做完即停。
 */
export async function runDemo({ stay }: { stay: boolean }): Promise<void> {
  const folder = resolve('demo-output');
  await mkdir(folder, { recursive: true });
  const config = readConfig({ CASEMIX_LOG: 'warn', ...process.env, CASEMIX_DATA: join(folder, 'data') });
  const started = performance.now();
  const server = await startServer(config);
  console.log(`服务已启动:${server.url}(${config.databaseUrl ? 'PostgreSQL' : '嵌入数据库'},${seconds(started)})`);
  const api = new ApiClient(server.url, config.token);
  try {
    const sample = await makeSample(folder);
    await importSample(api, sample);
    await downloadReports(api, folder);
    await printFigures(api);
  } catch (error) {
    await server.close();
    throw error;
  }
  console.log(`\n报表在 ${folder}`);
  if (!stay) return server.close();
  console.log(`页面:${server.url}  (按 Ctrl+C 停止)`);
  await untilInterrupted();
  await server.close();
}

async function makeSample(folder: string): Promise<string> {
  const began = performance.now();
  const file = join(folder, `示例医院_出院数据_${CASES}例.csv`);
  const summary = await writeSample({ file, cases: CASES, seed: SEED, endMonth: LAST_MONTH });
  console.log(`合成医院:${count(CASES)} 例,${summary.months.length} 个月,写入 ${file}(${seconds(began)})`);
  return file;
}

async function importSample(api: ApiClient, file: string): Promise<void> {
  const began = performance.now();
  const bar = progressBar('上传并导入');
  const accepted = await api.upload<Accepted>('/batches', file, { source: '示例', uploadedBy: '演示' });
  if (accepted.job) await api.waitFor(accepted.job.id, bar.update);
  const { counts } = await api.get<Batch>(`/batches/${accepted.batch.id}`);
  bar.finish(accepted.unchanged ? `同一文件已在批次 ${accepted.batch.id},未改变数据` : seconds(began));
  console.log(
    `  读入 ${count(counts.rows)} 行:存入 ${count(counts.stored)},其中不参加统计 ${count(counts.errors)}、有提示 ${count(counts.warnings)};不能存 ${count(counts.unstorable)};入组 ${count(counts.grouped)}`,
  );
}

async function downloadReports(api: ApiClient, folder: string): Promise<void> {
  for (const report of ['R01', 'R02']) {
    const began = performance.now();
    const bar = progressBar(`生成 ${report}`);
    const { job } = await api.post<{ job: { id: string } }>('/reports', {
      report,
      month: LAST_MONTH,
      generatedBy: '演示',
    });
    const done = await api.waitFor(job.id, bar.update);
    const fileName = String(done.result?.fileName);
    await api.download(`/reports/${job.id}/file`, join(folder, fileName));
    bar.finish(`${fileName}(${seconds(began)})`);
  }
}

async function printFigures(api: ApiClient): Promise<void> {
  const set = await api.get<{
    weights: { note: string };
    scheme: { name: string; forReference: boolean };
    units: { figures: Record<string, { value: number | null }> }[];
  }>(`/figures?period=${LAST_MONTH}&by=hospital`);
  const figures = set.units[0]!.figures;
  const show = (id: string, digits: number) => figures[id]?.value?.toFixed(digits) ?? '—';
  console.log(
    `${LAST_MONTH}:出院 ${show('discharges', 0)} 人次,CMI ${show('cmi', 4)},费用消耗指数 ${show('costIndex', 4)},时间消耗指数 ${show('timeIndex', 4)},次均费用 ${show('meanFee', 2)} 元,平均住院日 ${show('meanLos', 2)} 天`,
  );
  console.log(`  方案:${set.scheme.name}${set.scheme.forReference ? '(参考方案,不用于结算)' : ''};${set.weights.note}`);
}

const untilInterrupted = () =>
  new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

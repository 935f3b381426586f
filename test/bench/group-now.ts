import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { anyCaseOf, referenceScheme } from '../support/reference-scheme.ts';
import { addressOf } from '../support/server-process.ts';
import type { Measurement } from './measurement.ts';

const RATE = 200;
const SECONDS = 20;
const WARM_UP_SECONDS = 3;
const DIFFERENT_CASES = 500;

/**
 * 预分组的快慢:起正式构建的服务,经本机回路每秒 200 个请求(到点就发,不等上一个答完),每个一例,
 * 量从该发的时刻到答完。服务是单线程;须先 `npm run build`。机器忙时两者都慢,
 * 所以同样的请求再发给一个只读完就答的裸服务,ratio 是两者第 99 百分位之比。
 */
export async function benchGroupNow(): Promise<Measurement[]> {
  const bodies = await caseBodies();
  const folder = await mkdtemp(join(tmpdir(), 'casemix-bench-'));
  const environment = { CASEMIX_DATA: folder, CASEMIX_PORT: '0', CASEMIX_LOG: 'error', DATABASE_URL: '' };
  try {
    const bare = await timesOf(['-e', BARE_SERVER], {}, bodies);
    const times = await timesOf(['dist/server/cli.js', 'serve'], environment, bodies);
    return [
      { name: 'group.now.p50', value: quantile(times, 0.5), unit: 'ms' },
      {
        name: 'group.now.p99',
        value: quantile(times, 0.99),
        unit: 'ms',
        ratio: Number((quantile(times, 0.99) / quantile(bare, 0.99)).toFixed(2)),
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const BARE_SERVER = `
const server = require('node:http').createServer((request, response) => {
  request.resume().once('end', () => response.end('{}'));
});
server.listen(0, '127.0.0.1', () => console.log('http://127.0.0.1:' + server.address().port + '/'));`;

/** 起一个服务,热身之后按固定的速度发请求;各请求的毫秒数,由小到大。 */
async function timesOf(command: string[], environment: Record<string, string>, bodies: string[]): Promise<number[]> {
  const env = { ...process.env, NODE_OPTIONS: '', ...environment };
  const server = spawn(process.execPath, command, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const url = new URL('api/v1/group', await addressOf(server));
    await sendAtRate(url, bodies, RATE * WARM_UP_SECONDS);
    return (await sendAtRate(url, bodies, RATE * SECONDS)).sort((a, b) => a - b);
  } finally {
    server.kill();
    await once(server, 'exit');
  }
}

const quantile = (sorted: readonly number[], share: number) =>
  Number(sorted[Math.ceil(sorted.length * share) - 1]!.toFixed(2));

async function caseBodies(): Promise<string[]> {
  const { pack } = await referenceScheme();
  const cases = fc.sample(anyCaseOf(pack), { numRuns: DIFFERENT_CASES, seed: 11 });
  return cases.filter(({ diagnoses }) => diagnoses.length > 0).map((c) => JSON.stringify(c));
}

/** 按固定的间隔发出,各请求的毫秒数;发晚了也从该发的时刻算起。 */
async function sendAtRate(url: URL, bodies: readonly string[], count: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const start = performance.now();
  const pending: Promise<number>[] = [];
  while (pending.length < count) {
    const due = start + (pending.length * 1000) / RATE;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    pending.push(post(url, agent, bodies[pending.length % bodies.length]!).then(() => performance.now() - due));
  }
  const times = await Promise.all(pending);
  agent.destroy();
  return times;
}

function post(url: URL, agent: Agent, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.once('end', () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`分组接口回答 ${response.statusCode}`)),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

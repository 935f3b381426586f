import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ApiClient } from '../../server/demo/api-client.ts';

export interface ServerProcess {
  api: ApiClient;
  url: string;
  child: ChildProcess;
  /** kill -9:不给它收尾的机会。 */
  kill(): Promise<void>;
}

/** 另起一个进程运行真的服务(由源码),等它报出地址。 */
export async function startServerProcess(environment: Record<string, string>): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server/cli.ts', 'serve'], {
    env: { ...process.env, NODE_OPTIONS: '', CASEMIX_PORT: '0', CASEMIX_LOG: 'error', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(child);
  return {
    api: new ApiClient(url),
    url,
    child,
    async kill() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** 服务的标准输出里报出的地址。 */
export async function addressOf(child: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: child.stdout! })) {
    const found = /http:\/\/[^\s]+/.exec(line);
    if (found) return found[0];
  }
  throw new Error('服务没有启动');
}

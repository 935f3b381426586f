import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { openServices, type Services } from './services.ts';

export interface RunningServer {
  /** 页面地址,如 `http://127.0.0.1:8740/`。 */
  url: string;
  services: Services;
  close(): Promise<void>;
}

/** 启动服务并监听;返回地址与停止的方法。 */
export async function startServer(config: Config): Promise<RunningServer> {
  const services = await openServices(config, { serving: true });
  try {
    const server = await listen(createApp(services).listen(config.port, config.host), config);
    const { port } = server.address() as AddressInfo;
    const host = config.host.includes(':') ? `[${config.host}]` : config.host;
    return { url: `http://${host}:${port}/`, services, close: () => stop(server, services) };
  } catch (error) {
    await services.close();
    throw error;
  }
}

function listen(server: Server, config: Config): Promise<Server> {
  // 大文件上传可能要几分钟;缺省的五分钟请求时限会把它切断。
  server.requestTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('listening', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`端口 ${config.port} 已被占用;请停掉占用它的程序,或用 CASEMIX_PORT 换一个端口`)
          : error,
      );
    });
  });
}

async function stop(server: Server, services: Services): Promise<void> {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeIdleConnections();
  });
  await services.close();
}

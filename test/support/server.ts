import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import supertest from 'supertest';
import { createApp } from '../../server/app.ts';
import { readConfig } from '../../server/config.ts';
import { openServices, type Services } from '../../server/services.ts';
import { createTestDatabase } from './database.ts';

export interface TestServer {
  app: Express;
  services: Services;
  request: ReturnType<typeof supertest>;
  folder: string;
  /** 上传一个文件并等导入结束,返回批次。 */
  upload(content: string | Buffer, fileName?: string, source?: string): Promise<any>;
  close(): Promise<void>;
}

/** 真的服务:真的数据库(PGlite 或 PostgreSQL 的克隆)、真的导入线程、真的文件;只是不监听端口。 */
export async function startTestServer(environment: Record<string, string> = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'casemix-server-'));
  const url = await createTestDatabase();
  const config = readConfig({
    CASEMIX_LOG: 'error',
    CASEMIX_DATA: folder,
    ...(url ? { DATABASE_URL: url } : {}),
    ...environment,
  });
  const services = await openServices(config, { serving: true });
  const app = createApp(services);
  const request = supertest(app);
  return {
    app,
    services,
    request,
    folder,
    async upload(content, fileName = '出院数据.csv', source = '测试') {
      const response = await request
        .post('/api/v1/batches')
        .field('source', source)
        .field('uploadedBy', '测试员')
        .attach('file', typeof content === 'string' ? Buffer.from(content) : content, fileName);
      if (response.status >= 300) throw Object.assign(new Error(response.body.detail), { response });
      await services.jobs.idle();
      return (await request.get(`/api/v1/batches/${response.body.batch.id}`)).body;
    },
    async close() {
      await services.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { administer } from './postgres-server.ts';

export default async function globalTeardown() {
  const template = process.env.CASEMIX_TEST_TEMPLATE;
  if (!template) return;
  if (!process.env.DATABASE_URL) {
    await rm(dirname(template), { recursive: true, force: true });
    return;
  }
  const { rows } = await administer(`select datname from pg_database where datname like '${template}%'`);
  for (const { datname } of rows) await administer(`drop database if exists ${datname} with (force)`);
}

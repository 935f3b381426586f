import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { findBatch } from '../../sql/stores/batch.store.ts';
import { findJob } from '../../sql/stores/job.store.ts';
import type { Config } from '../config.ts';
import { registerUpload } from '../intake/intake.service.ts';
import { receive } from '../intake/upload.ts';
import { openServices } from '../services.ts';

/** 不经页面导入一个文件;返回给人看的几行结果,文件不能导入时抛出带中文说明的错误。 */
export async function importFile(
  config: Config,
  file: string,
  by: { source: string; uploadedBy: string },
): Promise<string> {
  const services = await openServices(config, { serving: false });
  try {
    const received = await receive(createReadStream(file), basename(file), config.uploadFolder, config.maxUploadBytes);
    const { batchId, jobId, unchanged } = await registerUpload(services, received, by);
    if (unchanged) return `同一文件已在批次 ${batchId} 中,没有改变任何数据。`;
    await services.jobs.idle();
    const job = await findJob(services.db, jobId!);
    if (job?.status !== 'done') throw new Error(`${job?.problem?.message ?? '导入没有完成'}${job?.problem?.fix ?? ''}`);
    const batch = (await findBatch(services.db, batchId))!;
    return [
      `批次 ${batchId}:读入 ${batch.row_count} 行,存入 ${batch.stored_count},入组 ${batch.grouped_count}`,
      `不参加统计(E)${batch.error_count},有提示(W)${batch.warning_count},不能存 ${batch.unstorable_count},替换旧版本 ${batch.replaced_count}`,
    ].join('\n');
  } finally {
    await services.close();
  }
}

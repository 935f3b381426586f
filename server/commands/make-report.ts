import { resolve } from 'node:path';
import type { Config } from '../config.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { generateReport, type ReportId } from '../reporting/reports.service.ts';
import { openServices } from '../services.ts';

/** 不经页面生成一张报表;返回给人看的一行结果。 */
export async function makeReport(
  config: Config,
  request: { report: ReportId; month: string; out: string; hospital?: string; generatedBy: string },
): Promise<string> {
  const services = await openServices(config, { serving: false });
  try {
    const hospitalId = await resolveHospital(services.db, request.hospital);
    const { report, month, generatedBy } = request;
    const file = resolve(request.out);
    const manifest = await generateReport(
      services.db,
      { report, month, hospitalId, generatedBy, generatedAt: new Date() },
      file,
    );
    return `${report} ${month}:${manifest.cases} 例,写入 ${file}`;
  } finally {
    await services.close();
  }
}

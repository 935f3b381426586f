import { resolve } from 'node:path';
import type { Period } from '../../analytics/period.ts';
import type { Config } from '../config.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { generateReport, type ReportId, refusalOf } from '../reporting/reports.service.ts';
import { openServices } from '../services.ts';

interface ReportCommand {
  report: ReportId;
  period: Period;
  out: string;
  hospital?: string;
  generatedBy: string;
  options: Record<string, string>;
}

/** 不经页面生成一张报表;返回给人看的一行结果。 */
export async function makeReport(config: Config, request: ReportCommand): Promise<string> {
  const services = await openServices(config, { serving: false });
  try {
    const hospitalId = await resolveHospital(services.db, request.hospital);
    const { report, period, generatedBy, options } = request;
    const refusal = refusalOf(report, period, options);
    if (refusal) throw new Error(refusal);
    const file = resolve(request.out);
    const manifest = await generateReport(
      services.db,
      services,
      {
        report,
        period,
        hospitalId,
        generatedBy,
        options,
        generatedAt: new Date(),
        pageUrl: config.pageUrl ?? undefined,
      },
      file,
    );
    return `${report} ${period.label}:${manifest.cases} 例,写入 ${file}`;
  } finally {
    await services.close();
  }
}

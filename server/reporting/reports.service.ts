import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { writeDepartmentDrgReport } from '../../reports/department-drg/department-drg.report.ts';
import { writeMonthlyDrgReport } from '../../reports/monthly-drg/monthly-drg.report.ts';
import type { Db } from '../../sql/database.ts';

/** 报表目录:编号、名称与写出它的函数。 */
export const REPORTS = {
  R01: { name: '全院DRG运行月报', write: writeMonthlyDrgReport },
  R02: { name: '科室DRG绩效明细表', write: writeDepartmentDrgReport },
} as const;

export type ReportId = keyof typeof REPORTS;

export interface ReportRequest {
  report: ReportId;
  hospitalId: string;
  month: string;
  generatedAt: Date;
  generatedBy: string;
}

/** 把一张报表写到流里;返回文件名等清单。 */
export function writeReport(db: Db, { report, ...query }: ReportRequest, output: Writable) {
  return REPORTS[report].write(db, query, output);
}

/** 生成报表文件:先写到临时名,写完整了才改成正式名,所以目录里不会有半张报表。 */
export async function generateReport(db: Db, request: ReportRequest, file: string) {
  await mkdir(join(file, '..'), { recursive: true });
  const partial = `${file}.partial`;
  try {
    const manifest = await writeReport(db, request, createWriteStream(partial));
    await rename(partial, file);
    return manifest;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

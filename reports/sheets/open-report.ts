import type { Writable } from 'node:stream';
import { ReportWorkbook } from '../workbook/report-workbook.ts';
import { type ReportScope, reportNumber } from './scope.ts';

/** 打开一份报表的工作簿,页眉页脚由抬头给出。 */
export function openReport(output: Writable, scope: ReportScope): ReportWorkbook {
  const marks = { hospital: scope.hospital, reportNo: reportNumber(scope), confidentiality: '内部资料' };
  return new ReportWorkbook(output, marks, scope.request.generatedAt, scope.request.generatedBy);
}

import { Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { monthPeriod } from '../../analytics/period.ts';
import { writeMonthlyDrgReport } from '../../reports/monthly-drg/monthly-drg.report.ts';
import type { Db } from '../../sql/database.ts';
import { casesForReport } from '../../sql/read-models/case-list.read-model.ts';
import { HOSPITAL, sampleHospital } from '../reports/sample-hospital.ts';

const MONTH = '2025-06';

export interface ReportBench {
  cases: number;
  cells: number;
  seconds: number;
  cellsPerSecond: number;
  bareSeconds: number;
  bareCellsPerSecond: number;
  /** 我们的速度 ÷ 裸 exceljs 流式写出器的速度(同一进程、同样多的单元格)。 */
  ratio: number;
  /** 其中只取数(不写)用的时间。 */
  querySeconds: number;
  peakMegabytes: number;
  bytes: number;
}

/** R01 十万例:整张报表(取数、公式、样式、压缩)的单元格每秒,与裸 exceljs 写同样多的单元格相比。 */
export async function benchReportR01(db: Db, cases = 100_000): Promise<ReportBench> {
  const existing = await db
    .selectFrom('hospital')
    .where('hospital_id', '=', HOSPITAL)
    .select('name')
    .executeTakeFirst();
  if (!existing) {
    await sampleHospital(db, { month: MONTH, cases, share: 0.02 });
    await sql`analyze`.execute(db);
  }
  const query = { hospitalId: HOSPITAL, period: monthPeriod(MONTH) };
  const started = performance.now();
  for await (const _ of casesForReport(db, query));
  const querySeconds = (performance.now() - started) / 1000;

  const peak = watchMemory();
  const ours = await timed((output) =>
    writeMonthlyDrgReport(db, { ...query, generatedAt: new Date('2025-07-03T02:00:00Z'), generatedBy: '基准' }, output),
  );
  const peakMegabytes = peak();
  const rows = ours.result.sheets.reduce((sum, sheet) => sum + sheet.rows, 0);
  const columns = 49;
  const cells = rows * columns;
  const bare = await timed((output) => writeBare(output, rows, columns));
  const perSecond = (seconds: number) => Math.round(cells / seconds);
  return {
    cases: ours.result.cases,
    cells,
    seconds: ours.seconds,
    cellsPerSecond: perSecond(ours.seconds),
    bareSeconds: bare.seconds,
    bareCellsPerSecond: perSecond(bare.seconds),
    ratio: bare.seconds / ours.seconds,
    querySeconds,
    peakMegabytes,
    bytes: ours.bytes,
  };
}

async function timed<T>(write: (output: Writable) => Promise<T>) {
  let bytes = 0;
  const output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done();
    },
  });
  const started = performance.now();
  const result = await write(output);
  return { result, bytes, seconds: (performance.now() - started) / 1000 };
}

/** 裸 exceljs:同样的行数与列数,文本、日期、数各占一份,不带样式与公式。 */
async function writeBare(stream: Writable, rows: number, columns: number): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: false, useSharedStrings: false });
  const sheet = book.addWorksheet('明细');
  for (let r = 1; r <= rows; r++) {
    const values = Array.from({ length: columns }, (_, c) => (c % 2 === 0 ? `文本${r % 500}` : r * 10 + c / 100));
    sheet.addRow(values).commit();
    if (r % 1000 === 0) await new Promise((done) => setImmediate(done));
  }
  sheet.commit();
  await book.commit();
}

/** 每 50 毫秒看一次常驻内存,返回停止函数(给出峰值,MB)。 */
function watchMemory(): () => number {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 50);
  return () => {
    clearInterval(timer);
    return Math.round(peak / 1e6);
  };
}

import type { Writable } from 'node:stream';
import type { Db } from '../../sql/database.ts';
import { qualityFindings } from '../../sql/read-models/data-quality.read-model.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { ungroupedCases } from '../../sql/read-models/ungrouped-cases.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { type Check, writeChecks } from '../sheets/checks.ts';
import { writeCover } from '../sheets/cover.ts';
import { writeDataQuality } from '../sheets/data-quality.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import { fileNameOf, type ReportManifest, type ReportRequest, reportScope, runChecksum } from '../sheets/scope.ts';
import { writeTrace } from '../sheets/trace.ts';
import { departmentRows, type TracedColumns, traceRows } from '../sheets/trace-rows.ts';
import type { WrittenTable } from '../workbook/table.ts';
import { writeUngroupedList } from './ungrouped-list.ts';
import { type ExplainUngrouped, UNGROUPED_LISTS, type UngroupedList, type UngroupedRow } from './ungrouped-row.ts';
import { type SummaryRow, UngroupedTally, writeUngroupedSummary } from './ungrouped-summary.ts';

const REPORT = { no: 'R08', name: '未入组与歧义病例清单' };

const CAUTIONS: readonly Remark[] = [
  [
    '未入组',
    '0000 是主要诊断不属于任何 MDC；x00（如 E00）是有 MDC 而没有 ADRG 成立；xQY（如 BQY）是歧义。三者分别统计。',
  ],
  ['编码无效', '没有主要诊断编码，或主要诊断不在方案的编码字典与任何清单中。'],
  ['未满足条件', '最接近的 ADRG 只差的那一条；补填或更正须以病历为准，不得为入组而改。'],
];

/** 汇总表上登记在指标登记表里的数;「未入组」不含编码无效,不是登记的未入组例数。 */
const TRACED_COLUMNS: TracedColumns = [
  ['discharges', 'discharges'],
  ['ambiguous', 'ambiguousCases'],
  ['groupingRate', 'groupingRate'],
];

/** R08 未入组与歧义病例清单:写到输出流,返回清单。 */
export async function writeUngroupedReport(
  db: Db,
  request: ReportRequest,
  output: Writable,
  explain: ExplainUngrouped,
): Promise<ReportManifest> {
  const { hospitalId, period, department } = request;
  const query = { hospitalId, period, department };
  const departments = await figures(db, {
    hospitalId,
    period,
    by: 'department',
    ...(department === undefined ? {} : { department }),
  });
  const scope = await reportScope(db, request, REPORT, departments);
  const tallies = await tallyByDepartment(explained(db, query, explain));
  const rows = departments.units.map(
    (unit): SummaryRow => ({ ...unit, tally: tallies.get(unit.code) ?? new UngroupedTally() }),
  );
  const book = openReport(output, scope);
  await writeCover(
    book,
    scope,
    runChecksum(
      scope,
      departments.units.map(({ code, measures }) => [code, measures]),
    ),
  );
  const summary = await writeUngroupedSummary(book, scope, rows);
  const names = await departmentNames(db, hospitalId);
  const lists = new Map<UngroupedList, WrittenTable>();
  for (const list of Object.keys(UNGROUPED_LISTS) as UngroupedList[])
    lists.set(list, await writeUngroupedList(book, scope, list, names, explained(db, query, explain)));
  await writeDefinitions(book, scope, { cautions: CAUTIONS, missing: [] });
  await writeDataQuality(book, scope, await qualityFindings(db, query));
  await writeChecks(book, scope, ungroupedChecks(summary, lists, rows));
  const traced = departmentRows(summary, rows, { cases: scope.includedCases, department });
  await writeTrace(book, scope, traceRows(summary, TRACED_COLUMNS, traced, period.label));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: scope.includedCases };
}

async function* explained(
  db: Db,
  query: Parameters<typeof ungroupedCases>[1],
  explain: ExplainUngrouped,
): AsyncGenerator<UngroupedRow[]> {
  for await (const page of ungroupedCases(db, query)) yield page.map((row) => ({ row, ...explain(row) }));
}

async function tallyByDepartment(pages: AsyncIterable<readonly UngroupedRow[]>): Promise<Map<string, UngroupedTally>> {
  const tallies = new Map<string, UngroupedTally>();
  for await (const page of pages) {
    for (const row of page) {
      const { department } = row.row;
      if (!tallies.has(department)) tallies.set(department, new UngroupedTally());
      tallies.get(department)!.add(row);
    }
  }
  return tallies;
}

/** 汇总表的各例数 = 清单的行数;三者之和 = 总病例数 − 入组病例数。 */
function ungroupedChecks(
  summary: WrittenTable,
  lists: ReadonlyMap<UngroupedList, WrittenTable>,
  rows: readonly SummaryRow[],
): Check[] {
  const sum = (of: (row: SummaryRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const listed = (list: UngroupedList) => sum(({ tally }) => tally.lists[list]);
  const checks = [...lists].map(
    ([list, table]): Check => ({
      item: `${UNGROUPED_LISTS[list]}例数 = 清单行数`,
      format: 'count',
      left: { formula: summary.totalCell(list), value: listed(list) },
      right: { formula: `COUNT(${table.range('no')})`, value: listed(list) },
    }),
  );
  const all = (Object.keys(UNGROUPED_LISTS) as UngroupedList[]).map((list) => summary.totalCell(list)).join('+');
  return [
    ...checks,
    {
      item: '未入组 + 歧义 + 编码无效 = 总病例数 − 入组病例数',
      format: 'count',
      left: {
        formula: all,
        value: sum(({ tally }) => tally.lists.ungrouped + tally.lists.ambiguous + tally.lists.invalidCode),
      },
      right: {
        formula: `${summary.totalCell('discharges')}-${summary.totalCell('grouped')}`,
        value: sum(({ measures }) => measures.discharges - measures.grouped),
      },
    },
  ];
}

import type { IndicatorId } from '../../analytics/performance/indicator-registry.ts';
import { OFFICIAL_INDICATORS } from '../../analytics/performance/quality-development/official-registry.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { TallyLine } from './case-tally.ts';
import { notesOf, type ReportScope, titleOf } from './scope.ts';

/** 一个(或一列)单元格的来历。 */
export interface TraceEntry {
  readonly sheet: string;
  readonly cell: string;
  readonly indicator: IndicatorId;
  readonly filter: string;
  readonly cases: number | null;
  /** 明细表的行范围,如 `A4:A210`;不在本簿明细内的期间为 null。 */
  readonly rows: string | null;
  /** 在系统里打开这个数:期间与所看的单位;单位编码为空文本是未填的。系统打不开的没有。 */
  readonly place?: TracePlace | undefined;
}

/** 一个数所在的期间与单位;医疗组、医师的编码在科室之内才唯一,须带科室。 */
export interface TracePlace {
  readonly period: string;
  readonly department?: string | undefined;
  readonly team?: string | undefined;
  readonly physician?: string | undefined;
  readonly drg?: string | undefined;
}

const columns = ({ request, registry }: ReportScope): Column<TraceEntry>[] => [
  { key: 'sheet', header: '工作表', format: 'text', repeats: true, value: (e) => e.sheet },
  { key: 'cell', header: '单元格', format: 'text', value: (e) => e.cell },
  { key: 'indicator', header: '指标编码', format: 'text', repeats: true, value: (e) => e.indicator },
  {
    key: 'version',
    header: '口径版本',
    format: 'label',
    width: 10,
    value: ({ indicator }) => (registry.get(indicator) ?? OFFICIAL_INDICATORS.get(indicator))?.version ?? null,
  },
  { key: 'filter', header: '筛选条件', format: 'text', value: (e) => e.filter },
  { key: 'cases', header: '病例数', format: 'count', value: (e) => e.cases },
  {
    key: 'rows',
    header: '明细定位',
    format: 'text',
    width: 22,
    live: ({ rows }) => {
      const text = rows ? `明细!${rows}` : '—';
      return { formula: rows ? `HYPERLINK("#'明细'!${rows}","${text}")` : '"—"', value: text };
    },
  },
  {
    key: 'page',
    header: '系统定位',
    format: 'text',
    width: 66,
    live: (entry) => {
      const path = pagePath(entry).slice(0, LONGEST_TEXT);
      const url = `${request.pageUrl ?? ''}${path}`;
      const linked = path !== '—' && request.pageUrl && url.length <= LONGEST_TEXT;
      return { formula: linked ? `HYPERLINK("${url}","${path}")` : `"${path}"`, value: path };
    },
  },
];

/** Excel 公式里一段文字的上限;再长的地址只写文字。 */
const LONGEST_TEXT = 255;

/** 系统页面里打开这个数的地址(不含主机);设了页面网址时是链接。 */
function pagePath({ indicator, place }: TraceEntry): string {
  if (!place) return '—';
  const { period, ...unit } = place;
  const within = Object.entries(unit).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `#/figure?${new URLSearchParams([['indicator', indicator], ['period', period], ...within])}`;
}

/** 溯源表:正文里的每个指标单元格对应的口径版本、筛选条件与明细位置。 */
export async function writeTrace(
  book: ReportWorkbook,
  scope: ReportScope,
  entries: readonly TraceEntry[],
): Promise<void> {
  await writeTable(
    book,
    {
      sheet: '溯源',
      title: titleOf(scope, '溯源表'),
      notes: notesOf(scope),
      unit: '',
      columns: columns(scope),
      nameColumns: 2,
      remarks: [
        entries.some(({ rows }) => rows !== null)
          ? '明细只含本期病例；别的期间与行不相连的单位的数，在系统中按「系统定位」打开，可见算式、版本与病例清单。'
          : '在系统中按「系统定位」打开每个数，可见算式、版本与病例清单。',
      ],
    },
    entries,
  );
}

/** 明细中的行范围;没有病例、或各行不相连时为 null。 */
export function rowsOf(cases: WrittenTable, line: TallyLine | undefined): string | null {
  if (!line || line.records === 0 || line.lastRow - line.firstRow + 1 !== line.records) return null;
  return `A${line.firstRow}:${cases.letter('reason')}${line.lastRow}`;
}

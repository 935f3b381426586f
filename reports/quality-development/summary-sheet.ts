import type { OfficialRow } from '../../sql/read-models/quality-development/official-table.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { roundHalfAway } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, RowPlace, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { amountFormat, DIRECTIONS, valueFormat } from './value-format.ts';

const REACHED = '✔ 达标';
const MISSED = '✘ 未达标';
const MONITORED = '监测';
const NONE = '—';

const isPoints = ({ indicator }: OfficialRow) => indicator.format === 'share' || indicator.growth === true;
/** 上年的值:比例按百分点比,其余按相对变化比。 */
const POINTS = 100;
const POINT_DIGITS = 8;

/** 指标值 = 分子 ÷ 分母,增幅再减一,没有分母的就是分子;定性指标写填没填;被扣住不给的值(覆盖率不足等)即使有分子分母也不写。 */
function valueCell(row: OfficialRow, { ref }: RowPlace) {
  const { indicator, figure, entry } = row;
  if (indicator.qualitative) {
    const text = entry?.text || entry?.attachmentId ? '已填' : '未填';
    return { formula: `"${text}"`, value: text };
  }
  if (figure.value === null) return { formula: `"${NONE}"`, value: null };
  const [top, bottom] = [ref('numerator'), ref('denominator')];
  const ratio = figure.denominator === null ? top : `${top}/${bottom}`;
  const growth = indicator.growth && figure.basis !== 'filled' ? '-1' : '';
  return { formula: `IFERROR(${ratio}${growth},"${NONE}")`, value: figure.value };
}

function changeCell(row: OfficialRow, { ref }: RowPlace) {
  const [now, then] = [ref('value'), ref('lastYear')];
  if (isPoints(row)) {
    const points = row.change === null ? null : roundHalfAway(row.change * POINTS, POINT_DIGITS);
    return { formula: `IFERROR(ROUND((${now}-${then})*${POINTS},${POINT_DIGITS}),"${NONE}")`, value: points };
  }
  return { formula: `IFERROR(${now}/${then}-1,"${NONE}")`, value: row.change };
}

function reachedCell(row: OfficialRow, { ref }: RowPlace) {
  const { direction } = row.indicator;
  if (direction === 'monitor') return { formula: `"${MONITORED}"`, value: MONITORED };
  const [value, target] = [ref('value'), ref('target')];
  const sign = direction === 'up' ? '>=' : '<=';
  const text = row.reached === null ? NONE : row.reached ? REACHED : MISSED;
  return {
    formula: `IF(AND(ISNUMBER(${value}),ISNUMBER(${target})),IF(${value}${sign}${target},"${REACHED}","${MISSED}"),"${NONE}")`,
    value: text,
  };
}

const gapCell =
  (key: 'target' | 'reference') =>
  (row: OfficialRow, { ref }: RowPlace) => {
    const [value, other] = [row.figure.value, row.target?.[key] ?? null];
    return {
      formula: `IFERROR(${ref('value')}-${ref(key)},"${NONE}")`,
      value: value === null || other === null ? null : value - other,
    };
  };

const text = (key: string, header: string, width: number, value: (row: OfficialRow) => string | null) =>
  ({ key, header, width, format: 'text', value }) satisfies Column<OfficialRow>;
const own = (row: OfficialRow) => valueFormat(row.indicator);
const nameOf = ({ item, name }: OfficialRow) => (item ? `${item.no} ${name}` : name);

/** 文号或文件名与口径版本;全称见口径说明。 */
const documentOf = ({ indicator }: OfficialRow) => `${indicator.source.split('(')[0]} ${indicator.version}`;

const columns: Column<OfficialRow>[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  text('dimension', '维度', 10, ({ item }) => item?.dimension ?? '附加指标'),
  text('id', '指标编码', 22, (row) => row.indicator.id),
  text('name', '指标名称', 36, nameOf),
  {
    key: 'kind',
    header: '指标属性（定量/定性）',
    format: 'label',
    width: 10,
    value: ({ indicator }) => (indicator.qualitative ? '定性' : '定量'),
  },
  {
    key: 'direction',
    header: '导向',
    format: 'label',
    width: 7,
    value: ({ indicator }) => DIRECTIONS[indicator.direction],
  },
  text('unit', '单位', 10, ({ indicator }) => indicator.unit || null),
  {
    key: 'numerator',
    header: '分子',
    format: ({ figure }) => amountFormat(figure.numerator),
    width: 15.5,
    value: ({ figure }) => figure.numerator,
  },
  {
    key: 'denominator',
    header: '分母',
    format: ({ figure }) => amountFormat(figure.denominator),
    width: 15.5,
    value: ({ figure }) => figure.denominator,
  },
  { key: 'value', header: '指标值', format: own, width: 12, live: valueCell, value: ({ figure }) => figure.value },
  { key: 'lastYear', header: '上年同期', format: own, width: 12, value: ({ lastYear }) => lastYear.value },
  {
    key: 'change',
    header: '同比',
    format: (row) => (isPoints(row) ? 'points' : 'change'),
    width: 16,
    live: changeCell,
  },
  { key: 'target', header: '目标值', format: own, width: 12, value: ({ target }) => target?.target ?? null },
  { key: 'reached', header: '达标情况', format: 'label', width: 12, live: reachedCell },
  {
    key: 'reference',
    header: '国家/省参考值',
    format: own,
    width: 12,
    value: ({ target }) => target?.reference ?? null,
  },
  text('dataSource', '数据来源', 17, (row) => row.dataSource),
  text('source', '口径文件及版本', 30, documentOf),
  text('responsible', '责任部门', 12, (row) => row.responsible),
  { key: 'gap', header: '与目标值差', format: own, width: 12, live: gapCell('target') },
  { key: 'referenceGap', header: '与参考值差', format: own, width: 12, live: gapCell('reference') },
  text('referenceSource', '参考值来源', 13, ({ target }) => target?.referenceSource ?? null),
  text('reason', '没有数的原因', 24, (row) =>
    row.figure.value === null && !row.indicator.qualitative ? row.figure.reason : null,
  ),
];

export function writeSummary(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: readonly OfficialRow[],
  remarks: readonly string[],
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '指标总表',
      title: titleOf(scope, scope.report.name),
      notes: notesOf(scope),
      unit: '单位见各行',
      columns,
      nameColumns: 4,
      highlights: [
        { column: 'reached', when: (c) => `LEFT(${c},1)="✘"`, look: 'red' },
        { column: 'reached', when: (c) => `LEFT(${c},1)="✔"`, look: 'green' },
      ],
      remarks,
    },
    rows,
  );
}

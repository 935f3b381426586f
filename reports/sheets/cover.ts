import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Cell } from '../workbook/sheet-writer.ts';
import { NOT_AVAILABLE } from '../workbook/text.ts';
import { beijingTime, lastDay, notesOf, type ReportScope, reportNumber, schemeText, titleOf } from './scope.ts';
import { wrappedRow } from './wrapped-rows.ts';

const WIDTHS = [20, 66, 46];
const NO_POLICY = '未装载支付政策';

/** 封面:报表的身份证。每一项在这里都有出处,缺的写明为什么缺。 */
export async function writeCover(
  book: ReportWorkbook,
  scope: ReportScope,
  checksum: string,
  own: readonly CoverLine[] = [],
): Promise<void> {
  const sheet = book.openSheet('封面', { widths: WIDTHS, titleRows: 2, onePage: true });
  await sheet.title(titleOf(scope, scope.report.name), WIDTHS.length);
  await sheet.notes(notesOf(scope), '', WIDTHS.length);
  const header = ['项目', '内容', '说明'].map((value) => ({ value, role: 'header' as const }));
  await sheet.row(header, 22);
  for (const [label, value, remark] of coverLines(scope, checksum, own)) {
    const format = typeof value === 'number' ? ({ format: 'coverCount' } as const) : {};
    const cells: Cell[] = [
      { value: label, role: 'field' },
      { value, role: 'value', ...format },
      { value: remark, role: 'value' },
    ];
    await wrappedRow(sheet, cells, WIDTHS, 10);
  }
  const signed = await sheet.signOff();
  sheet.printArea('A1', `C${signed}`);
  sheet.close();
}

/** 一项:名称、内容、说明。 */
export type CoverLine = readonly [label: string, value: string | number, remark: string];

/** `own` 是报表自己的几项,写在权重表版本之后;与通用项同名的代替通用项。 */
function coverLines(scope: ReportScope, checksum: string, own: readonly CoverLine[]): CoverLine[] {
  const { request, period, scheme, weights } = scope;
  const common: CoverLine[] = [
    ['医院名称', scope.hospital, ''],
    ['报表名称', scope.report.name, scope.department ? `仅含科室 ${scope.department}` : ''],
    ['报表编号', reportNumber(scope), ''],
    ['统计区间', `${period.from} 至 ${lastDay(period)}`, ''],
    ['统计口径', '按出院日期', '跨月住院的病例整例计入出院所在月'],
    ['险种范围', '全部', ''],
    [
      '分组方案及版本',
      schemeText(scope),
      scheme.forReference ? '参考方案，不用于结算；正式结算以医保经办机构分组结果为准' : '',
    ],
    ['权重表版本', weightTables(scope), weights.note],
    ['点值/费率', NOT_AVAILABLE, NO_POLICY],
    ['机构系数', NOT_AVAILABLE, NO_POLICY],
    ['数据批次', batchText(scope.batches), '期间内现行病例所来自的批次号'],
    ['纳入病例数', scope.includedCases, '计入出院人次的病例'],
    ['排除病例数', scope.excludedRecords, '有 E 级缺陷的记录，不进入任何指标，见「数据质量提示」与「明细」'],
    ['生成时间', beijingTime(request.generatedAt), '北京时间'],
    ['生成人', request.generatedBy, ''],
    ['运行清单校验码', checksum, '由数据批次、方案、权重与全部指标值算出；数据与口径不变则不变'],
    ['签名校验码', NOT_AVAILABLE, '未启用电子签名'],
  ];
  const at = common.findIndex(([label]) => label === '权重表版本') + 1;
  const added = own.filter(([label]) => common.every(([known]) => known !== label));
  const lines = common.map((line) => own.find(([label]) => label === line[0]) ?? line);
  return lines.toSpliced(at, 0, ...added);
}

function weightTables({ weights }: ReportScope): string {
  if (weights.tables.length === 0) return NOT_AVAILABLE;
  return weights.tables
    .map(
      (table) =>
        `${table.name}（编号 ${table.weightTableId}${table.origin === 'own_history' ? '，本院历史测算' : ''}）`,
    )
    .join('；');
}

/** 批次多时写首尾与个数。 */
function batchText(batches: readonly string[]): string {
  if (batches.length === 0) return NOT_AVAILABLE;
  if (batches.length <= 8) return batches.join('、');
  return `${batches.slice(0, 3).join('、')} … ${batches.at(-1)}（共 ${batches.length} 个批次）`;
}

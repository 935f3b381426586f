import { groupText } from '../../analytics/grouping/group-text.ts';
import { UNGROUPED_ADVICE } from '../../analytics/grouping/ungrouped-advice.ts';
import { statusName } from '../sheets/labels.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeLargeTable } from '../workbook/table-writer.ts';
import { excelDay } from '../workbook/text.ts';
import { listOf, UNGROUPED_LISTS, type UngroupedList, type UngroupedRow } from './ungrouped-row.ts';

type ListColumn = Column<UngroupedRow>;
const text = (key: string, header: string, width: number, value: (row: UngroupedRow) => string | null): ListColumn => ({
  key,
  header,
  format: 'text',
  width,
  value,
});
/** 由编码员填写的列。 */
const open = (key: string, header: string, width: number): ListColumn => ({
  ...text(key, header, width, () => null),
  open: true,
});

/** 除首位之外的编码。 */
const others = (joined: string | null) => joined?.split('|').slice(1).filter(Boolean).join('、') || null;

function columns(departmentName: (code: string) => string): ListColumn[] {
  return [
    { key: 'no', header: '序号', format: 'serial', width: 7, value: (_, i) => i + 1 },
    text('recordNo', '病案号', 13, ({ row }) => row.record_no),
    text('department', '科室', 16, ({ row }) => departmentName(row.department)),
    text('physician', '主管医师', 12, ({ row }) => row.physician_code),
    open('coder', '编码员', 9),
    {
      key: 'dischargedOn',
      header: '出院日期',
      format: 'date',
      width: 11.5,
      value: ({ row }) => (row.discharged_on === null ? null : excelDay(row.discharged_on)),
    },
    { key: 'los', header: '住院天数', format: 'count', width: 9, value: ({ row }) => row.los },
    {
      key: 'totalFee',
      header: '总费用（元）',
      format: 'money',
      width: 15,
      total: 'sum',
      value: ({ row }) => (row.total_fee === null ? null : Number(row.total_fee)),
    },
    text('diagnosis', '主要诊断编码', 14, ({ row }) => row.principal_diagnosis),
    text('diagnosisName', '主要诊断名称', 24, ({ row }) => row.principal_diagnosis_name),
    text('procedure', '主要手术编码', 14, ({ row }) => row.main_procedure),
    text('procedureName', '主要手术名称', 24, ({ row }) => row.main_procedure_name),
    text('otherDiagnoses', '其他诊断', 26, ({ row }) => others(row.diagnosis_codes)),
    text('otherProcedures', '其他手术', 22, ({ row }) => others(row.procedure_codes)),
    text('status', '分组状态', 16, ({ row }) => statusName(row.status)),
    text('causeCode', '原因代码', 20, ({ cause }) => cause.code),
    text('cause', '原因说明', 44, ({ cause }) => cause.message),
    text('nearest', '最接近的ADRG', 24, ({ cause }) => first(cause.nearest, (n) => groupText(n.adrg, n.name))),
    text('unmet', '未满足条件', 34, ({ cause }) => first(cause.nearest, (n) => n.unmet.message)),
    text('given', '转码前编码', 16, ({ converted }) => converted.map(({ given }) => given).join('、') || null),
    text('used', '转码后编码', 16, ({ converted }) => converted.map(({ used }) => used).join('、') || null),
    open('grey', '是否医保灰码', 9),
    text('check', '建议核查项', 34, ({ cause }) => UNGROUPED_ADVICE[cause.code].check),
    open('due', '修改期限', 11),
    open('finding', '核查结果（可填）', 18),
    open('regrouped', '修改后分组', 12),
  ];
}

const first = <T>(items: readonly T[], write: (item: T) => string): string | null =>
  items[0] === undefined ? null : write(items[0]);

/** 一张清单:未入组、歧义组或编码无效;一块一块写,不把全部病例放在内存里。 */
export function writeUngroupedList(
  book: ReportWorkbook,
  scope: ReportScope,
  list: UngroupedList,
  departmentName: (code: string) => string,
  rows: AsyncIterable<readonly UngroupedRow[]>,
): Promise<WrittenTable> {
  const chosen = async function* () {
    for await (const block of rows) yield block.filter((row) => listOf(row) === list);
  };
  const name = UNGROUPED_LISTS[list];
  return writeLargeTable(
    book,
    {
      sheet: name,
      title: titleOf(scope, `${name}病例清单`),
      notes: notesOf(scope),
      unit: '单位：元',
      columns: columns(departmentName),
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'recordNo' },
      remarks: [
        '最接近的 ADRG 只列第一个；全部原因与证明见页面「病例」。编码员、医保灰码、修改期限来源数据中没有，留空供填写。',
      ],
    },
    chosen(),
  );
}

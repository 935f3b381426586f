import type { ProblemCase, StayRecord } from '../../sql/read-models/record-quality.read-model.ts';
import { sexName, statusName } from '../sheets/labels.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeLargeTable } from '../workbook/table-writer.ts';
import { excelDay, NOT_AVAILABLE } from '../workbook/text.ts';
import { severityText } from './quality-sheets.ts';
import { ruleName } from './rule-name.ts';

type Name = (code: string) => string;
const dayOf = (day: string | null) => (day === null ? null : excelDay(day));

function text<Row>(key: string, header: string, width: number, value: (row: Row) => string | null): Column<Row> {
  return { key, header, format: 'text', width, value };
}
/** 由质控员、病案室填写的列。 */
function open<Row>(key: string, header: string, width: number, format: 'text' | 'date' = 'text'): Column<Row> {
  return { key, header, format, width, open: true, value: () => null };
}
function day<Row>(key: string, header: string, value: (row: Row) => string | null): Column<Row> {
  return { key, header, format: 'date', width: 11.5, value: (row) => dayOf(value(row)) };
}

const problemColumns = (departmentName: Name): Column<ProblemCase>[] => [
  { key: 'no', header: '序号', format: 'serial', width: 7, value: (_, i) => i + 1 },
  text('recordNo', '病案号', 13, (row) => row.record_no),
  text('department', '科室', 16, (row) => departmentName(row.department)),
  text('physician', '主管医师', 12, (row) => row.physician_code),
  text('coder', '编码员', 9, () => null),
  day('dischargedOn', '出院日期', (row) => row.discharged_on),
  { key: 'rule', header: '规则编码', format: 'label', width: 9, value: (row) => row.rule },
  text('ruleName', '规则名称', 26, (row) => ruleName(row)),
  { key: 'severity', header: '级别', format: 'label', width: 9, value: (row) => severityText(row.severity) },
  text('field', '字段', 20, (row) => row.field),
  text('value', '当前值', 16, (row) => row.value || null),
  text('message', '问题说明', 40, (row) => row.message),
  text('fix', '修改建议', 36, (row) => row.fix),
  text('group', '可能的分组变化', 26, groupEffect),
  { key: 'money', header: '预计影响（元）', format: 'money', value: () => null },
  open('state', '状态（可填）', 12),
  open('handler', '处理人（可填）', 12),
  open('handledAt', '处理时间（可填）', 14, 'date'),
];

/** 只说现在的分组会不会变:改了以后入哪个组要重新分组才知道。 */
function groupEffect({ has_error: hasError, status, drg }: ProblemCase): string | null {
  if (status === null) return '尚未分组';
  if (hasError) return `记录剔除；改正后计入（现 ${drg ?? NOT_AVAILABLE}）`;
  return status === 'grouped' ? `已入 ${drg}，改正后须重新分组` : `${statusName(status)}，改正后可能入组`;
}

/** 问题病例:一条缺陷一行;一块一块写,不把全部缺陷放在内存里。 */
export function writeProblemCases(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: AsyncIterable<readonly ProblemCase[]>,
  departmentName: Name,
): Promise<WrittenTable> {
  return writeLargeTable(
    book,
    {
      sheet: '问题病例',
      title: titleOf(scope, '病案首页问题病例清单'),
      notes: notesOf(scope),
      unit: '',
      columns: problemColumns(departmentName),
      nameColumns: 2,
      highlights: [{ column: 'severity', when: (c) => `LEFT(${c},1)="E"`, look: 'red' }],
      remarks: ['状态、处理人、处理时间由质控员填写；编码员与预计影响没有数据来源，见「口径说明」。'],
    },
    rows,
  );
}

/** 出院后 2 日内归档不算迟。 */
export const ARCHIVE_DAYS = 2;

const stayColumns = (departmentName: Name, generatedOn: number): Column<StayRecord>[] => [
  { key: 'no', header: '序号', format: 'serial', width: 7, value: (_, i) => i + 1 },
  text('recordNo', '病案号', 13, (row) => row.record_no),
  text('patient', '患者姓名（脱敏）', 10, () => null),
  { key: 'sex', header: '性别', format: 'label', width: 6, value: (row) => sexName(row.sex) },
  text('physician', '主管医师', 12, (row) => row.physician_code),
  text('department', '科室', 16, (row) => departmentName(row.department)),
  day('admittedOn', '入院日期', (row) => row.admitted_on),
  day('dischargedOn', '出院日期', (row) => row.discharged_on),
  { key: 'los', header: '住院天数', format: 'count', width: 9, value: (row) => row.los },
  open('registrar', '登记人（可填）', 10),
  open('registeredOn', '登记日期（可填）', 12, 'date'),
  open('registered', '登记标志（可填）', 10),
  {
    key: 'late',
    header: '迟归天数',
    format: 'count',
    width: 9,
    live: (_, { ref }) => ({
      formula: `IF(AND(ISNUMBER(${ref('registeredOn')}),ISNUMBER(${ref('dischargedOn')})),MAX(0,${ref('registeredOn')}-${ref('dischargedOn')}-${ARCHIVE_DAYS}),"${NOT_AVAILABLE}")`,
      value: NOT_AVAILABLE,
    }),
  },
  open('uploadedOn', '清单上传日期（可填）', 12, 'date'),
  open('dueOn', '上传截止日（可填）', 12, 'date'),
  {
    key: 'remaining',
    header: '剩余天数',
    format: 'count',
    width: 9,
    live: (_, { ref }) => ({
      formula: `IF(AND(ISNUMBER(${ref('dueOn')}),NOT(ISNUMBER(${ref('uploadedOn')}))),${ref('dueOn')}-${generatedOn},"${NOT_AVAILABLE}")`,
      value: NOT_AVAILABLE,
    }),
  },
];

/** 时效:全部病案的住院起止,登记与上传的日期由病案室填,迟归与剩余天数随之算出。 */
export function writeTimeliness(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: AsyncIterable<readonly StayRecord[]>,
  names: { departmentName: Name; generatedOn: string },
): Promise<WrittenTable> {
  return writeLargeTable(
    book,
    {
      sheet: '时效',
      title: titleOf(scope, '病案归档与清单上传时效'),
      notes: notesOf(scope),
      unit: '单位：天',
      columns: stayColumns(names.departmentName, excelDay(names.generatedOn)),
      nameColumns: 2,
      remarks: [
        `登记、上传的日期填入后：迟归天数 = 登记日期 − 出院日期 − ${ARCHIVE_DAYS}，不小于 0；剩余天数 = 上传截止日 − 生成日 ${names.generatedOn}，已上传的不计。`,
      ],
    },
    rows,
  );
}

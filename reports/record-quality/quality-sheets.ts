import type { DepartmentQuality, RuleQuality } from '../../sql/read-models/record-quality.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { pendingColumn } from '../sheets/unit-columns.ts';
import { column, minus, number, over } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { ruleName } from './rule-name.ts';

type D = Column<DepartmentQuality>;
const count = (key: keyof DepartmentQuality, header: string): D => ({
  key,
  header,
  format: 'count',
  total: 'sum',
  value: (row) => row[key],
});

const departmentColumns = (departmentName: (code: string) => string): D[] => [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'name', header: '科室', format: 'text', width: 20, value: ({ department }) => departmentName(department) },
  count('records', '出院人次'),
  pendingColumn('registered', '已登记数', 'count'),
  pendingColumn('unregistered', '未登记数', 'count'),
  pendingColumn('registeredShare', '登记率', 'share'),
  pendingColumn('archived2', '2日归档率', 'share'),
  pendingColumn('archived7', '7日归档率', 'share'),
  count('problem', '问题病例数'),
  {
    key: 'problemShare',
    header: '问题率',
    format: 'share',
    total: 'formula',
    formula: over(column('problem'), column('records')),
  },
  count('severe', '严重问题数'),
  count('affected', '影响分组例数'),
  pendingColumn('money', '预计影响金额（万元）', 'money'),
  {
    key: 'score',
    header: '病案质量得分',
    format: 'index',
    total: 'formula',
    formula: minus(number(100), over(column('deducted'), column('records'))),
  },
  { key: 'deducted', header: '扣分合计', format: 'decimal', base: true, total: 'sum', value: (row) => row.deducted },
];

/** 质量概况:各科室的问题病例与病案质量得分。 */
export function writeQualitySummary(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: readonly DepartmentQuality[],
  departmentName: (code: string) => string,
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '质量概况',
      title: titleOf(scope, '病案首页质量概况'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      paragraph: `期间内病案 ${scope.includedCases + scope.excludedRecords} 份，其中因 E 级缺陷不计入指标的 ${scope.excludedRecords} 份。出院人次含这些病案。`,
      columns: departmentColumns(departmentName),
      nameColumns: 2,
      total: { label: '合计', labelColumn: 'name' },
    },
    rows,
  );
}

const ruleColumns = (records: number): Column<RuleQuality>[] => [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'rule', header: '规则编码', format: 'label', width: 10, value: ({ rule }) => rule },
  {
    key: 'name',
    header: '规则名称',
    format: 'text',
    width: 40,
    value: (row) => ruleName(row) ?? `如：${row.message}`,
  },
  { key: 'severity', header: '级别', format: 'label', width: 10, value: ({ severity }) => severityText(severity) },
  { key: 'cases', header: '触发例数', format: 'count', value: (row) => row.cases },
  { key: 'share', header: '占比', format: 'share', formula: over(column('cases'), column('records')) },
  { key: 'affected', header: '影响分组例数', format: 'count', value: (row) => row.affected },
  pendingColumn('money', '预计影响（万元）', 'money'),
  { key: 'records', header: '全部病案数', format: 'count', base: true, value: () => records },
];

export const severityText = (severity: string): string => (severity === 'E' ? 'E 剔除' : 'W 提示');

/** 规则明细:各规则触发的病例数;一份病案可触发几条,各行不可相加。 */
export function writeRuleDetails(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: readonly RuleQuality[],
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '规则明细',
      title: titleOf(scope, '病案首页质控规则明细'),
      notes: notesOf(scope),
      unit: '单位：例',
      columns: ruleColumns(scope.includedCases + scope.excludedRecords),
      nameColumns: 3,
      highlights: [{ column: 'severity', when: (c) => `LEFT(${c},1)="E"`, look: 'red' }],
      remarks: [
        rows.length > 0 ? '一份病案可触发几条规则，各行例数不可相加；占比以全部病案为分母。' : '没有触发任何质控规则。',
      ],
    },
    rows,
  );
}

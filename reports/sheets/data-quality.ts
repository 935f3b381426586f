import { RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';
import type { QualityFinding } from '../../sql/read-models/data-quality.read-model.ts';
import { tenThousand } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { notesOf, type ReportScope, titleOf } from './scope.ts';

/** 同一编号下的各项检查。 */
const checksOf = ({ rule, severity }: QualityFinding) =>
  RECORD_CHECKS.filter((check) => check.id === rule && check.severity === severity);

/** 规则名称;一个编号下有几项检查时举一例。 */
function ruleText(finding: QualityFinding): string {
  const checks = checksOf(finding);
  return checks.length === 1 ? `${finding.rule} ${checks[0]!.name}` : `${finding.rule} 如：${finding.message}`;
}

/** 处理建议;随病例而异的举一例。 */
function fixText(finding: QualityFinding): string {
  const [only, ...more] = checksOf(finding);
  return only && more.length === 0 && !only.fix.includes('{') ? only.fix : `如：${finding.fix}`;
}

const columns = (records: number): Column<QualityFinding>[] => [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'rule', header: '质控规则', format: 'text', value: ruleText, width: 46 },
  {
    key: 'severity',
    header: '级别',
    format: 'label',
    width: 10,
    value: (f) => (f.severity === 'E' ? 'E 剔除' : 'W 提示'),
  },
  { key: 'cases', header: '涉及病例数', format: 'count', value: (f) => f.cases },
  { key: 'fee', header: '涉及费用（万元）', format: 'money', formula: tenThousand('totalFee') },
  { key: 'share', header: '占比', format: 'share', value: (f) => (records > 0 ? f.cases / records : null) },
  {
    key: 'effect',
    header: '对本表的影响',
    format: 'text',
    width: 26,
    value: (f) => (f.severity === 'E' ? '记录剔除，不进入任何指标' : '照常计入，供核对'),
  },
  { key: 'fix', header: '处理建议', format: 'text', value: fixText, width: 46 },
  { key: 'totalFee', header: '涉及费用（元）', format: 'money', base: true, value: (f) => f.totalFee },
];

/** 数据质量提示:期间内触发的规则;剔除了多少、为什么,一眼看到。 */
export async function writeDataQuality(
  book: ReportWorkbook,
  scope: ReportScope,
  findings: readonly QualityFinding[],
): Promise<void> {
  const records = scope.includedCases + scope.excludedRecords;
  await writeTable(
    book,
    {
      sheet: '数据质量提示',
      title: titleOf(scope, '数据质量提示'),
      notes: notesOf(scope),
      unit: '',
      paragraph:
        `期间内记录 ${records} 条：纳入 ${scope.includedCases} 条，因 E 级缺陷剔除 ${scope.excludedRecords} 条。` +
        (findings.length > 0
          ? '一条记录可触发多条规则，各行病例数不可相加；占比以全部记录为分母。'
          : '没有触发任何质控规则。'),
      columns: columns(records),
      nameColumns: 2,
      highlights: [{ column: 'severity', when: (c) => `LEFT(${c},1)="E"`, look: 'red' }],
    },
    findings,
  );
}

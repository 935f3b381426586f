import type { ChangeImpact } from '../../analytics/grouping/change-impact.ts';
import type { SchemeChange } from '../../analytics/grouping/scheme-change.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { tenThousand } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeLargeTable } from '../workbook/table-writer.ts';

/** 条件与次序可以很长:单元格里放不下的截断,全文在接口与页面上。 */
const LONGEST = 2_000;
const shown = (text: string | null) =>
  text === null ? '—' : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

const BLOCK = 1_000;

/** 规则差异:逐条写出,一个方案换一个方案可以有几万条。 */
export function writeRules(
  book: ReportWorkbook,
  scope: ReportScope,
  changes: readonly SchemeChange[],
  impact: ChangeImpact,
): Promise<WrittenTable> {
  const columns: Column<SchemeChange>[] = [
    { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
    { key: 'level', header: '层级', format: 'label', width: 10, repeats: true, value: (change) => change.level },
    { key: 'code', header: '编码', format: 'text', width: 14, value: (change) => change.code },
    { key: 'change', header: '变更类型', format: 'label', width: 12, repeats: true, value: (change) => change.change },
    { key: 'old', header: '旧值', format: 'text', width: 40, value: (change) => shown(change.old) },
    { key: 'new', header: '新值', format: 'text', width: 40, value: (change) => shown(change.new) },
    { key: 'cases', header: '影响例数', format: 'count', value: (change) => impact.of(change).cases },
    { key: 'feeWan', header: '影响金额（万元）', format: 'money', formula: tenThousand('fee') },
    {
      key: 'fee',
      header: '影响金额（元）',
      format: 'money',
      base: true,
      value: (change) => impact.of(change).feeInCents / 100,
    },
  ];
  async function* blocks() {
    for (let i = 0; i < changes.length; i += BLOCK) yield changes.slice(i, i + BLOCK);
  }
  return writeLargeTable(
    book,
    {
      sheet: '规则差异',
      title: titleOf(scope, '方案规则差异表'),
      notes: notesOf(scope),
      unit: '单位：见表头',
      columns,
      nameColumns: 3,
      remarks: [
        '影响例数：期间内换了病组、并涉及这一处差异的病例（组的差异看离开或进入该组，编码的差异看病案上有没有该编码）；影响金额是这些病例的总费用。一个病例可以涉及几处，各行不可相加。',
      ],
    },
    blocks(),
    changes.slice(0, BLOCK),
  );
}

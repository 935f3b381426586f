import type { LowRiskDeaths, RiskDeath } from '../../sql/read-models/low-risk-deaths/low-risk-deaths.read-model.ts';
import { riskName, sexName } from '../sheets/labels.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { excelDay } from '../workbook/text.ts';

const CONDITIONS: Record<string, string> = { 1: '有', 2: '临床未确定', 3: '情况不明', 4: '无' };
const SHEETS = { 1: '低风险死亡', 2: '中低风险死亡' } as const;

type C = Column<RiskDeath>;
const text = (key: string, header: string, width: number, value: (row: RiskDeath) => string | null): C => ({
  key,
  header,
  format: 'text',
  width,
  value,
});
const day = (key: string, header: string, value: (row: RiskDeath) => string | null): C => ({
  key,
  header,
  format: 'date',
  value: (row) => {
    const at = value(row);
    return at === null ? null : excelDay(at);
  },
});
/** 留给科室与质控填写的列。 */
const open = (key: string, header: string): C => ({ key, header, format: 'text', width: 26, open: true });

const columns: C[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  text('recordNo', '病案号', 14, (row) => row.recordNo),
  text('patient', '患者姓名（脱敏）', 10, () => null),
  { key: 'sex', header: '性别', format: 'label', value: (row) => sexName(row.sex) },
  { key: 'age', header: '年龄', format: 'count', width: 7, value: (row) => row.ageYears },
  text('department', '科室', 16, (row) => row.departmentName),
  text('team', '医疗组', 12, (row) => row.team || null),
  text('physician', '主管医师', 12, (row) => row.physician || null),
  day('admittedOn', '入院日期', (row) => row.admittedOn),
  day('dischargedOn', '出院（死亡）日期', (row) => row.dischargedOn),
  { key: 'los', header: '住院天数', format: 'count', width: 9, value: (row) => row.los },
  text('drg', 'DRG编码', 11, (row) => row.drg),
  text('drgName', 'DRG名称', 32, (row) => row.drgName),
  text('tier', '死亡风险等级', 11, (row) => riskName(row.tier)),
  { key: 'groupRate', header: '组死亡率', format: 'share', value: (row) => row.groupRate },
  text('diagnosis', '主要诊断编码', 14, (row) => row.principalDiagnosis),
  text('diagnosisName', '主要诊断名称', 24, (row) => row.principalDiagnosisName),
  text('others', '其他诊断', 34, (row) => row.otherDiagnoses.join('、') || null),
  text('procedures', '手术操作', 26, (row) => row.procedures.join('、') || null),
  text('condition', '入院病情', 11, (row) => CONDITIONS[row.admissionCondition ?? ''] ?? null),
  text('terminal', '是否肿瘤终末/放弃治疗', 24, (row) =>
    row.terminalCodes.length > 0 ? `肿瘤或姑息：${row.terminalCodes.join('、')}` : '编码未提示',
  ),
  open('review', '首页编码复核结果（可填）'),
  open('discussion', '死亡讨论结论（可填）'),
  open('action', '整改措施（可填）'),
];

/** 低风险(1)或中低风险(2)组的死亡,逐例一行。 */
export function writeRiskDeaths(
  book: ReportWorkbook,
  scope: ReportScope,
  data: LowRiskDeaths,
  tier: 1 | 2,
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: SHEETS[tier],
      title: titleOf(scope, `${SHEETS[tier]}病例清单`),
      notes: notesOf(scope),
      unit: '',
      columns,
      nameColumns: 2,
      remarks: [data.source.note, '黄色格由科室与质控填写。'],
    },
    data.deaths.filter((death) => death.tier === tier),
  );
}

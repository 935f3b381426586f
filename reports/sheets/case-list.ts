import type { CaseRow } from '../../sql/read-models/case-list.read-model.ts';
import { column, minus, over } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeLargeTable } from '../workbook/table-writer.ts';
import { excelDay } from '../workbook/text.ts';
import { CaseTally } from './case-tally.ts';
import { dischargeModeName, payerName, riskName, sexName, statusName } from './labels.ts';
import { notesOf, type ReportScope, schemeText, titleOf } from './scope.ts';

export const CASE_SHEET = '明细';

const day = (text: string | null) => (text === null ? null : excelDay(text));
const age = (c: CaseRow) => c.ageYears ?? (c.ageDays === null ? null : 0);
type CaseColumn = Column<CaseRow>;
const text = (key: string, header: string, width: number, value: (c: CaseRow) => string | null): CaseColumn => ({
  key,
  header,
  width,
  format: 'text',
  value,
});
/** 取值反复出现的文本。 */
const label = (key: string, header: string, width: number, value: (c: CaseRow) => string | null): CaseColumn => ({
  ...text(key, header, width, value),
  repeats: true,
});
const money = (key: string, header: string, value: (c: CaseRow) => number | null): CaseColumn => ({
  key,
  header,
  // 十万例的合计有十六七个字符。
  width: 16.5,
  format: 'money',
  total: 'sum',
  value,
});
/** 支付数据未装载:留出位置,填入即参与公式。 */
const pendingMoney = (key: string, header: string): CaseColumn => ({
  key,
  header,
  width: 12,
  format: 'money',
  value: () => null,
});

/** 标准明细列,次序固定(各报表相同,供公式与外部系统按位置引用)。 */
export function caseColumns(departmentName: (code: string) => string, scheme: string): CaseColumn[] {
  return [
    { key: 'no', header: '序号', format: 'serial', width: 7, value: (_, i) => i + 1 },
    text('caseKey', '病例键', 11, (c) => c.caseId),
    text('recordNo', '病案号', 13, (c) => c.recordNo),
    text('admissionKey', '住院次数', 9, (c) => c.admissionKey),
    label('departmentCode', '出院科室编码', 10, (c) => c.departmentCode || null),
    label('department', '出院科室', 16, (c) => departmentName(c.departmentCode)),
    label('team', '医疗组', 12, (c) => c.teamCode || null),
    label('physician', '主管医师', 12, (c) => c.physicianCode || null),
    label('sex', '性别', 6, (c) => sexName(c.sex)),
    { key: 'age', header: '年龄', format: 'count', width: 6, value: age },
    { key: 'admittedOn', header: '入院日期', format: 'date', width: 11.5, value: (c) => day(c.admittedOn) },
    { key: 'dischargedOn', header: '出院日期', format: 'date', width: 11.5, value: (c) => day(c.dischargedOn) },
    { key: 'settledOn', header: '结算日期', format: 'date', width: 11.5, value: () => null },
    { key: 'los', header: '住院天数', format: 'count', width: 10.5, total: 'sum', value: (c) => c.los },
    label('dischargeMode', '离院方式', 16, (c) => dischargeModeName(c.dischargeMode)),
    label('payer', '险种', 22, (c) => payerName(c.payer)),
    label('diagnosis', '主要诊断编码', 13, (c) => c.principalDiagnosis),
    label('diagnosisName', '主要诊断名称', 26, (c) => c.principalDiagnosisName),
    label('procedure', '主要手术编码', 13, (c) => c.mainProcedure),
    label('procedureName', '主要手术名称', 26, (c) => c.mainProcedureName),
    { key: 'surgeryLevel', header: '手术级别', format: 'serial', width: 7, value: (c) => c.surgeryLevel },
    label('scheme', '分组方案', 22, () => scheme),
    label('status', '分组状态', 15, (c) => statusName(c.status)),
    label('mdc', 'MDC', 7, (c) => c.mdc),
    label('adrg', 'ADRG', 8, (c) => c.adrg),
    label('drg', 'DRG/DIP编码', 11, (c) => c.drg),
    label('drgName', '名称', 30, (c) => c.drgName),
    { key: 'rw', header: 'RW/分值', format: 'weight4', width: 12.5, total: 'sum', value: (c) => c.rw },
    label('risk', '死亡风险等级', 10, (c) => riskName(c.mortalityRisk)),
    money('totalFee', '总费用（元）', (c) => c.totalFee),
    money('westernDrug', '西药费', (c) => c.westernDrugFee),
    money('chineseDrug', '中药费', (c) => c.chineseDrugFee),
    money('material', '耗材费', (c) => c.materialFee),
    money('exam', '检查费', (c) => c.examFee),
    money('lab', '检验费', (c) => c.labFee),
    money('surgery', '手术费', (c) => c.surgeryFee),
    money('service', '医疗服务费', (c) => c.serviceFee),
    money('selfPaid', '个人支付（元）', (c) => c.selfPaid),
    pendingMoney('standard', '支付标准（元）'),
    {
      key: 'feeRatio',
      header: '倍率',
      format: 'index',
      width: 8,
      formula: over(column('totalFee'), column('standard')),
    },
    label('ratioKind', '倍率类型', 9, () => null),
    pendingMoney('officialProfit', '盈亏官方（元）'),
    {
      key: 'profit',
      header: '盈亏公式值（元）',
      format: 'profit',
      width: 13,
      formula: minus(column('standard'), column('totalFee')),
    },
    {
      key: 'adjustment',
      header: '盈亏调整（元）',
      format: 'profit',
      width: 13,
      formula: minus(column('officialProfit'), column('profit')),
    },
    label('profitBasis', '盈亏口径', 10, () => null),
    {
      key: 'benchmarkCost',
      header: '标杆费用（元）',
      format: 'money',
      width: 13,
      value: (c) => c.benchmarkCost,
    },
    { key: 'benchmarkLos', header: '标杆住院日', format: 'days', width: 9, value: (c) => c.benchmarkLos },
    label('included', '是否纳入', 8, (c) => (c.hasError ? '否' : '是')),
    label('reason', '排除原因', 22, (c) => (c.hasError ? `E级缺陷：${c.errorRules ?? '见质控清单'}` : null)),
  ];
}

/** 写明细表;同时按科室累计,供校验与溯源。 */
export async function writeCaseList(
  book: ReportWorkbook,
  scope: ReportScope,
  departmentName: (code: string) => string,
  pages: AsyncIterable<readonly CaseRow[]>,
): Promise<{ table: WrittenTable; tally: CaseTally }> {
  const tally = new CaseTally(4);
  const counted = async function* () {
    for await (const page of pages) {
      for (const row of page) tally.add(row);
      yield page;
    }
  };
  const table = await writeLargeTable(
    book,
    {
      sheet: CASE_SHEET,
      title: titleOf(scope, '病例明细表'),
      notes: notesOf(scope),
      unit: '单位：元',
      columns: caseColumns(departmentName, schemeText(scope)),
      nameColumns: 3,
      total: { label: '合计', labelColumn: 'caseKey' },
      paragraph:
        '一行一例；支付标准、盈亏官方两列装载或填入后，倍率与盈亏公式自动得出。合计含「是否纳入」为否的病例，各指标只计「是」。',
    },
    counted(),
  );
  return { table, tally };
}

import {
  QUALITY_MEASURES,
  type QualityMeasure,
} from '../../analytics/performance/quality-development/record-measures.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { figureColumn, ratioColumn, withBases } from '../sheets/unit-columns.ts';
import { column, over } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { DepartmentRow } from './quality-figures.ts';

type C = Column<DepartmentRow>;

/** 质量度量的比值列:分子、分母在右侧底数列,或主表里已有。 */
const rate = (key: string, header: string, top: string, bottom: string): C => ({
  key,
  header,
  format: 'share',
  total: 'formula',
  formula: over(column(top), column(bottom)),
});

const count = (name: QualityMeasure, header: string, base = false): C => ({
  key: name,
  header,
  format: 'count',
  total: 'sum',
  base,
  value: ({ quality }) => quality[name],
});
const base = (name: QualityMeasure): C => count(name, QUALITY_MEASURES[name].label, true);

function columns(): C[] {
  return withBases<DepartmentRow>([
    { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
    { key: 'code', header: '科室编码', format: 'text', width: 10, value: (row) => row.code || null },
    { key: 'name', header: '科室', format: 'text', width: 20, value: (row) => row.name },
    figureColumn('discharges', '出院人次', 'count', 'sum'),
    figureColumn('surgicalCases', '手术例数', 'count', 'sum', 'surgical'),
    rate('surgeryRate', '手术占比', 'surgical', 'discharges'),
    rate('level34Rate', '三级及以上手术占比', 'surgicalLevel34', 'surgical'),
    rate('level4Rate', '四级手术占比', 'surgicalLevel4', 'surgical'),
    rate('minimalRate', '微创手术占比', 'minimallyInvasive', 'surgical'),
    count('electiveSurgical', '择期手术例数'),
    rate('dayRate', '日间手术占择期手术比例', 'daySurgical', 'electiveSurgical'),
    rate('complicationRate', '择期手术并发症发生率', 'electiveComplicated', 'electiveSurgical'),
    rate('infectionRate', 'Ⅰ类切口手术部位感染率', 'cleanIncisionInfections', 'cleanIncisions'),
    ratioColumn('lowRiskMortality', '低风险组死亡率', 'share'),
    ratioColumn('cmi', 'CMI', 'index4'),
    figureColumn('costIndex', '费用消耗指数', 'index4', 'given'),
    figureColumn('timeIndex', '时间消耗指数', 'index4', 'given'),
    ratioColumn('meanLos', '平均住院日（天）', 'days'),
    ratioColumn('meanFee', '次均费用（元）', 'money'),
    ratioColumn('serviceShare', '医疗服务收入占比（首页代理）', 'share'),
    rate('herbRate', '中药饮片使用率（首页代理）', 'herbUsers', 'discharges'),
    ...(['minimallyInvasive', 'daySurgical', 'electiveComplicated'] as const).map(base),
    ...(['cleanIncisionInfections', 'cleanIncisions', 'herbUsers'] as const).map(base),
  ]);
}

/** 科室分解:能由病案首页算到科室的指标。 */
export function writeDepartments(
  book: ReportWorkbook,
  scope: ReportScope,
  departments: readonly DepartmentRow[],
  hospital: DepartmentRow | undefined,
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '科室分解',
      title: titleOf(scope, '高质量发展指标科室分解表'),
      notes: notesOf(scope),
      unit: '单位见表头',
      columns: columns(),
      nameColumns: 3,
      ...(hospital ? { total: { label: '合计', labelColumn: 'name', unit: hospital } } : {}),
      remarks: [
        '只列能由病案首页算到科室的指标；财务、人事等年度填报项目没有科室口径。科室按出院科室。',
        '医疗服务收入占比为首页费用的代理口径，不同于财务报表；两者不可直接比较。',
      ],
    },
    departments,
  );
}

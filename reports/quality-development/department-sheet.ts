import type { FigureUnit } from '../../sql/read-models/figures.read-model.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { figureColumn, measureColumn, ratioColumn, withBases } from '../sheets/unit-columns.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';

function columns(): Column<FigureUnit>[] {
  return withBases<FigureUnit>([
    { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
    { key: 'code', header: '科室编码', format: 'text', width: 10, value: (row) => row.code || null },
    { key: 'name', header: '科室', format: 'text', width: 20, value: (row) => row.name },
    figureColumn('discharges', '出院人次', 'count', 'sum'),
    figureColumn('surgicalCases', '手术例数', 'count', 'sum', 'surgical'),
    ratioColumn('surgeryShare', '手术占比', 'share'),
    ratioColumn('level34SurgeryShare', '三级及以上手术占比', 'share'),
    ratioColumn('level4SurgeryShare', '四级手术占比', 'share'),
    ratioColumn('minimallyInvasiveShare', '微创手术占比', 'share'),
    { ...measureColumn<FigureUnit>('electiveSurgical'), base: false },
    ratioColumn('daySurgeryShare', '日间手术占择期手术比例', 'share'),
    ratioColumn('electiveComplicationShare', '择期手术并发症发生率', 'share'),
    ratioColumn('cleanIncisionInfectionShare', 'Ⅰ类切口手术部位感染率', 'share'),
    ratioColumn('lowRiskMortality', '低风险组死亡率', 'share'),
    ratioColumn('cmi', 'CMI', 'index4'),
    figureColumn('costIndex', '费用消耗指数', 'index4', 'given'),
    figureColumn('timeIndex', '时间消耗指数', 'index4', 'given'),
    ratioColumn('meanLos', '平均住院日（天）', 'days'),
    ratioColumn('meanFee', '次均费用（元）', 'money'),
    ratioColumn('serviceShare', '医疗服务收入占比（首页代理）', 'share'),
    ratioColumn('herbUseShare', '中药饮片使用率（首页代理）', 'share'),
  ]);
}

/** 科室分解:能由病案首页算到科室的指标。 */
export function writeDepartments(
  book: ReportWorkbook,
  scope: ReportScope,
  departments: readonly FigureUnit[],
  hospital: FigureUnit | undefined,
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

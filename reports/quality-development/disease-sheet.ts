import { type DiseaseYear, diseaseScore } from '../../analytics/performance/quality-development/specialty-index.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, over, times } from '../workbook/expression.ts';
import type { FormatName } from '../workbook/formats.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';

/** 一个重点监测病种:今年、上年例数与得分。 */
export interface DiseaseRow extends DiseaseYear {
  readonly casesLastYear: number;
  readonly score: number | null;
}

export function diseaseRows(diseases: readonly DiseaseYear[], before: readonly DiseaseYear[]): DiseaseRow[] {
  const lastYear = new Map(before.map((disease) => [disease.code, disease]));
  return diseases.map((disease) => ({
    ...disease,
    casesLastYear: lastYear.get(disease.code)?.cases ?? 0,
    score: disease.cases > 0 ? diseaseScore(disease, lastYear.get(disease.code)) : null,
  }));
}

type C = Column<DiseaseRow>;
const ratio = (key: string, header: string, format: FormatName, top: string, bottom: string): C => ({
  key,
  header,
  format,
  total: 'formula',
  formula: over(column(top), column(bottom)),
});
const sum = (key: keyof DiseaseRow & string, header: string, format: FormatName, base = false): C => ({
  key,
  header,
  format,
  base,
  total: 'sum',
  value: (row) => row[key] as number,
});

const columns: C[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'code', header: '病种编号', format: 'text', width: 12, value: (row) => row.code },
  { key: 'name', header: '病种名称', format: 'text', width: 30, value: (row) => row.name },
  sum('cases', '出院例数', 'count'),
  sum('casesLastYear', '上年同期例数', 'count'),
  sum('deaths', '死亡例数', 'count'),
  ratio('mortality', '病死率', 'share', 'deaths', 'cases'),
  ratio('meanLos', '平均住院日（天）', 'days', 'bedDays', 'cases'),
  ratio('meanFee', '次均费用（元）', 'money', 'totalFee', 'cases'),
  ratio('level4Share', '四级手术占比', 'share', 'level4', 'surgical'),
  ratio('minimalShare', '微创手术占比', 'share', 'minimallyInvasive', 'surgical'),
  { key: 'score', header: '病种得分（0–1）', format: 'index4', width: 12, value: (row) => row.score },
  {
    key: 'weighted',
    header: '例数×得分',
    format: 'decimal',
    total: 'sum',
    formula: times(column('cases'), column('score')),
  },
  sum('bedDays', '住院日数', 'count', true),
  sum('totalFee', '总费用', 'money', true),
  sum('surgical', '手术例数', 'count', true),
  sum('level4', '四级手术例数', 'count', true),
  sum('minimallyInvasive', '微创手术例数', 'count', true),
];

/** 重点监测病种(单病种质量控制):专科能力指数由它算出。 */
export function writeDiseases(
  book: ReportWorkbook,
  scope: ReportScope,
  rows: readonly DiseaseRow[],
  list: string,
): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '重点监测病种',
      title: titleOf(scope, '重点监测病种表'),
      notes: notesOf(scope),
      unit: '单位见表头',
      columns,
      nameColumns: 3,
      total: { label: '合计', labelColumn: 'name' },
      remarks: [
        `病种清单：${list}。主要诊断在编码范围内即属该病种；一例可属几个病种。`,
        '病种得分的算法见口径说明；没有可计分的项（如没有上年、没有手术）的项不计。',
      ],
    },
    rows,
  );
}

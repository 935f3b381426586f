import { adoptedIn, type Registry, rivalsOf } from '../../analytics/performance/adoption.ts';
import type { Indicator } from '../../analytics/performance/indicator-registry.ts';
import { adoptedNotes } from '../sheets/adopted.ts';
import { notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { ratioColumn, type UnitRow, withBases } from '../sheets/unit-columns.ts';
import { column, minus } from '../workbook/expression.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import type { IndexFigures, MeanIndex } from './index-figures.ts';

/** 对照的两个概念;几种算法按登记的次序编号,内置的三种在前,本院自己的在后。 */
const CONCEPTS: Record<MeanIndex, string> = { costIndex: '费用', timeIndex: '时间' };
const IDS = Object.keys(CONCEPTS) as MeanIndex[];

const numberOf = (index: number) => `算法${'一二三四五六七八九十'[index] ?? index + 1}`;

/** 一个概念的各列:几种算法、采用哪一种、其余与采用的之差。 */
function conceptColumns(registry: Registry, id: MeanIndex): Column<UnitRow>[] {
  const rivals = rivalsOf(registry, id);
  const adopted = adoptedIn(registry, id);
  const at = rivals.findIndex((rival) => rival.id === adopted);
  const gaps = rivals.map(
    (rival, i): Column<UnitRow> => ({
      key: `gap-${rival.id}`,
      header: `${numberOf(i)}与采用之差`,
      format: 'signed4',
      total: 'formula',
      formula: minus(column(rival.id), column(adopted)),
    }),
  );
  return [
    ...rivals.map((rival, i) => {
      const header = `${CONCEPTS[id]}指数${numberOf(i)}${i === at ? '（采用）' : ''}`;
      return { ...ratioColumn<UnitRow>(rival.id, header, 'index4', registry), width: 15 };
    }),
    { key: `adopted-${id}`, header: `${CONCEPTS[id]}指数采用`, format: 'label', width: 10, value: () => numberOf(at) },
    ...gaps.filter((_, i) => i !== at),
  ];
}

const columns = (registry: Registry): Column<UnitRow>[] =>
  withBases<UnitRow>([
    { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
    { key: 'name', header: '科室', format: 'text', value: (unit) => unit.name },
    ...IDS.flatMap((id) => conceptColumns(registry, id)),
  ]);

/** 表上各列是哪个指标,列键即编号。 */
export const comparedIndicators = (registry: Registry): Indicator[] => IDS.flatMap((id) => rivalsOf(registry, id));

/** 公式对照:同名指标的几种算法并列,采用哪一种、差多少。 */
export function writeFormulaComparison(
  book: ReportWorkbook,
  scope: ReportScope,
  { departments, hospital }: IndexFigures,
): Promise<WrittenTable> {
  const { registry } = scope;
  const described = IDS.flatMap((id) =>
    rivalsOf(registry, id).map(({ name, note }, i) => `${numberOf(i)}：${name}——${note}。`),
  );
  return writeTable(
    book,
    {
      sheet: '公式对照',
      title: titleOf(scope, '消耗指数公式对照表'),
      notes: notesOf(scope),
      unit: '',
      columns: columns(registry),
      nameColumns: 2,
      total: { label: '全院', labelColumn: 'name', ...(hospital ? { unit: hospital } : {}) },
      remarks: [...adoptedNotes(scope), ...described],
    },
    departments,
  );
}

import type { FormatName } from '../workbook/formats.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { notesOf, type ReportScope, titleOf } from './scope.ts';

/** 等式的一边:活公式与缓存值。 */
export interface Side {
  readonly formula: string;
  readonly value: number | null;
}

/** 一条勾稽:两边各自从不同的表算来。 */
export interface Check {
  readonly item: string;
  readonly format: FormatName;
  readonly left: Side;
  readonly right: Side;
}

/** 金额到分、权重到第六位:浮点求和次序不同带来的尾差不算差异。 */
const DIGITS = 4;
const AGREES = '✔ 一致';
const DIFFERS = '✘ 不一致';

const difference = ({ left, right }: Check): number | null =>
  left.value === null || right.value === null ? null : Number((left.value - right.value).toFixed(DIGITS)) + 0;

const columns: Column<Check>[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  { key: 'item', header: '校验项', format: 'text', value: (c) => c.item, width: 62 },
  { key: 'left', header: '左值', format: (c) => c.format, width: 20, live: (c) => c.left, value: (c) => c.left.value },
  {
    key: 'right',
    header: '右值',
    format: (c) => c.format,
    width: 20,
    live: (c) => c.right,
    value: (c) => c.right.value,
  },
  {
    key: 'difference',
    header: '差异（应为0）',
    format: 'profit',
    width: 16,
    live: (c, { ref }) => ({
      formula: `IFERROR(ROUND(${ref('left')}-${ref('right')},${DIGITS}),"—")`,
      value: difference(c),
    }),
  },
  {
    key: 'conclusion',
    header: '结论',
    format: 'label',
    width: 14,
    live: (c, { ref }) => {
      const cell = ref('difference');
      const value = difference(c);
      return {
        formula: `IF(ISNUMBER(${cell}),IF(ABS(${cell})<0.005,"${AGREES}","${DIFFERS}"),"—")`,
        value: value === null ? null : Math.abs(value) < 0.005 ? AGREES : DIFFERS,
      };
    },
  },
];

/** 校验表:每一行都是活公式,打开即可复核。 */
export async function writeChecks(book: ReportWorkbook, scope: ReportScope, checks: readonly Check[]): Promise<void> {
  await writeTable(
    book,
    {
      sheet: '校验',
      title: titleOf(scope, '校验表'),
      notes: notesOf(scope),
      unit: '',
      columns,
      nameColumns: 2,
      highlights: [
        { column: 'conclusion', when: (c) => `LEFT(${c},1)="✘"`, look: 'red' },
        { column: 'conclusion', when: (c) => `LEFT(${c},1)="✔"`, look: 'green' },
      ],
      remarks: ['左值、右值取自不同的工作表；差异四舍五入到小数第 4 位，绝对值小于 0.005 视为一致。'],
    },
    checks,
  );
}

/** 一格的值,带工作表名。 */
export const cellOf = (ref: string, value: number | null): Side => ({ formula: `IFERROR(${ref}+0,"—")`, value });

import type { allFindings } from '../../sql/stores/batch.store.ts';

const HEADER = ['行号', '级别', '规则', '病案号', '字段', '当前值', '问题说明', '如何修改'];

/** 一格:需要时加引号;以 = + - @ 开头的前面加单引号,免得被电子表格当公式执行。 */
function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly string[]) => `${cells.map(cell).join(',')}\r\n`;

/** 缺陷行的 CSV(UTF-8 带 BOM,Excel 与 WPS 直接打开不乱码),逐页写出。 */
export async function* findingsCsv(pages: ReturnType<typeof allFindings>): AsyncGenerator<string> {
  yield `\uFEFF${line(HEADER)}`;
  for await (const rows of pages) {
    yield rows
      .map((f) =>
        line([
          String(f.row_no),
          f.severity === 'E' ? '错误' : '提示',
          f.rule,
          f.record_no ?? '',
          f.field,
          f.value,
          f.message,
          f.fix,
        ]),
      )
      .join('');
  }
}

import { type Header, headerMessages, looksLikeHeader, recogniseHeader } from '../../analytics/discharge/header.ts';
import type { ColumnsReport } from '../../sql/tables.ts';
import { FileProblem } from './files/file-problem.ts';

/** 表头之前至多有几行标题(如「××医院出院病人明细」)。 */
export const TITLE_ROWS = 20;

export interface FoundHeader {
  header: Header;
  /** 表头所在行(从 1 起)。 */
  row: number;
}

/** 在文件开头的几行里找表头;保存过列对照的表头按对照认。 */
export function findHeader(
  rows: readonly string[][],
  firstRow: number,
  mapping: Record<string, string>,
  options: { defaultHospital: boolean },
): FoundHeader | null {
  for (const [at, cells] of rows.entries()) {
    if (firstRow + at > TITLE_ROWS) break;
    const mapped = cells.filter((cell) => cell.trim() in mapping).length >= 3;
    if (mapped || looksLikeHeader(cells))
      return { header: recogniseHeader(cells, mapping, options), row: firstRow + at };
  }
  return null;
}

export const noHeader = () =>
  new FileProblem({
    code: 'header-missing',
    message: `前 ${TITLE_ROWS} 行里没有认出表头。`,
    fix: '请确认有一行列名(HQMS 代码如 A48、中文名如「病案号」、或结算清单名如 medcasno);自定义的列名可在「列对照」里对应好再上传。',
  });

export const noRows = () =>
  new FileProblem({
    code: 'rows-missing',
    message: '文件只有表头,没有数据行。',
    fix: '请检查导出的日期范围,重新导出。',
  });

/** 表头不能用(缺必需列、两列指同一字段)时抛出;可用时什么也不做。 */
export function assertUsable(header: Header): void {
  const { errors } = headerMessages(header);
  if (errors.length === 0) return;
  throw new FileProblem({
    code: header.duplicated.length > 0 ? 'columns-duplicated' : 'columns-missing',
    message: errors.join(';'),
    fix: '改正表头后重新上传;一行也没有存入。',
  });
}

/** 给人看的识别结果。 */
export function columnsReport(header: Header): ColumnsReport {
  return {
    recognised: header.columns.flatMap((ref, at) =>
      ref ? [{ column: header.cells[at] ?? '', field: ref.label }] : [],
    ),
    unknown: [...header.unknown],
    missing: header.missingOther.map((field) => field.name),
  };
}

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

/** 单是数字或日期的格,或带长串数字的格:是数据,不是列名。 */
const isData = (cell: string) => /^[\d\s.:/年月日-]+$/.test(cell) || /\d{6}/.test(cell);

/**
 * 没有认出表头时,最像列名的一行(格子最多、没有一格是数据),供人在列对照里对应。
 * 宁可没有:数据行里有病人的内容,不能当作列名记下来。
 */
export function likelyColumns(rows: readonly string[][], mapping: Record<string, string>): ColumnsReport | null {
  const filled = rows.slice(0, TITLE_ROWS).map((cells) => cells.filter((cell) => cell.trim() !== ''));
  const [likely] = filled
    .filter((cells) => cells.length >= 3 && !cells.some(isData))
    .sort((a, b) => b.length - a.length);
  return likely ? columnsReport(recogniseHeader(likely, mapping)) : null;
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
    fix: '请改正表头,或在「列对照」里对应好列名,再重新上传;一行也没有存入。',
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

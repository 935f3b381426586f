import type { MappingInput } from '../../analytics/codes/code-mapping.ts';
import { headerKey } from '../../analytics/discharge/header-text.ts';
import { openDischargeFile } from '../intake/files/discharge-file.ts';
import { FileProblem } from '../intake/files/file-problem.ts';

/** 两列的写法(比较时不计空白、括号与大小写)。 */
const COLUMNS = {
  from: [
    'from',
    'from_code',
    '来源编码',
    '源编码',
    '原编码',
    '国临版编码',
    '临床版编码',
    '国家临床版编码',
    '国家临床版2.0编码',
  ],
  to: [
    'to',
    'to_code',
    '目标编码',
    '医保版编码',
    '国家医保版编码',
    '医保2.0编码',
    '医保版2.0编码',
    '国家医保版2.0编码',
  ],
};
const KEYS = { from: COLUMNS.from.map(headerKey), to: COLUMNS.to.map(headerKey) };
const MAX_ROWS = 300_000;

/** 读对照表文件(CSV、xlsx):第一个非空行是列名;认不出两列、行数过多时抛出 FileProblem。 */
export async function readMappingFile(path: string): Promise<MappingInput[]> {
  const { blocks } = await openDischargeFile(path);
  const inputs: MappingInput[] = [];
  let at: { from: number; to: number } | null = null;
  for await (const { rows, firstRow } of blocks) {
    for (const [index, cells] of rows.entries()) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (at) inputs.push({ row: firstRow + index, from: cells[at.from] ?? '', to: cells[at.to] ?? '' });
      else at = recognise(cells);
    }
    if (inputs.length > MAX_ROWS)
      throw new FileProblem({
        code: 'mapping-too-long',
        message: `对照表超过 ${MAX_ROWS} 行。`,
        fix: '请核对是否传错了文件。',
      });
  }
  if (!at) throw new FileProblem({ code: 'mapping-empty', message: '对照表是空的。', fix: '请核对文件。' });
  return inputs;
}

function recognise(cells: readonly string[]): { from: number; to: number } {
  const keys = cells.map(headerKey);
  const from = keys.findIndex((key) => KEYS.from.includes(key));
  const to = keys.findIndex((key) => KEYS.to.includes(key));
  if (from >= 0 && to >= 0) return { from, to };
  throw new FileProblem({
    code: 'mapping-header',
    message: `对照表第一行里没有${from < 0 ? '来源编码' : '目标编码'}列。`,
    fix: `首行列名请用 ${COLUMNS.from.slice(2, 6).join('、')} 与 ${COLUMNS.to.slice(2, 5).join('、')} 之一。`,
  });
}

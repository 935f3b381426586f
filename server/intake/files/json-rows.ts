import { readFile, stat } from 'node:fs/promises';
import { FileProblem, type RowBlock } from './file-problem.ts';

/** 一次提交的病例上限。 */
export const MAX_JSON_CASES = 10_000;
/** JSON 要整个读进内存,再大就不读;与接口提交的上限相同。 */
const MAX_JSON_MB = 64;

const invalid = (message: string, fix: string) => new FileProblem({ code: 'json-invalid', message, fix });

/** JSON 病例 → 表:各病例键的并集为表头(第 1 行),第 i 个病例在第 i+1 行。接受数组或 `{cases: […]}`。 */
export async function* jsonRows(path: string): AsyncGenerator<RowBlock> {
  const { size } = await stat(path);
  if (size > MAX_JSON_MB * 1024 * 1024) {
    throw new FileProblem({
      code: 'json-too-large',
      message: `JSON 文件有 ${Math.ceil(size / 1024 / 1024)} MB,超过上限 ${MAX_JSON_MB} MB。`,
      fix: `一次至多 ${MAX_JSON_CASES} 例;请分批提交,或改用 CSV 上传。`,
    });
  }
  const bytes = await readFile(path);
  yield {
    firstRow: 1,
    rows: tableOf(casesOf(parse(bytes.toString('utf8').replace(/^\uFEFF/, '')))),
    bytesRead: bytes.length,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('不是正确的 JSON。', '请检查引号、逗号与括号,或改用 CSV 上传。');
  }
}

function casesOf(document: unknown): Record<string, unknown>[] {
  const cases = Array.isArray(document) ? document : (document as { cases?: unknown } | null)?.cases;
  if (!Array.isArray(cases))
    throw invalid('JSON 里没有病例数组。', '请提交 [{列名: 值}, …] 或 {"cases": [{列名: 值}, …]}。');
  if (cases.length > MAX_JSON_CASES) {
    throw invalid(`一次提交了 ${cases.length} 例,超过上限 ${MAX_JSON_CASES} 例。`, '请分批提交。');
  }
  const bad = cases.findIndex((item) => item === null || typeof item !== 'object' || Array.isArray(item));
  if (bad >= 0) throw invalid(`第 ${bad + 1} 例不是 {列名: 值} 的形式。`, '请改为对象。');
  return cases;
}

function tableOf(cases: Record<string, unknown>[]): string[][] {
  const header = [...new Set(cases.flatMap((item) => Object.keys(item)))];
  return [header, ...cases.map((item) => header.map((key) => valueText(item[key])))];
}

const valueText = (value: unknown) =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

import { rm } from 'node:fs/promises';
import { checkWeightRows, type WeightFinding } from '../../analytics/performance/weight-rows.ts';
import type { Db } from '../../sql/database.ts';
import { loadWeightTable } from '../../sql/stores/weight-table.store.ts';
import { Problem } from '../http/problem.ts';
import { FileProblem } from '../intake/files/file-problem.ts';
import { readWeightFile } from './weight-file.ts';

export interface WeightTableAbout {
  /** 给哪个方案。 */
  schemeKey: string;
  name: string;
  source: string;
  effectiveFrom: string;
}

/**
 * 装载一个权重表文件:有一行错误就整张不装,列出全部错误;方案里没有的病组只提示。
 * `about` 给出名称、来源、生效日(不正确时自行抛出);用完的上传文件总会删除。
 */
export async function importWeights(
  db: Db,
  path: string,
  about: () => Promise<WeightTableAbout>,
): Promise<{ weightTableId: number; rows: number; warnings: WeightFinding[] }> {
  try {
    const inputs = await readWeightFile(path);
    const table = await about();
    const { rows, findings } = checkWeightRows(inputs, new Set(await knownDrgs(db, table.schemeKey)));
    const errors = findings.filter((finding) => finding.severity === 'E');
    if (errors.length > 0) {
      const list = errors.map(({ row, column, message }) => ({ path: `第 ${row} 行 ${column}`, message }));
      throw new Problem(
        422,
        'weights-invalid',
        '权重表有误',
        `权重表有 ${errors.length} 处错误,没有装载;例如第 ${errors[0]!.row} 行:${errors[0]!.message}`,
        list,
      );
    }
    const weightTableId = await loadWeightTable(db, { ...table, rows });
    return { weightTableId, rows: rows.length, warnings: findings };
  } catch (error) {
    if (error instanceof FileProblem)
      throw new Problem(422, error.failure.code, '权重表不能读', `${error.failure.message}${error.failure.fix ?? ''}`);
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

async function knownDrgs(db: Db, schemeKey: string): Promise<string[]> {
  const rows = await db.selectFrom('drg_catalogue').select('drg').where('scheme_key', '=', schemeKey).execute();
  return rows.map((row) => row.drg);
}

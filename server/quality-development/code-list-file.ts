import { rm } from 'node:fs/promises';
import type { CodeListAbout } from '../../analytics/performance/quality-development/code-list-kinds.ts';
import { type CodeListRow, readCodeListRows } from '../../analytics/performance/quality-development/code-list-rows.ts';
import type { Db } from '../../sql/database.ts';
import { findVersion, registeredLists, storeCodeList } from '../../sql/stores/code-list.store.ts';
import { conflict, Problem } from '../http/problem.ts';
import { readHeaderTable } from './header-table.ts';
import { readingTable } from './reading-table.ts';

const TABLE = {
  columns: {
    code: ['编号', '病种编号', '序号', 'code'],
    name: ['名称', '病种名称', '手术名称', 'name'],
    ranges: ['编码范围', '编码', '疾病编码', '手术编码', 'icd编码', 'icd-10', 'icd-9-cm-3', 'ranges'],
    benchmarkLos: ['标杆住院日', '标杆住院日(天)', 'benchmark_los'],
    benchmarkCost: ['标杆费用', '标杆费用(元)', 'benchmark_cost'],
  },
  required: ['ranges'] as const,
  maxRows: 20_000,
  fix: '首行列名请用 编号、名称、编码范围(可另有 标杆住院日、标杆费用)。',
};

/** 装载一个清单文件(CSV、xlsx):有一行错误就整张不装;同种类同版本的不能再装。用完的上传文件总会删除。 */
export async function importCodeList(
  db: Db,
  path: string,
  about: () => CodeListAbout & { loadedBy: string },
): Promise<{ id: number; items: number }> {
  try {
    const { loadedBy, ...list } = about();
    const rows = await readingTable(() => readHeaderTable<keyof typeof TABLE.columns>(path, TABLE));
    const { items, findings } = readCodeListRows(
      list.kind,
      rows.map(({ row, cell }): CodeListRow => {
        const [code, name, ranges] = [cell('code'), cell('name'), cell('ranges')];
        return { row, code, name, ranges, benchmarkLos: cell('benchmarkLos'), benchmarkCost: cell('benchmarkCost') };
      }),
    );
    if (findings.length > 0) {
      const errors = findings.map(({ row, column, message }) => ({ path: `第 ${row} 行 ${column}`, message }));
      const detail = `清单有 ${findings.length} 处错误,没有装载;例如:${findings[0]!.message}`;
      throw new Problem(422, 'code-list-invalid', '清单有误', detail, errors);
    }
    if (items.length === 0) throw new Problem(422, 'code-list-empty', '清单是空的', '表头之后没有数据行。');
    await registeredLists(db);
    if (await findVersion(db, list.kind, list.version))
      throw conflict('code-list-exists', '这个版本已装载', `版本「${list.version}」已经装载;请换一个版本号。`);
    return { id: await storeCodeList(db, { about: list, items }, { loadedBy, builtIn: false }), items: items.length };
  } finally {
    await rm(path, { force: true });
  }
}

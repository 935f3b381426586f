import type { WeightRowInput } from '../../analytics/performance/weight-rows.ts';
import { openDischargeFile } from '../intake/files/discharge-file.ts';
import { FileProblem } from '../intake/files/file-problem.ts';

/** 权重表各列的写法。 */
const COLUMNS: Record<keyof Omit<WeightRowInput, 'row'>, string[]> = {
  drg: ['drg', 'drg编码', '病组编码', '病组', 'drg代码', '编码'],
  rw: ['rw', '权重', '权重rw', '基准权重', 'drg权重'],
  benchmarkCost: ['benchmark_cost', '标杆费用', '标杆费用(元)', '次均费用', '均费'],
  benchmarkLos: ['benchmark_los', '标杆住院日', '标杆住院日(天)', '平均住院日'],
  mortalityRisk: ['mortality_risk', '死亡风险等级', '死亡风险', '风险等级'],
  cases: ['cases', '例数'],
};
const MAX_ROWS = 20_000;

/** 读权重表文件(CSV、xlsx);认不出 DRG 编码列时抛出 FileProblem。 */
export async function readWeightFile(path: string): Promise<WeightRowInput[]> {
  const { blocks } = await openDischargeFile(path);
  const inputs: WeightRowInput[] = [];
  let at: Partial<Record<keyof typeof COLUMNS, number>> | null = null;
  for await (const { rows, firstRow } of blocks) {
    for (const [index, cells] of rows.entries()) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (!at) at = recognise(cells);
      else inputs.push(inputOf(cells, at, firstRow + index));
      if (inputs.length > MAX_ROWS)
        throw new FileProblem({
          code: 'weights-too-many',
          message: `权重表超过 ${MAX_ROWS} 行。`,
          fix: '请核对是否传错了文件。',
        });
    }
  }
  return inputs;
}

const normal = (text: string) => text.trim().toLowerCase().replaceAll('（', '(').replaceAll('）', ')');

function recognise(cells: string[]): Partial<Record<keyof typeof COLUMNS, number>> {
  const found: Partial<Record<keyof typeof COLUMNS, number>> = {};
  for (const [name, spellings] of Object.entries(COLUMNS)) {
    const index = cells.findIndex((cell) => spellings.includes(normal(cell)));
    if (index >= 0) found[name as keyof typeof COLUMNS] = index;
  }
  if (found.drg === undefined) {
    throw new FileProblem({
      code: 'weights-header',
      message: '权重表第一行里没有病组编码列。',
      fix: '首行列名请用 drg、rw、benchmark_cost、benchmark_los、mortality_risk,或 DRG编码、权重、标杆费用、标杆住院日、死亡风险等级。',
    });
  }
  return found;
}

function inputOf(cells: string[], at: Partial<Record<keyof typeof COLUMNS, number>>, row: number): WeightRowInput {
  const cell = (name: keyof typeof COLUMNS) => (at[name] === undefined ? null : (cells[at[name]]?.trim() ?? null));
  return {
    row,
    drg: cell('drg') ?? '',
    rw: cell('rw'),
    benchmarkCost: cell('benchmarkCost'),
    benchmarkLos: cell('benchmarkLos'),
    mortalityRisk: cell('mortalityRisk'),
    cases: cell('cases'),
  };
}

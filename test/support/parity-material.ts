import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { DelimitedCase } from '../../analytics/grouping/grouping-case.ts';
import { CaseColumns } from '../../server/grouping/case-columns.ts';

/** 对照用的方案与病例在仓库之外,由环境变量 CASEMIX_MATERIAL 指出所在;没有设置为 null。 */
export function parityMaterial(): { scheme: string; cases: string } | null {
  const folder = process.env.CASEMIX_MATERIAL;
  if (!folder) return null;
  return { scheme: join(folder, 'schemes/chs-drg-1.1'), cases: join(folder, 'parity/chs-drg-1.1.csv') };
}

export interface ParityCase {
  readonly caseId: string;
  readonly facts: DelimitedCase;
  /** 独立的开源分组器给出的 MDC、ADRG、DRG;未入组写作 0000、00、0000。 */
  readonly expected: readonly [mdc: string, adrg: string, drg: string];
}

/** 读对照病例。 */
export function readParityCases(file: string): ParityCase[] {
  const { data } = Papa.parse<string[]>(readFileSync(file, 'utf8'), { skipEmptyLines: true });
  const [header, ...rows] = data as [string[], ...string[][]];
  const columns = new CaseColumns(file, header, ({ row, column, value }) => {
    throw new RangeError(`对照病例第 ${row} 行 ${column}「${value}」看不懂`);
  });
  const at = (name: string) => header.indexOf(name);
  const expectedAt = [at('expected_mdc'), at('expected_adrg'), at('expected_drg')] as const;
  return rows.map((cells, i) => {
    const [mdc, adrg, drg] = expectedAt;
    return { ...columns.read(cells, i + 2), expected: [cells[mdc]!, cells[adrg]!, cells[drg]!] };
  });
}

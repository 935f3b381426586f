import type { RegionTableName } from '../../../analytics/dip/region-words.ts';
import { regionWorkbook } from '../../dip/region-workbook-plan.ts';
import { checkXlsx } from '../../intake/files/xlsx-safety.ts';
import type { SchemeLimits } from './limits.ts';
import type { RawScheme } from './raw-scheme.ts';
import { readSheets, tablesFromWorkbook, type WorkbookContent } from './workbook-tables.ts';

/** 读得懂的几类工作簿,与各自读成的样子。 */
export interface WorkbookRead {
  readonly scheme: RawScheme;
  readonly dipRegion: WorkbookContent<RegionTableName>;
}
export type WorkbookKind = keyof WorkbookRead;

export interface WorkbookTask {
  readonly kind: WorkbookKind;
  readonly path: string;
  readonly fileBytes: number;
  readonly limits: SchemeLimits;
}

const readers: { readonly [K in WorkbookKind]: (path: string, limits: SchemeLimits) => Promise<WorkbookRead[K]> } = {
  scheme: tablesFromWorkbook,
  dipRegion: (path, limits) => readSheets(path, limits, regionWorkbook),
};

/** 在当前线程里读工作簿;先查它是不是完整、解开有多大。 @throws FileProblem */
export async function readWorkbookHere(task: WorkbookTask): Promise<WorkbookRead[WorkbookKind]> {
  const { kind, path, fileBytes, limits } = task;
  await checkXlsx(path, fileBytes, limits.unpackedBytes);
  return readers[kind](path, limits);
}

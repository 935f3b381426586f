import { columnNamed, type RegionTableName, tableNamed } from '../../analytics/dip/region-words.ts';
import type { WorkbookPlan } from '../grouping/scheme-files/workbook-tables.ts';

/** 认得这几列就是表头;政策只有两列。 */
const COLUMNS_EXPECTED = 2;

/** DIP 区域的工作簿:病种目录、操作治疗方式、辅助目录、政策各一张工作表。 */
export const regionWorkbook: WorkbookPlan<RegionTableName> = {
  sheet: (name) => {
    const table = tableNamed(name);
    if (table === undefined) return null;
    return {
      table,
      given: {},
      recognise: (header) => header.map((cell) => columnNamed(table, cell) ?? null),
      columnsExpected: COLUMNS_EXPECTED,
      isCode: (column) => (table === 'procedure_kind' && column === 'code') || column === 'procedures',
    };
  },
  isMetadata: () => false,
  unknownSheet: { table: 'region', message: '不是 DIP 区域的表,没有读它;请核对工作表名' },
};

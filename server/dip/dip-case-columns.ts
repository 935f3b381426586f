import type { DipCase } from '../../analytics/dip/match-case.ts';
import { normaliseDiagnosisCode, normaliseProcedureCode } from '../../analytics/discharge/icd-code.ts';
import { parseYuan } from '../../analytics/money.ts';

const REQUIRED = ['case_id', 'diagnoses', 'procedures', 'total_cost'] as const;
type Column = (typeof REQUIRED)[number];

/** 病例文件缺少必需的列。 */
export class DipColumnsMissing extends Error {
  readonly code = 'dip-case-columns-missing';

  constructor(
    readonly file: string,
    readonly columns: readonly string[],
  ) {
    super(`病例文件「${file}」缺少列 ${columns.join('、')};表头应有 ${REQUIRED.join('、')}(次序不限,多余的列不看)`);
  }
}

/** 一行病例;费用看不懂时 `case` 为 null,`totalCost` 是原文。 */
export interface DipCaseRow {
  readonly caseId: string;
  readonly case: DipCase | null;
  readonly totalCost: string;
}

/** 按表头认列,逐行读成匹配的输入。 @throws DipColumnsMissing */
export class DipCaseColumns {
  private readonly position: Readonly<Record<Column, number>>;

  constructor(file: string, header: readonly string[]) {
    const names = header.map((name) =>
      name
        .replace(/^\uFEFF/, '')
        .trim()
        .toLowerCase(),
    );
    const missing = REQUIRED.filter((column) => !names.includes(column));
    if (missing.length > 0) throw new DipColumnsMissing(file, missing);
    this.position = Object.fromEntries(REQUIRED.map((column) => [column, names.indexOf(column)])) as Record<
      Column,
      number
    >;
  }

  read(cells: readonly string[]): DipCaseRow {
    const text = (column: Column) => (cells[this.position[column]] ?? '').trim();
    const totalCost = text('total_cost');
    const cost = parseYuan(totalCost);
    const caseId = text('case_id');
    if (cost === null || cost < 0) return { caseId, case: null, totalCost };
    const diagnoses = text('diagnoses').split('|').map(normaliseDiagnosisCode);
    const procedures = text('procedures').split('|').filter(Boolean).map(normaliseProcedureCode);
    return { caseId, case: { diagnoses, procedures, totalCost: cost }, totalCost };
  }
}

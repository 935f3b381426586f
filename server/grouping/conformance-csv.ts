import type { CheckedCase, RowCheck } from '../../analytics/grouping/conformance/conformance-kit.ts';
import type { GroupingCase, GroupingResult } from '../../analytics/grouping/grouping-case.ts';
import { csvLine } from '../sample/csv-line.ts';

/** 病例文件的列(与 `casemix group` 认的相同)→ 取法。 */
const COLUMNS: readonly (readonly [string, (c: GroupingCase) => string | number | boolean | null])[] = [
  ['sex', (c) => c.sex],
  ['age', (c) => c.age],
  ['age_days', (c) => c.ageDays],
  ['birth_weight_g', (c) => c.birthWeight],
  ['admission_weight_g', (c) => c.admissionWeight],
  ['department', (c) => c.department],
  ['los_days', (c) => c.los],
  ['discharge_type', (c) => c.dischargeType],
  ['vent_hours', (c) => c.ventilatorHours],
  ['icu_hours', (c) => c.icuHours],
  ['crrt_hours', (c) => c.crrtHours],
  ['day_surgery', (c) => c.daySurgery],
  ['new_technique', (c) => c.newTechnique],
  ['diagnoses', (c) => c.diagnoses.join('|')],
  ['procedures', (c) => c.procedures.join('|')],
];
const ABOUT = ['level', 'row', 'rule', 'condition', 'kind', 'how'];
const EXPECTED = ['expected_mdc', 'expected_adrg', 'expected_drg', 'expected_status'];

const cellText = (value: string | number | boolean | null): string => {
  if (value === null) return '';
  return typeof value === 'boolean' ? String(Number(value)) : String(value);
};

/** 核对病例与应得的结果;编号依次。 */
export function conformanceCsv(rows: readonly RowCheck[]): string {
  const lines = [csvLine(['case_id', ...COLUMNS.map(([name]) => name), ...EXPECTED, ...ABOUT], ',')];
  for (const row of rows) {
    for (const check of row.matched.cases) lines.push(caseLine(lines.length, row, check, 'match'));
    for (const check of row.justMissed.cases) lines.push(caseLine(lines.length, row, check, 'miss'));
  }
  return lines.join('');
}

function caseLine(id: number, row: RowCheck, { case: c, expected, how }: CheckedCase, kind: 'match' | 'miss'): string {
  const facts = COLUMNS.map(([, read]) => cellText(read(c)));
  const about = [row.level, row.code, row.rule, row.condition, kind, how ?? ''];
  return csvLine([String(id), ...facts, ...resultCells(expected), ...about], ',');
}

const resultCells = ({ mdc, adrg, drg, status }: GroupingResult) => [mdc ?? '', adrg ?? '', drg, status];

import type { Random } from '../random.ts';
import type { SampleCase } from './case.ts';
import { columnAt } from './columns.ts';
import { type DefectKind, defectKinds } from './defect-kinds.ts';

/** 由前一行生出的错:原样重复,或住院时段重叠。 */
export const duplicateRow: DefectKind = sequenceKind('duplicateRow', '与前一行完全重复', 3);
export const overlappingStay: DefectKind = sequenceKind('overlappingStay', '与同一病人的前一次住院时段重叠', 2);

function sequenceKind(name: string, description: string, share: number): DefectKind {
  return {
    name,
    rule: 'Q29',
    severity: 'E',
    description,
    share,
    among: 1,
    applies: () => true,
    spoil: () => {},
  };
}

/** 全部错的种类,含由前一行生出的。 */
export const allDefectKinds: readonly DefectKind[] = [duplicateRow, overlappingStay, ...defectKinds];

const TEN_THOUSAND = 10_000;
const hazards = defectKinds.map((kind) => kind.share / kind.among / TEN_THOUSAND);
const greatest = hazards.reduce((sum, hazard) => sum + hazard, 0);

/** 这一例犯哪种错;多数没有。少见病例上的错按其少见程度加权,使各种错都会出现。 */
export function drawDefect(random: Random, c: SampleCase): DefectKind | null {
  let u = random.next();
  if (u >= greatest) return null;
  for (let i = 0; i < defectKinds.length; i++) {
    u -= hazards[i]!;
    if (u >= 0) continue;
    return defectKinds[i]!.applies(c) ? defectKinds[i]! : null;
  }
  return null;
}

/** 与前一行重复或重叠的错,在抽病例之前定。 */
export function drawSequenceDefect(random: Random): DefectKind | null {
  const u = random.next() * TEN_THOUSAND;
  if (u < duplicateRow.share) return duplicateRow;
  return u < duplicateRow.share + overlappingStay.share ? overlappingStay : null;
}

const B12 = columnAt('B12');
const B20 = columnAt('B20');
const A49 = columnAt('A49');

/** 前一次住院还没结束就又入院:入院晚一天,住院次数加一。 */
export function overlapping(previous: readonly string[], nextDay: string, los: number): string[] {
  const cells = previous.slice();
  cells[A49] = String(Number(previous[A49]) + 1);
  cells[B12] = `${nextDay}${previous[B12]!.slice(10)}`;
  cells[B20] = String(los - 1);
  return cells;
}

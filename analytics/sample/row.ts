import type { Random } from '../random.ts';
import { formatDay, twoDigits } from './calendar.ts';
import type { SampleCase } from './case.ts';
import type { CaseFees } from './case-fees.ts';
import { columnAt, OTHER_DIAGNOSES, OTHER_PROCEDURES, sampleColumns } from './columns.ts';
import type { Comorbidity } from './compile-patterns.ts';
import { departments } from './departments.ts';
import { wholeFeeItems } from './fee-profiles.ts';
import { drawStaff } from './staff.ts';

export interface RowContext {
  random: Random;
  hospitalCode: string;
  hospitalName: string;
}

const C = Object.fromEntries(sampleColumns.map((column) => [column.code, columnAt(column.code)])) as Record<
  string,
  number
>;
const blank: readonly string[] = sampleColumns.map(() => '');
const feeColumns = wholeFeeItems.map((item) => C[item]!);
const cents = Array.from({ length: 100 }, (_, i) => `.${twoDigits(i)}`);
const days = new Map<number, string>();

/** 近期的日子反复出现,记住它们的写法。 */
function dayText(day: number): string {
  let text = days.get(day);
  if (text === undefined) {
    text = formatDay(day);
    if (days.size < 4096) days.set(day, text);
  }
  return text;
}

/** 整数分写成两位小数的元;负数也可。 */
export function yuanText(fen: number): string {
  if (fen === 0) return '0.00';
  const absolute = Math.abs(fen);
  const rest = absolute % 100;
  // 取整成 32 位整数,转成文本更快;单例费用远在其内。
  const text = (((absolute - rest) / 100) | 0) + cents[rest]!;
  return fen < 0 ? `-${text}` : text;
}

/** 把一例住院排成一行。 */
export function caseRow(context: RowContext, c: SampleCase, fees: CaseFees): string[] {
  const cells = blank.slice();
  writePerson(cells, context, c);
  writeStay(cells, context, c);
  writeDiagnoses(cells, context.random, c);
  writeProcedures(cells, context.random, c);
  writeDeparture(cells, context.random, c);
  writeFees(cells, context.random, c, fees);
  return cells;
}

function writePerson(cells: string[], context: RowContext, c: SampleCase): void {
  const { patient } = c;
  cells[C.A01!] = context.hospitalCode;
  cells[C.A02!] = context.hospitalName;
  cells[C.A48!] = patient.recordNo;
  cells[C.A49!] = String(patient.visits);
  cells[C.A46C!] = patient.payer;
  cells[C.A12C!] = String(patient.sex);
  cells[C.A13!] = dayText(patient.birthDay);
  cells[C.A14!] = String(c.ageYears);
  if (c.ageYears === 0) cells[C.A16!] = String(c.ageDays);
  if (c.birthWeight === null) return;
  cells[C.A18x01!] = String(c.birthWeight);
  if (c.ageYears === 0) cells[C.A17!] = String(c.birthWeight + c.ageDays * 15);
}

function writeStay(cells: string[], { random }: RowContext, c: SampleCase): void {
  const emergency = random.chance(c.pattern.spec.emergency ?? 0.35);
  const department = departments[c.department]!;
  const sameDay = c.admissionDay === c.dischargeDay;
  const admissionHour = sameDay ? 7 + random.below(2) : emergency ? random.below(24) : 8 + random.below(9);
  const dischargeHour = sameDay ? 15 + random.below(3) : c.died ? random.below(24) : 9 + random.below(8);
  const ward = `D${department.code}-W${1 + random.below(department.wards)}`;
  cells[C.B11C!] = emergency ? '1' : random.chance(0.03) ? '3' : '2';
  cells[C.B12!] = timeText(c.admissionDay, admissionHour, random.below(60));
  cells[C.B13C!] = department.code;
  cells[C.B14!] = ward;
  cells[C.B15!] = timeText(c.dischargeDay, dischargeHour, random.below(60));
  cells[C.B16C!] = department.code;
  cells[C.B17!] = ward;
  cells[C.B20!] = String(c.los);
}

const timeText = (day: number, hour: number, minute: number): string =>
  `${dayText(day)} ${twoDigits(hour)}:${twoDigits(minute)}:00`;

function writeDiagnoses(cells: string[], random: Random, c: SampleCase): void {
  cells[C.C01C!] = c.principal.code;
  cells[C.C02N!] = c.principal.name;
  cells[C.C03C!] = c.principal.code;
  cells[C.C04N!] = c.principal.name;
  cells[C.C05C!] = random.chance(0.97) ? '1' : '2';
  const count = Math.min(OTHER_DIAGNOSES, c.others.length);
  for (let i = 0; i < count; i++) writeOther(cells, random, c.others[i]!, i);
  if (c.pattern.spec.pathology !== undefined) writePathology(cells, c.pattern.spec.pathology, c.patient.recordNo);
  if (c.cause === null) return;
  cells[C.C12C!] = c.cause.code;
  cells[C.C13N!] = c.cause.name;
}

/** 分娩结局等总是入院时就有;加重病情的可能是住院中发生的。 */
function writeOther(cells: string[], random: Random, other: Comorbidity, i: number): void {
  const at = C.C06x01C! + i * 3;
  const heavy = other.burden > 1.1;
  cells[at] = other.code;
  cells[at + 1] = other.name;
  cells[at + 2] = heavy && random.chance(0.12) ? '4' : random.chance(0.94) ? '1' : '2';
}

function writePathology(cells: string[], pathology: string, recordNo: string): void {
  const gap = pathology.indexOf(' ');
  cells[C.C09C!] = pathology.slice(0, gap);
  cells[C.C10N!] = pathology.slice(gap + 1);
  cells[C.C11!] = `BL${recordNo}`;
}

function writeProcedures(cells: string[], random: Random, c: SampleCase): void {
  const main = c.procedures[0];
  if (main === undefined) return;
  const offset = Math.min(c.los - 1, random.below(3), c.dischargeDay - c.admissionDay);
  const date = dayText(c.admissionDay + offset);
  const department = departments[c.department]!;
  cells[C.C14x01C!] = main.code;
  cells[C.C15x01N!] = main.name;
  cells[C.C16x01!] = date;
  cells[C.C17x01!] = main.level;
  cells[C.C18x01!] = department.code + String(1 + random.below(department.physiciansPerTeam)).padStart(3, '0');
  cells[C.C21x01C!] = main.incision;
  cells[C.C22x01C!] = main.anaesthesia;
  const count = Math.min(OTHER_PROCEDURES, c.procedures.length - 1);
  for (let i = 0; i < count; i++) {
    const at = C.C35x01C! + i * 4;
    const other = c.procedures[i + 1]!;
    cells[at] = other.code;
    cells[at + 1] = other.name;
    cells[at + 2] = date;
    cells[at + 3] = other.level;
  }
}

function writeDeparture(cells: string[], random: Random, c: SampleCase): void {
  drawStaff(random, c.department, (column, id) => {
    cells[C[column]!] = id;
  });
  const mode = c.died ? '5' : dischargeMode(random);
  cells[C.B34C!] = mode;
  if (c.died) cells[C.C34C!] = random.chance(0.97) ? '2' : '1';
  if (mode === '2') cells[C.B35!] = '上级医院';
  if (mode === '3') cells[C.B35!] = '社区卫生服务中心';
  const planned = !c.died && c.pattern.spec.plan !== undefined && random.chance(0.9);
  cells[C.B36C!] = planned ? '2' : '1';
  if (planned) cells[C.B37!] = c.pattern.spec.plan!;
}

function dischargeMode(random: Random): string {
  const u = random.next();
  if (u < 0.935) return '1';
  if (u < 0.975) return '4';
  if (u < 0.987) return '2';
  return u < 0.995 ? '3' : '9';
}

/** 自付比例:职工、居民、自费、其他。 */
const selfPaidFrom: Readonly<Record<string, number>> = { '1': 0.15, '2': 0.3, '7': 1, '9': 0.4 };

function writeFees(cells: string[], random: Random, c: SampleCase, fees: CaseFees): void {
  const from = selfPaidFrom[c.patient.payer]!;
  const selfPaid = from === 1 ? fees.total : Math.floor(fees.total * (from + 0.2 * random.next()));
  cells[C.D01!] = yuanText(fees.total);
  cells[C.D09!] = yuanText(selfPaid);
  for (let i = 0; i < feeColumns.length; i++) cells[feeColumns[i]!] = yuanText(fees.items[i]!);
  cells[C.D19x01!] = yuanText(fees.physiotherapy);
  cells[C.D20x01!] = yuanText(fees.anaesthesia);
  cells[C.D20x02!] = yuanText(fees.operation);
  cells[C.D23x01!] = yuanText(fees.antibiotics);
}

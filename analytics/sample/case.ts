import { pickIndex, type Random } from '../random.ts';
import { ageOn } from './calendar.ts';
import { OTHER_DIAGNOSES } from './columns.ts';
import type { Comorbidity, CompiledPattern, NamedCode, SampleProcedure } from './compile-patterns.ts';
import { drawPayer, type Patient, type ReturningPatients } from './patients.ts';
import type { CaseSource } from './volume.ts';

/** 一次住院的事实,尚未排成列。 */
export interface SampleCase {
  pattern: CompiledPattern;
  department: number;
  patient: Patient;
  admissionDay: number;
  dischargeDay: number;
  los: number;
  ageYears: number;
  ageDays: number;
  /** 出生体重(克);不是新生儿或产妇则 null。 */
  birthWeight: number | null;
  principal: NamedCode;
  others: Comorbidity[];
  procedures: SampleProcedure[];
  cause: NamedCode | null;
  died: boolean;
  /** 住院日的标准正态分,费用与它相关。 */
  stayScore: number;
  burden: number;
}

export interface CaseContext {
  random: Random;
  returning: ReturningPatients;
  /** 各科室住院日的系数。 */
  stayFactor: Float64Array;
  newRecordNo(): string;
}

const MAX_STAY = 60;
/** 同一病人两次住院至少隔几天。 */
const MIN_GAP = 5;
const NEWBORN_DAYS = 28;
const DEFAULT_AGE = [18, 85] as const;

export function drawCase(context: CaseContext, source: CaseSource, day: number): SampleCase {
  const { random } = context;
  const { pattern } = source;
  const { spec } = pattern;
  const known = random.chance(pattern.again) ? context.returning.first(pattern.index) : null;
  const person =
    known === null ? drawPerson(random, pattern) : { sex: known.sex, age: (day - known.birthDay) / 365.25 };
  const principalIndex = pickIndex(pattern.principalSums, random.next());
  const principal = pattern.principals[principalIndex]!;
  const others = drawComorbidities(random, pattern, principal, person);
  const burden = burdenOf(others);
  const sameDay = random.chance(spec.day ?? 0);
  const stayScore = random.normal();
  const los = sameDay ? 1 : drawStay(pattern, stayScore, burden * context.stayFactor[source.department]!);
  const admissionDay = day - (sameDay ? 0 : los);
  const patient = admit(context, pattern, person, admissionDay, known);
  const ageDays = admissionDay - patient.birthDay;
  return {
    pattern,
    department: source.department,
    patient,
    admissionDay,
    dischargeDay: day,
    los,
    ageYears: ageOn(patient.birthDay, admissionDay),
    ageDays,
    birthWeight: birthWeight(random, pattern, ageDays, others),
    principal,
    others,
    procedures: drawProcedures(random, pattern, principalIndex),
    cause: drawCause(random, pattern, principal),
    died: random.chance(Math.min(0.5, (spec.died ?? 0.002) * (burden > 1.3 ? 2 : 0.9))),
    stayScore,
    burden,
  };
}

interface Person {
  sex: 1 | 2;
  /** 岁,带小数;新生儿为日龄 / 365.25。 */
  age: number;
}

function drawPerson(random: Random, pattern: CompiledPattern): Person {
  const { spec } = pattern;
  const sex = random.chance(spec.male ?? 0.52) ? 1 : 2;
  if (spec.newborn) {
    const [from, to] = spec.newborn.days;
    return { sex, age: (from + random.below(to - from + 1)) / 365.25 };
  }
  const [from, to] = spec.age ?? DEFAULT_AGE;
  return { sex, age: from + (to - from) * ((random.next() + random.next()) / 2) };
}

function drawStay(pattern: CompiledPattern, score: number, factor: number): number {
  const days = Math.round(Math.exp(pattern.stayMu + pattern.staySigma * score) * Math.sqrt(factor));
  return Math.min(MAX_STAY, Math.max(1, days));
}

/** 老病人再来(出院已够久),否则是新病人。 */
function admit(
  context: CaseContext,
  pattern: CompiledPattern,
  person: Person,
  admissionDay: number,
  known: Patient | null,
): Patient {
  if (known !== null && known.lastDischarge + MIN_GAP <= admissionDay) {
    context.returning.removeFirst(pattern.index);
    known.visits += 1;
    return known;
  }
  return {
    recordNo: context.newRecordNo(),
    visits: 1,
    sex: person.sex,
    birthDay: admissionDay - Math.round(person.age * 365.25),
    lastDischarge: 0,
    payer: drawPayer(context.random),
  };
}

function drawComorbidities(
  random: Random,
  pattern: CompiledPattern,
  principal: NamedCode,
  person: Person,
): Comorbidity[] {
  const found: Comorbidity[] = [];
  if (pattern.tumourSites.length > 0) found.push(drawTumourSite(random, pattern.tumourSites, person.sex));
  const aging = Math.min(1.2, Math.max(0, (person.age - 30) / 30));
  const { comorbidities, comorbidityRates: rates } = pattern;
  for (let i = 0; i < rates.length && found.length < OTHER_DIAGNOSES; i++) {
    const rate = rates[i]!;
    if (random.next() >= (rate < 0 ? -rate * aging : rate)) continue;
    const option = comorbidities[i]!;
    if (option.sex !== 0 && option.sex !== person.sex) continue;
    if (!repeats(option, principal, found)) found.push(option);
  }
  return found;
}

/** 同一类目(编码前三位)的不再作其他诊断。 */
function repeats(option: Comorbidity, principal: NamedCode, found: readonly Comorbidity[]): boolean {
  if (principal.code.startsWith(option.category)) return true;
  for (let i = 0; i < found.length; i++) if (found[i]!.category === option.category) return true;
  return false;
}

function drawTumourSite(random: Random, sites: readonly Comorbidity[], sex: 1 | 2): Comorbidity {
  const possible = sites.filter((site) => site.sex === 0 || site.sex === sex);
  const u = random.next();
  return possible[Math.floor(u * u * possible.length)]!;
}

function burdenOf(others: readonly Comorbidity[]): number {
  let burden = 1;
  for (let i = 0; i < others.length; i++) burden *= others[i]!.burden;
  return Math.min(3, burden);
}

function drawProcedures(random: Random, pattern: CompiledPattern, principalIndex: number): SampleProcedure[] {
  const done: SampleProcedure[] = [];
  for (const slot of pattern.slots) {
    if (!random.chance(slot.probability)) continue;
    done.push(slot.aligned ? slot.options[principalIndex]! : slot.options[random.below(slot.options.length)]!);
  }
  return done;
}

/** 主要诊断是损伤中毒才填外部原因。 */
function drawCause(random: Random, pattern: CompiledPattern, principal: NamedCode): NamedCode | null {
  if (principal.code[0] !== 'S' && principal.code[0] !== 'T') return null;
  return pattern.causes[random.below(pattern.causes.length)] ?? null;
}

function birthWeight(
  random: Random,
  pattern: CompiledPattern,
  ageDays: number,
  others: readonly NamedCode[],
): number | null {
  const { newborn } = pattern.spec;
  if (newborn) {
    const [mean, deviation, low, high] = newborn.weight;
    return Math.min(high, Math.max(low, Math.round((mean + deviation * random.normal()) / 5) * 5));
  }
  const delivered = others.some((other) => other.code === 'Z37.000');
  if (!delivered && ageDays > NEWBORN_DAYS) return null;
  return Math.min(4800, Math.max(2000, Math.round((3280 + 400 * random.normal()) / 10) * 10));
}

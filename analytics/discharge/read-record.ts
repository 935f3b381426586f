import type { Fen } from '../money.ts';
import { CellReader } from './cell-reader.ts';
import { cellText } from './cell-text.ts';
import { type ColumnPlan, type IcuColumns, planColumns, type SimpleColumns } from './column-plan.ts';
import { minuteNumber } from './day.ts';
import type { Diagnosis, DischargeRecord, Finding, Procedure, Staff } from './discharge-record.ts';
import { emptyFees, type Fees } from './fee-items.ts';
import { fieldLabel } from './field-catalogue.ts';
import { type Header, looksLikeHeader } from './header.ts';
import { isBlankRow, isTotalRow } from './odd-rows.ts';

export interface ReadOptions {
  /** 文件没有组织机构代码列(或该格为空)时用的医院。 */
  defaultHospitalId?: string;
  /** 身份内容(人员编号,否则身份证号)的带密钥哈希;没有就不生成 personKey。 */
  hashIdentity?: (text: string) => string;
}

/** 一行读出的结果。record 为 null 的行不能存;空行既无记录也无缺陷。 */
export interface ReadRow {
  readonly record: DischargeRecord | null;
  readonly findings: readonly Finding[];
  /** 做过全角转半角等规范的字段(不是缺陷)。 */
  readonly normalised: readonly string[];
}

export type RowReader = (cells: readonly string[]) => ReadRow;

const BLANK_ROW: ReadRow = Object.freeze({ record: null, findings: [], normalised: [] });

/**
 * 按表头编译读行的函数,一个文件编译一次。读不懂的值成为 F01–F05 缺陷(该字段为 null),不抛错;
 * 不能存的行(没有病案号、合计行、重复的表头)record 为 null,并有 F06–F08 说明。
 */
export function compileRowReader(header: Header, options: ReadOptions = {}): RowReader {
  const plan = planColumns(header);
  const cell = new CellReader();
  return (cells) => {
    if (isBlankRow(cells)) return BLANK_ROW;
    cell.start(cells);
    const record = isOddRow(cell, plan, cells) ? null : readRecord(cell, plan, options);
    if (record !== null && cells.length > header.columns.length) reportOverflow(cell, cells, header.columns.length);
    return { record, findings: cell.findings, normalised: cell.normalised };
  };
}

/** 合计行与数据中间重复的表头:平常的行只看病案号与出院时间的首字,不做细查。 */
function isOddRow(cell: CellReader, plan: ColumnPlan, cells: readonly string[]): boolean {
  const { recordNo, dischargedAt } = plan.simple;
  const number = recordNo && cellText(cells[recordNo.at]);
  const discharged = dischargedAt && cellText(cells[dischargedAt.at]);
  const usual = discharged !== null && startsWithDigit(discharged);
  if (usual && number !== null) return false;
  if (isTotalRow(cells)) {
    cell.add('F07', 'W', '整行', cellText(cells[0]) ?? '', '这是合计行,未作病案读入', '导出时请去掉合计行');
    return true;
  }
  if (usual || !looksLikeHeader(cells)) return false;
  cell.add('F08', 'W', '整行', cellText(cells[0]) ?? '', '这一行又是表头,未作病案读入', '请只保留一行表头');
  return true;
}

function startsWithDigit(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 48 && code <= 57;
}

function reportOverflow(cell: CellReader, cells: readonly string[], width: number): void {
  for (let at = width; at < cells.length; at++) {
    const text = cellText(cells[at]);
    if (text === null) continue;
    const message = `第 ${at + 1} 列有内容“${text.slice(0, 40)}”,但表头只有 ${width} 列,这一行可能错列`;
    cell.add('F09', 'E', '整行', text, message, '请检查这一行是否多了分隔符或引号');
    return;
  }
}

function readRecord(cell: CellReader, plan: ColumnPlan, options: ReadOptions): DischargeRecord | null {
  const c = plan.simple;
  const recordNo = cell.code(c.recordNo);
  const hospitalId = cell.code(c.hospitalId) ?? options.defaultHospitalId ?? null;
  if (recordNo === null || hospitalId === null) {
    refuse(cell, recordNo === null ? 'recordNo' : 'hospitalId');
    return null;
  }
  const sex = cell.choice(c.sex);
  return {
    hospitalId,
    hospitalName: cell.text(c.hospitalName),
    recordNo,
    admissionNo: cell.int(c.admissionNo),
    encounterId: cell.code(c.encounterId) ?? cell.code(c.settlementId),
    personKey: readPersonKey(cell, c, options),
    payer: cell.code(c.payer),
    sex: sex === null ? null : sex.charCodeAt(0) - 48,
    birthDate: cell.date(c.birthDate),
    ageYears: cell.int(c.ageYears),
    ageDays: cell.int(c.ageDays),
    admissionWeight: cell.int(c.admissionWeight),
    birthWeights: readBirthWeights(cell, plan),
    admissionRoute: cell.choice(c.admissionRoute),
    admittedAt: withHour(cell.dateTime(c.admittedAt), cell.int(c.admittedHour)),
    admissionDepartment: cell.code(c.admissionDepartment),
    dischargedAt: withHour(cell.dateTime(c.dischargedAt), cell.int(c.dischargedHour)),
    dischargeDepartment: cell.code(c.dischargeDepartment),
    dischargeWard: cell.text(c.dischargeWard),
    los: cell.int(c.los),
    diagnoses: readDiagnoses(cell, plan),
    externalCause: cell.icd(c.externalCause),
    pathology: cell.icd(c.pathology) ?? cell.text(c.pathologyName),
    procedures: readProcedures(cell, plan),
    staff: readStaff(cell, plan),
    dischargeMode: cell.choice(c.dischargeMode),
    destination: cell.text(c.destination) ?? cell.text(c.destinationCommunity),
    readmissionPlan: cell.choice(c.readmissionPlan),
    readmissionPurpose: cell.text(c.readmissionPurpose),
    autopsy: cell.choice(c.autopsy),
    ventilatorHours: cell.hours(c.ventilatorHours),
    icuHours: cell.hours(c.icuHours) ?? sumOfIcuStays(cell, plan.icuStays),
    transfused: readTransfused(cell, c),
    totalFee: cell.money(c.totalFee),
    selfPaid: cell.money(c.selfPaid),
    fees: readFees(cell, plan),
  };
}

function refuse(cell: CellReader, id: 'recordNo' | 'hospitalId'): void {
  const message = id === 'recordNo' ? '没有病案号,这一行不能存' : '没有组织机构代码,也没有指定默认医院,这一行不能存';
  const fix = id === 'recordNo' ? '请补病案号' : '请补组织机构代码,或在导入时指定医院';
  cell.add('F06', 'E', fieldLabel(id), '', message, fix);
}

function readPersonKey(cell: CellReader, c: SimpleColumns, options: ReadOptions): string | null {
  if (options.hashIdentity === undefined) return null;
  const identity = cell.code(c.personNo) ?? cell.code(c.idNumber);
  return identity === null ? null : options.hashIdentity(identity.toUpperCase());
}

/** 卫统4 把时刻的“时”另列一列。 */
function withHour(time: string | null, hour: number | null): string | null {
  if (time === null || hour === null || time.length > 10 || hour < 0 || hour > 23) return time;
  return `${time}T${hour < 10 ? '0' : ''}${hour}:00`;
}

const NO_WEIGHTS: readonly number[] = Object.freeze([]);

function readBirthWeights(cell: CellReader, plan: ColumnPlan): readonly number[] {
  let found: number[] | null = null;
  for (const column of plan.birthWeights) {
    const weight = cell.int(column);
    // 非新生儿常填 0,等于没有。
    if (weight === null || weight === 0) continue;
    found ??= [];
    found.push(weight);
  }
  return found ?? NO_WEIGHTS;
}

/** 主要诊断的位置即使空着也保留,其他诊断不顶上来。 */
function readDiagnoses(cell: CellReader, plan: ColumnPlan): Diagnosis[] {
  const found: Diagnosis[] = [];
  for (const columns of plan.diagnoses) {
    const code = cell.icd(columns.code);
    const name = cell.text(columns.name);
    if (code === null && name === null) continue;
    if (found.length === 0 && columns !== plan.diagnoses[0]) {
      found.push({ code: null, name: null, admissionCondition: null });
    }
    found.push({ code, name, admissionCondition: cell.choice(columns.admissionCondition) });
  }
  return found;
}

function readProcedures(cell: CellReader, plan: ColumnPlan): Procedure[] {
  const found: Procedure[] = [];
  for (const columns of plan.procedures) {
    const code = cell.icd(columns.code);
    const name = cell.text(columns.name);
    const incision = cell.choice(columns.incision);
    if (code === null && name === null && incision === null) continue;
    found.push({
      code,
      name,
      date: cell.dateTime(columns.date),
      level: cell.choice(columns.level),
      surgeon: cell.text(columns.surgeon),
      incision,
      anaesthesia: cell.code(columns.anaesthesia),
    });
  }
  return found;
}

/** 有工号用工号,没有才用姓名。 */
function readStaff(cell: CellReader, { staffCodes, staffNames }: ColumnPlan): Staff {
  return {
    head: cell.code(staffCodes.head) ?? cell.text(staffNames.head),
    chief: cell.code(staffCodes.chief) ?? cell.text(staffNames.chief),
    attending: cell.code(staffCodes.attending) ?? cell.text(staffNames.attending),
    resident: cell.code(staffCodes.resident) ?? cell.text(staffNames.resident),
    nurse: cell.code(staffCodes.nurse) ?? cell.text(staffNames.nurse),
    responsible: cell.code(staffCodes.responsible) ?? cell.text(staffNames.responsible),
  };
}

function sumOfIcuStays(cell: CellReader, stays: readonly IcuColumns[]): number | null {
  let minutes = 0;
  for (const stay of stays) {
    const enteredAt = cell.dateTime(stay.enteredAt);
    const leftAt = cell.dateTime(stay.leftAt);
    if (enteredAt !== null && leftAt !== null) minutes += minuteNumber(leftAt) - minuteNumber(enteredAt);
  }
  return minutes > 0 ? minutes / 60 : null;
}

function readTransfused(cell: CellReader, c: SimpleColumns): boolean | null {
  const flag = cell.choice(c.transfused);
  if (flag !== null) return flag === '1';
  const amount = cell.hours(c.bloodAmount);
  return amount === null ? null : amount > 0;
}

function readFees(cell: CellReader, plan: ColumnPlan): Fees {
  const fees = emptyFees();
  for (const { code, column } of plan.fees) {
    const amount: Fen | null = cell.money(column);
    if (amount !== null) fees[code] = amount;
  }
  return fees;
}

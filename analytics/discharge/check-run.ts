import type { Fen } from '../money.ts';
import type { DischargeRecord, Finding } from './discharge-record.ts';
import { FEE_ITEMS, feeAmounts } from './fee-items.ts';
import { BLOCK_SIZES, fieldLabel, fieldRef } from './field-catalogue.ts';
import { type StayNumbers, stayNumbers } from './stay.ts';
import { isSurgicalProcedure } from './surgical.ts';

/** 一条质控规则(record-checks.json 的一行)。同一编号可有几行,计分时只算一次。 */
export interface RecordCheck {
  readonly id: string;
  readonly name: string;
  /** 涉及的列编号,首个是报缺陷的字段。 */
  readonly fields: readonly string[];
  readonly severity: 'E' | 'W';
  /** 检查的种类,见 CHECK_KINDS。 */
  readonly kind: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** 文件须有的列:`a|b` 是任一,`fees.*` 是 24 个整项;缺了就不检查。 */
  readonly needs?: readonly string[];
  readonly message: string;
  readonly fix: string;
  readonly deduction: number;
  readonly source: string;
  readonly version: string;
}

/** 检查要用的外部事实;`today` 是调用者给的日期 YYYY-MM-DD。 */
export interface CheckContext {
  readonly today: string;
  /** 编码字典:给了才查 Q08 的“不在字典”。 */
  readonly knownDiagnosis?: (code: string) => boolean;
  readonly knownProcedure?: (code: string) => boolean;
  /** 四级手术目录:给了才查 Q27 的“填得偏低”。 */
  readonly isLevelFour?: (code: string) => boolean;
  readonly isSurgical?: (code: string) => boolean;
}

type Values = Readonly<Record<string, string | number>>;

const fill = (template: string, values: Values) =>
  template.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));

/** 一份记录的检查:算好各规则共用的值,收集缺陷。 */
export class CheckRun {
  readonly findings: Finding[] = [];
  readonly los: number | null;
  /** 周岁:按日期重算,没有日期用填报值。 */
  readonly ageYears: number | null;
  readonly ageDays: number | null;
  /** 整项费用的合计与填了的项数。 */
  readonly feeSum: Fen;
  readonly feeCount: number;
  /** 最小的一项;没有负数时是 0。 */
  readonly lowestFee: Fen;
  /** 主要诊断编码。 */
  readonly principal: string | null;

  constructor(
    readonly record: DischargeRecord,
    readonly context: CheckContext,
    private readonly already: readonly Finding[],
    stay: StayNumbers = stayNumbers(record),
  ) {
    this.los = stay.los;
    this.ageYears = stay.ageYears ?? record.ageYears;
    this.ageDays = stay.ageDays ?? record.ageDays;
    this.principal = record.diagnoses[0]?.code ?? null;
    let sum = 0;
    let count = 0;
    let lowest = 0;
    const amounts = feeAmounts(record.fees);
    for (let i = 0; i < amounts.length; i++) {
      const amount = amounts[i];
      if (amount === undefined) continue;
      if (FEE_ITEMS[i]!.partOf === null) {
        sum += amount;
        count++;
      }
      if (amount < lowest) lowest = amount;
    }
    this.feeSum = sum as Fen;
    this.feeCount = count;
    this.lowestFee = lowest as Fen;
  }

  isSurgical(code: string): boolean {
    return (this.context.isSurgical ?? isSurgicalProcedure)(code);
  }

  /** 读的时候已经报过这个字段读不懂:不再报它为空。 */
  isUnreadable(id: string): boolean {
    if (this.already.length === 0) return false;
    const label = fieldLabel(id);
    return this.already.some((finding) => finding.field === label);
  }

  /** 记一条缺陷;id 是列编号,values 填入消息的花括号。 */
  add(check: RecordCheck, id: string, value: string | number | null, values: Values = {}): void {
    const label = fieldLabel(id);
    const shown = value === null ? '' : String(value);
    const all = { field: label, label, name: fieldRef(id)?.name ?? id, value: shown, ...values };
    this.findings.push({
      rule: check.id,
      severity: check.severity,
      field: label,
      value: shown.slice(0, 80),
      message: fill(check.message, all),
      fix: fill(check.fix, all),
    });
  }
}

/** 一种检查:按参数与文件的列编译成对一份记录的测试;无从检查时返回 null。 */
export type CheckKind = (
  check: RecordCheck,
  params: Readonly<Record<string, unknown>>,
  present: ReadonlySet<string>,
) => ((run: CheckRun) => void) | null;

/** 重复块里哪些位置有某种列,如各手术操作的日期列;一列都没有返回 null。 */
export function positionsWith(present: ReadonlySet<string>, block: string, member: string): Uint8Array | null {
  const found = new Uint8Array(BLOCK_SIZES[block] ?? 0);
  for (let at = 0; at < found.length; at++) found[at] = present.has(`${block}.${at}.${member}`) ? 1 : 0;
  return found.includes(1) ? found : null;
}

/** 消息里的时间:`2025-06-01T08:30` 写作 `2025-06-01 08:30`。 */
export const timeText = (time: string): string => time.replace('T', ' ');

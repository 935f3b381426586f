import { CODE_KINDS } from './check-kinds-codes.ts';
import { FEE_KINDS, hasAllFeeColumns } from './check-kinds-fees.ts';
import { FIELD_KINDS } from './check-kinds-fields.ts';
import { PROCEDURE_KINDS } from './check-kinds-procedures.ts';
import { type CheckContext, type CheckKind, CheckRun, type RecordCheck } from './check-run.ts';
import type { DischargeRecord, Finding } from './discharge-record.ts';
import { ALL_COLUMN_IDS } from './field-catalogue.ts';
import data from './record-checks.json' with { type: 'json' };
import { type StayNumbers, stayNumbers } from './stay.ts';

export type { CheckContext, RecordCheck } from './check-run.ts';

/** 内置的质控规则 Q01–Q32。 */
export const RECORD_CHECKS: readonly RecordCheck[] = data.checks as readonly RecordCheck[];

/** 按一批病案判断的规则(Q29):在数据里,不在逐份检查之内。 */
const SET_KIND = 'set';

const CHECK_KINDS: Readonly<Record<string, CheckKind>> = {
  ...FIELD_KINDS,
  ...CODE_KINDS,
  ...PROCEDURE_KINDS,
  ...FEE_KINDS,
};

export interface CompiledChecks {
  readonly tests: readonly ((run: CheckRun) => void)[];
  /** 因文件没有相应的列而不检查的规则,用于文件层面的提示。 */
  readonly notChecked: readonly RecordCheck[];
}

/**
 * 编译规则:按文件有的列停掉无从检查的,一个文件编译一次。
 * 规则的 kind 不认识时抛出 RangeError(规则数据写错)。
 */
export function compileChecks(
  checks: readonly RecordCheck[] = RECORD_CHECKS,
  present: ReadonlySet<string> = ALL_COLUMN_IDS,
): CompiledChecks {
  const tests: ((run: CheckRun) => void)[] = [];
  const notChecked: RecordCheck[] = [];
  for (const check of checks) {
    if (check.kind === SET_KIND) continue;
    const kind = CHECK_KINDS[check.kind];
    if (kind === undefined) throw new RangeError(`质控规则 ${check.id} 的种类不认识:${check.kind}`);
    if (!(check.needs ?? []).every((need) => hasColumns(need, present))) notChecked.push(check);
    else {
      const test = kind(check, check.params ?? {}, present);
      if (test === null) notChecked.push(check);
      else tests.push(test);
    }
  }
  return { tests, notChecked };
}

/** `a|b` 任一;`fees.*` 指 24 个整项齐全。 */
function hasColumns(need: string, present: ReadonlySet<string>): boolean {
  if (need === 'fees.*') return hasAllFeeColumns(present);
  return need.split('|').some((id) => present.has(id));
}

const NO_FINDINGS: readonly Finding[] = Object.freeze([]);
/** 每一列都在时的全部内置规则,JSON 录入的记录用它。 */
export const ALL_CHECKS: CompiledChecks = compileChecks();

/**
 * 检查一份记录,返回全部缺陷(没有则为空)。
 * @param checks 按文件的列编译的规则
 * @param already 读行时的缺陷:读不懂的字段不再报为空
 * @param stay 已算好的住院天数与年龄
 */
export function checkRecord(
  record: DischargeRecord,
  checks: CompiledChecks,
  context: CheckContext,
  already: readonly Finding[] = NO_FINDINGS,
  stay: StayNumbers = stayNumbers(record),
): Finding[] {
  const run = new CheckRun(record, context, already, stay);
  for (const test of checks.tests) test(run);
  return run.findings;
}

/** 各规则的扣分(同一编号取最重的一行),用于 recordScore。 */
export function deductionsOf(checks: readonly RecordCheck[] = RECORD_CHECKS): Record<string, number> {
  const deductions: Record<string, number> = {};
  for (const { id, deduction } of checks) deductions[id] = Math.max(deductions[id] ?? 0, deduction);
  return deductions;
}

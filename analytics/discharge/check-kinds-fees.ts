import { type Fen, formatYuan } from '../money.ts';
import type { CheckKind, CheckRun } from './check-run.ts';
import { FEE_ITEMS, type FeeItemCode } from './fee-items.ts';
import { overflowingItems } from './fees.ts';

const hasAnyFee = (run: CheckRun) => run.feeCount > 0;

/** 有总费用而分类费用一项都没有。 */
const feesMissing: CheckKind = (check) => (run) => {
  if (run.record.totalFee !== null && !hasAnyFee(run)) run.add(check, check.fields[0] as string, null);
};

/**
 * 总费用与分项合计(in.fee_total_check)。complete:24 项的列齐全,两边都要相等;
 * 列不齐时只能断定合计不应大于总费用。
 */
const feeTotal: CheckKind = (check, params, present) => {
  const tolerance = params.toleranceFen as number;
  const complete = params.complete as boolean;
  // 列齐全时由相等的那一行管,这一行不再报。
  if (!complete && hasAllFeeColumns(present)) return () => {};
  return (run) => {
    const { totalFee } = run.record;
    if (totalFee === null || totalFee <= 0 || !hasAnyFee(run)) return;
    const sum = run.feeSum;
    const diff = totalFee - sum;
    if (Math.abs(diff) <= tolerance || (!complete && diff > 0)) return;
    const yuan = { total: formatYuan(totalFee), sum: formatYuan(sum), diff: formatYuan(Math.abs(diff)) };
    run.add(check, check.fields[0] as string, yuan.total, yuan);
  };
};

const WHOLE = Array.from({ length: 24 }, (_, n) => `fees.D${n + 11}`);
/** 文件有没有全部 24 个整项的列。 */
export const hasAllFeeColumns = (present: ReadonlySet<string>): boolean => WHOLE.every((id) => present.has(id));

const feeParts: CheckKind = (check, params) => (run) => {
  const { fees } = run.record;
  if (!hasAnyFee(run)) return;
  for (const code of overflowingItems(fees, params.toleranceFen as Fen)) {
    run.add(check, `fees.${code}`, formatYuan(fees[code] ?? 0));
  }
};

const feeNegative: CheckKind = (check) => (run) => {
  if (run.lowestFee >= 0) return;
  const { fees } = run.record;
  for (const { code } of FEE_ITEMS) {
    const amount = fees[code];
    if (amount !== undefined && amount < 0) run.add(check, `fees.${code}`, formatYuan(amount));
  }
};

const feeNotPositive: CheckKind = (check) => (run) => {
  const { totalFee } = run.record;
  if (totalFee !== null && totalFee <= 0) run.add(check, check.fields[0] as string, formatYuan(totalFee));
};

/** 不算麻醉的填法。 */
const NO_ANAESTHESIA: ReadonlySet<string> = new Set(['无', '无麻醉', '未麻醉', '0']);

/** 首页上的事实:成立时返回一个说明它的编码(可为空串),不成立返回 null。 */
const FACTS: Readonly<Record<string, (run: CheckRun) => string | null>> = {
  surgery: (run) => firstCode(run, (code) => run.isSurgical(code)),
  procedure: (run) => firstCode(run, () => true),
  anaesthesia: (run) => {
    for (const { anaesthesia } of run.record.procedures) {
      if (anaesthesia !== null && !NO_ANAESTHESIA.has(anaesthesia)) return anaesthesia;
    }
    return null;
  },
  transfusion: (run) => (run.record.transfused === true ? '' : null),
};

function firstCode(run: CheckRun, matches: (code: string) => boolean): string | null {
  for (const { code } of run.record.procedures) if (code !== null && matches(code)) return code;
  return null;
}

/** 事实与费用要么都有,要么都没有;missing 说这一行查的是缺哪个。 */
const factWithFee: CheckKind = (check, params) => {
  const factOf = FACTS[params.fact as string] as (run: CheckRun) => string | null;
  const codes = params.fees as FeeItemCode[];
  const id = check.fields[0] as string;
  return (run) => {
    let amount = 0;
    for (const code of codes) amount += run.record.fees[code] ?? 0;
    if (params.missing === 'fee') {
      const fact = amount > 0 || !hasAnyFee(run) ? null : factOf(run);
      if (fact !== null) run.add(check, id, '0.00', { code: fact });
    } else if (amount > 0 && factOf(run) === null) run.add(check, id, formatYuan(amount));
  };
};

/** 看费用的检查。 */
export const FEE_KINDS: Readonly<Record<string, CheckKind>> = {
  feesMissing,
  feeTotal,
  feeParts,
  feeNegative,
  feeNotPositive,
  factWithFee,
};

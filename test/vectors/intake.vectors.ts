import { codeInRanges, compileRanges } from '../../analytics/discharge/code-ranges.ts';
import { findDuplicates, type StayKey } from '../../analytics/discharge/duplicates.ts';
import type { Fees } from '../../analytics/discharge/fee-items.ts';
import { feeRollup, feeShares, feeTotalCheck } from '../../analytics/discharge/fees.ts';
import { isDiagnosisForm, isProcedureForm } from '../../analytics/discharge/icd-code.ts';
import { recordScore, unitScore } from '../../analytics/discharge/quality-score.ts';
import { ageAt, lengthOfStay } from '../../analytics/discharge/stay.ts';
import { type Fen, parseYuan } from '../../analytics/money.ts';

const yuan = (value: number) => parseYuan(String(value)) as Fen;
const toYuan = (value: number) => value / 100;
const feesOf = (fees: Record<string, number>): Fees =>
  Object.fromEntries(Object.entries(fees).map(([code, value]) => [code, yuan(value)]));
const score = (deductions: Record<string, number>) => (fired: string[]) => recordScore(fired, deductions);

/** 公式编号 → 用产品函数算出与 expected 同形的结果。 */
// biome-ignore lint/suspicious/noExplicitAny: 例题的输入各式各样,由例题文件保证
export const intakeVectors: Record<string, (inputs: any) => unknown> = {
  'in.los': ({ cases }) => cases.map(([from, to]: [string, string]) => lengthOfStay(from, to)),

  'in.age': ({ birth_admission }) => birth_admission.map(([birth, on]: [string, string]) => ageAt(birth, on)),

  'in.fee_total_check': ({ D01, fees, toleranceYuan }) => {
    const check = feeTotalCheck(yuan(D01), feesOf(fees), yuan(toleranceYuan));
    return { ...check, sum: toYuan(check.sum), diff: toYuan(check.diff) };
  },

  'in.fee_rollup': ({ fees }) => {
    const rolled = feeRollup(feesOf(fees));
    const amounts = Object.fromEntries(Object.entries(rolled).map(([key, value]) => [key, toYuan(value)]));
    return { ...amounts, share: feeShares(rolled) };
  },

  'in.icd_form': ({ diagnosis, procedure }) => ({
    diagnosis: diagnosis.map(isDiagnosisForm),
    procedure: procedure.map(isProcedureForm),
  }),

  'in.code_in_ranges': ({ ranges, codes }) => {
    const compiled = compileRanges(ranges);
    return codes.map((code: string) => compiled.has(code) && codeInRanges(code, ranges));
  },

  'in.duplicates': ({ rows }) =>
    findDuplicates(
      rows.map(
        ([hospitalId, recordNo, admission, admittedAt, dischargedAt]: [string, string, number, string, string]) =>
          ({ hospitalId, recordNo, admission, admittedAt, dischargedAt }) satisfies StayKey,
      ),
    ),

  'in.quality_score': ({ deductions, records }) => {
    const scores = records.map(score(deductions));
    return { records: scores, unit: unitScore(scores) };
  },
};

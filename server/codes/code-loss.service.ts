import { CODE_OUTCOMES, type CodeOutcome, codeConverter } from '../../analytics/codes/code-converter.ts';
import { type CodeMapping, compileMapping } from '../../analytics/codes/code-mapping.ts';
import { CODE_CHANGES, type CodeKind } from '../../analytics/codes/code-repair.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import type { Period } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type CodeUsage, codeUsage, usageByOutcome } from '../../sql/read-models/code-usage.read-model.ts';
import { findMapping, mappingRows } from '../../sql/stores/code-mapping.store.ts';
import { notFound } from '../http/problem.ts';

export interface LossQuery {
  readonly hospitalId: string;
  readonly period: Period;
  readonly kind: CodeKind;
  /** 按哪张对照表试算;不写为不用对照表。 */
  readonly mappingId?: number | undefined;
}

export interface CodeLoss extends CodeUsage {
  readonly outcome: CodeOutcome;
  /** 进入分组的编码。 */
  readonly grouped: string;
  readonly changes: readonly string[];
  readonly targets: readonly string[];
}

export interface LossReport {
  readonly classes: readonly {
    outcome: CodeOutcome;
    name: string;
    codes: number;
    cases: number;
    mainCases: number;
    totalFee: string;
  }[];
  readonly codes: readonly CodeLoss[];
}

/** 转码损失:期间内用到的每个编码的去向,以及各去向涉及的编码数、病例数与费用。 */
export async function codeLoss(db: Db, scheme: CompiledScheme, query: LossQuery): Promise<LossReport> {
  const dictionary = query.kind === 'diagnosis' ? scheme.diagnoses : scheme.procedures;
  const mapping = query.mappingId === undefined ? null : await compiledMapping(db, query.mappingId);
  const convert = codeConverter(query.kind, (code) => dictionary.knows(code), mapping);
  const codes = (await codeUsage(db, query)).map((usage): CodeLoss => {
    const { code, outcome, changes, targets } = convert(usage.code);
    return { ...usage, outcome, grouped: code, changes: changes.map((change) => CODE_CHANGES[change]), targets };
  });
  const sums = new Map((await usageByOutcome(db, query, codes)).map((row) => [row.outcome, row]));
  const classes = (Object.keys(CODE_OUTCOMES) as CodeOutcome[]).map((outcome) => {
    const { codes = 0, cases = 0, mainCases = 0, totalFee = '0.00' } = sums.get(outcome) ?? {};
    return { outcome, name: CODE_OUTCOMES[outcome], codes, cases, mainCases, totalFee };
  });
  return { classes, codes };
}

/** 一张对照表,编好。 */
export async function compiledMapping(db: Db, id: number): Promise<CodeMapping> {
  const mapping = await findMapping(db, id);
  if (!mapping) throw notFound('对照表', String(id));
  return compileMapping(await mappingRows(db, id), mapping.scope);
}

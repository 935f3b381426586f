import type { CaseCodes } from '../../analytics/codes/case-codes.ts';
import { explainCase } from '../../analytics/grouping/explain-case.ts';
import { groupCase } from '../../analytics/grouping/group-case.ts';
import type { GroupingCase } from '../../analytics/grouping/grouping-case.ts';
import { seenFacts } from '../../analytics/grouping/seen-facts.ts';
import { ungroupedCause } from '../../analytics/grouping/ungrouped-cause.ts';
import { type WhatIf, whatIf } from '../../analytics/grouping/what-if.ts';
import type { Db } from '../../sql/database.ts';
import { caseMonthWeights } from '../../sql/read-models/case-weights.read-model.ts';
import { logWhatIfUse } from '../../sql/stores/what-if-use.store.ts';
import { conversionNotes, mergeNotes } from '../codes/code-notes.ts';
import { notFound } from '../http/problem.ts';
import { givenCodes } from './given-codes.ts';
import type { LiveSchemes } from './live-schemes.ts';
import { storedGroupingCase } from './stored-case.ts';

export interface ProofDeps {
  readonly db: Db;
  readonly schemes: LiveSchemes;
}

async function storedCase({ db, schemes }: ProofDeps, caseId: string) {
  const stored = await storedGroupingCase(db, caseId);
  if (!stored) throw notFound('病例', caseId);
  const { facts: given, dischargedOn: day } = stored;
  const scheme = schemes.schemeFor(day);
  return { given, c: scheme.codes.convert(given, day), scheme, day };
}

/** 已存病例在其出院日施行的方案下的证明;内容只有编码与分组要看的事实,没有身份。 */
export async function proofOfStoredCase(deps: ProofDeps, caseId: string) {
  const { given, c, scheme, day } = await storedCase(deps, caseId);
  const written = await givenCodes(deps.db, caseId, given);
  const notes = mergeNotes(written, conversionNotes(scheme.codes, given, day));
  const proof = explainCase(scheme.compiled, c, notes);
  return {
    caseId,
    forReference: scheme.forReference,
    cause: ungroupedCause(scheme.compiled, c, proof),
    proof,
    shared: { scheme: scheme.key, case: seenFacts(scheme.compiled, c) },
  };
}

/** 什么会改变一个已存病例的入组;用一次记一次。 */
export async function whatIfOfStoredCase(deps: ProofDeps, caseId: string, by: string, showMoney: boolean) {
  const { given, c, scheme, day } = await storedCase(deps, caseId);
  const { table, groups } = await caseMonthWeights(deps.db, caseId, scheme.key);
  const targets = ambiguousTargets(scheme.codes, given, day);
  const found = whatIf(scheme.compiled, c, {
    worthOf: (drg) => groups.get(drg) ?? null,
    targetsOf: (axis, code) => targets.get(`${axis}${code}`) ?? [],
  });
  const use = { used_by: by, case_id: caseId, scheme_key: scheme.key, changes: found.length, money_shown: showMoney };
  await logWhatIfUse(deps.db, use);
  return {
    caseId,
    scheme: scheme.key,
    now: groupCase(scheme.compiled, c),
    weightTable: table,
    moneyHidden: !showMoney,
    changes: showMoney ? found : found.map(withoutMoney),
  };
}

/** 对照表有几个目标、没有换的编码:换成其中哪一个会不会改变分组,值得一试。 */
const ambiguousTargets = (codes: CaseCodes, c: GroupingCase, day: string | null) =>
  new Map(
    codes
      .conversions(c, day)
      .filter(({ outcome }) => outcome === 'ambiguous')
      .map(({ kind, code, targets }) => [`${kind === 'diagnosis' ? 'dx' : 'proc'}${code}`, targets]),
  );

const withoutMoney = (change: WhatIf): WhatIf => ({ ...change, costBefore: null, costAfter: null, costChange: null });

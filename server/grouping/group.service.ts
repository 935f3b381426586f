import type { z } from 'zod';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { explainCase } from '../../analytics/grouping/explain-case.ts';
import { groupCase } from '../../analytics/grouping/group-case.ts';
import { ungroupedCause } from '../../analytics/grouping/ungrouped-cause.ts';
import { whatIf } from '../../analytics/grouping/what-if.ts';
import type { Db } from '../../sql/database.ts';
import { caseMonthWeights } from '../../sql/read-models/case-weights.read-model.ts';
import { notFound, Problem } from '../http/problem.ts';
import { type GroupRequest, MOST_EXPLAINED } from './group.schemas.ts';
import { storedGroupingCase } from './grouping-runs.ts';
import type { LiveScheme } from './live-scheme.ts';

type CaseInput = z.output<typeof GroupRequest>['cases'][number];

/** 用正在用的方案判定送来的病例;什么也不存。 */
export function groupCases({ compiled, key, forReference }: LiveScheme, cases: readonly CaseInput[], explain: boolean) {
  if (explain && cases.length > MOST_EXPLAINED) {
    const detail = `带证明的一次至多 ${MOST_EXPLAINED} 例,这次送来 ${cases.length} 例;请分批提交,或不要 explain。`;
    throw new Problem(422, 'too-many-to-explain', '要证明的病例太多', detail);
  }
  return { scheme: key, forReference, items: cases.map((c) => groupOne(compiled, c, explain)) };
}

function groupOne(scheme: CompiledScheme, { caseId, ...c }: CaseInput, explain: boolean) {
  const result = groupCase(scheme, c);
  const { status, mdc, adrg, drg } = result;
  const proof = explain || status !== 'grouped' ? explainCase(scheme, c) : null;
  return {
    caseId: caseId ?? null,
    status,
    mdc,
    adrg,
    drg,
    mdcName: mdc && scheme.mdcName(mdc),
    adrgName: adrg && scheme.adrgName(adrg),
    drgName: scheme.drgName(drg),
    cause: proof && ungroupedCause(scheme, c, proof),
    ...(explain ? { proof } : {}),
  };
}

/** 已存病例在正在用的方案下的证明;内容只有编码与分组要看的事实,没有身份。 */
export async function proofOfStoredCase(db: Db, scheme: LiveScheme, caseId: string) {
  const c = await storedGroupingCase(db, caseId);
  if (!c) throw notFound('病例', caseId);
  const weights = await caseMonthWeights(db, caseId, scheme.key);
  const proof = explainCase(scheme.compiled, c);
  const cause = ungroupedCause(scheme.compiled, c, proof);
  const changes = whatIf(scheme.compiled, c, (drg) => weights.get(drg) ?? null);
  return { caseId, cause, proof, whatIf: changes };
}

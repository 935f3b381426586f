import type { z } from 'zod';
import { explainCase } from '../../analytics/grouping/explain-case.ts';
import { groupCase } from '../../analytics/grouping/group-case.ts';
import { ungroupedCause } from '../../analytics/grouping/ungrouped-cause.ts';
import type { Db } from '../../sql/database.ts';
import { conversionNotes } from '../codes/code-notes.ts';
import { Problem } from '../http/problem.ts';
import { type GroupRequest, MOST_EXPLAINED } from './group.schemas.ts';
import type { OpenScheme } from './live-scheme.ts';
import type { LiveSchemes } from './live-schemes.ts';

type CaseInput = z.output<typeof GroupRequest>['cases'][number];

/** 全部施行中的方案。 */
const ALL_LIVE = 'live';

/** `day` 是出院日:对照表按它选用;`explain` 附上证明。 */
export interface GroupOptions {
  readonly explain: boolean;
  readonly day: string;
}

/** 用一个方案判定送来的病例;什么也不存。 */
export function groupCases(scheme: OpenScheme, cases: readonly CaseInput[], { explain, day }: GroupOptions) {
  const { key, forReference } = scheme;
  if (explain) refuseTooMany(cases.length);
  return {
    scheme: key,
    forReference,
    items: cases.map((c) => ({ caseId: c.caseId ?? null, ...groupOne(scheme, c, { explain, day }) })),
  };
}

/** 同时用几个方案判定,每例的结果按方案分列。 */
export async function groupUnderSchemes(
  { db, schemes }: { db: Db; schemes: LiveSchemes },
  keys: readonly string[],
  cases: readonly CaseInput[],
  { explain, day }: GroupOptions,
) {
  const used = await schemesOf(db, schemes, keys);
  if (explain) refuseTooMany(cases.length * used.length);
  return {
    schemes: used.map(({ key, forReference, compiled }) => ({
      scheme: key,
      name: compiled.name,
      forReference,
      live: schemes.byKey(key) !== undefined,
    })),
    items: cases.map((c) => ({
      caseId: c.caseId ?? null,
      results: used.map((scheme) => ({ scheme: scheme.key, ...groupOne(scheme, c, { explain, day }) })),
    })),
  };
}

async function schemesOf(db: Db, schemes: LiveSchemes, keys: readonly string[]): Promise<OpenScheme[]> {
  const found: OpenScheme[] = [];
  for (const key of new Set(keys)) {
    if (key === ALL_LIVE) found.push(...schemes.all());
    else found.push(schemes.byKey(key) ?? (await schemes.open(db, key)));
  }
  return [...new Map(found.map((scheme) => [scheme.key, scheme])).values()];
}

function refuseTooMany(proofs: number): void {
  if (proofs <= MOST_EXPLAINED) return;
  const detail = `带证明的一次至多 ${MOST_EXPLAINED} 例(几个方案各算一例),这次是 ${proofs} 例;请分批提交,或不要 explain。`;
  throw new Problem(422, 'too-many-to-explain', '要证明的病例太多', detail);
}

function groupOne({ compiled: scheme, codes }: OpenScheme, { caseId: _, ...given }: CaseInput, options: GroupOptions) {
  const { explain, day } = options;
  const c = codes.convert(given, day);
  const result = groupCase(scheme, c);
  const { status, mdc, adrg, drg } = result;
  const notes = c === given ? [] : conversionNotes(codes, given, day);
  const proof = explain || status !== 'grouped' ? explainCase(scheme, c, notes) : null;
  return {
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

import { breakdown, causeNames, coefficientRuleNames, scoreCase } from '../../analytics/dip/case-result.ts';
import { formatPoints } from '../../analytics/dip/exact-decimal.ts';
import { explainMatch, type MatchProof } from '../../analytics/dip/explain-match.ts';
import { proofSentences, ruleNames } from '../../analytics/dip/proof-sentences.ts';
import { kindNames, typeNames } from '../../analytics/dip/region-pack.ts';
import type { Db } from '../../sql/database.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { storedGroupingCase } from '../grouping/stored-case.ts';
import { notFound, Problem } from '../http/problem.ts';
import type { LiveRegions, OpenRegion } from './live-regions.ts';
import { StoredDipCases } from './score-stored.ts';

export interface DipProofDeps {
  readonly db: Db;
  readonly schemes: LiveSchemes;
  readonly regions: LiveRegions;
}

/** 已存病例在出院日施行的(或指定的)目录下的证明:候选、各自为何落选、哪条规则决定、分值的算式。没有身份。 @throws Problem */
export async function dipProofOf({ db, schemes, regions }: DipProofDeps, caseId: string, catalogue?: string) {
  const stored = await storedGroupingCase(db, caseId);
  if (!stored) throw notFound('病例', caseId);
  const { total_fee: fee } = await db
    .selectFrom('discharge_case')
    .select('total_fee')
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  const region = await regionFor(db, regions, stored.dischargedOn, catalogue);
  const input = new StoredDipCases(region, schemes).input(stored.facts, stored.dischargedOn, fee);
  const result = scoreCase(region.compiled, input);
  const head = {
    caseId,
    catalogue: { key: region.key, name: region.registered.name },
    status: result.status,
    cause: result.cause && { code: result.cause, text: causeNames[result.cause] },
  };
  if (result.status === 'unmatched' || input.totalCost === null) return { ...head, ...NOTHING };
  const proof = explainMatch(region.compiled, { ...input, totalCost: input.totalCost });
  return { ...head, ...presentProof(proof, region) };
}

const NOTHING = { sentences: [], decidedBy: null, costDecided: false, score: null, candidates: [], notCandidates: [] };

async function regionFor(db: Db, regions: LiveRegions, day: string | null, key?: string): Promise<OpenRegion> {
  if (key) return regions.open(db, key);
  const live = day === null ? null : await regions.liveOn(db, day);
  if (live) return live;
  throw new Problem(
    409,
    'dip-no-live-region',
    '没有施行的 DIP 目录',
    `出院日 ${day ?? '没有填'} 没有施行的 DIP 目录;请施行一个,或指定目录。`,
  );
}

function presentProof(proof: MatchProof, { compiled }: OpenRegion) {
  const entryOf = ({ code, name, type, kind }: MatchProof['candidates'][number]['entry']) => ({
    code,
    name,
    type: typeNames[type],
    kind: kindNames[kind],
  });
  const score = breakdown(proof, compiled.policy);
  return {
    sentences: proofSentences(proof),
    decidedBy: proof.decidedBy && { rule: proof.decidedBy, name: ruleNames[proof.decidedBy] },
    costDecided: proof.costDecided,
    score: score && {
      entry: score.entry,
      points: formatPoints(score.points),
      base: String(score.factors.score),
      deviation: score.deviation,
      deviationFactor: score.factors.deviation.toFixed(6),
      auxiliaryFactor: String(score.factors.auxiliary),
      auxiliary: score.auxiliary,
      coefficient: String(score.factors.coefficient),
      coefficientRule: coefficientRuleNames[score.coefficientRule],
    },
    candidates: proof.candidates.map(({ entry, lostBy, compared }) => ({
      ...entryOf(entry),
      lostBy: lostBy && { rule: lostBy, name: ruleNames[lostBy], own: compared!.own, winner: compared!.winner },
    })),
    notCandidates: proof.notCandidates.map(({ entry, reason, missing }) => ({ ...entryOf(entry), reason, missing })),
  };
}

/** 入组证明、未入组原因与「什么会改变入组」。 */

export interface Unmet {
  condition: string;
  message: string;
  variable: string | null;
  missing: boolean;
  recorded: string[];
}
export interface ProofStep {
  code: string;
  name: string | null;
  condition: string;
  holds: boolean;
  unmet: Unmet[];
}
export interface AdrgStep extends ProofStep {
  rule: string;
  near: boolean;
}
export interface MdcStep extends ProofStep {
  adrgs: AdrgStep[];
}
export interface NearAdrg {
  mdc: string;
  adrg: string;
  name: string | null;
  tried: boolean;
  unmet: Unmet;
}
export interface ProofCode {
  axis: 'dx' | 'proc';
  role: 'main' | 'other';
  given: string;
  code: string;
  normalised: boolean;
  changes: string[];
  mapped: boolean;
  targets: string[];
  name: string | null;
  known: boolean;
}
export interface ProofComplication {
  code: string;
  name: string | null;
  level: 'MCC' | 'CC' | null;
  counted: boolean;
  excludedBy: string | null;
}
export interface GroupResult {
  status: 'grouped' | 'no-mdc' | 'no-adrg' | 'ambiguous';
  mdc: string | null;
  adrg: string | null;
  drg: string;
}
export interface Proof {
  scheme: { id: string; version: string; name: string };
  result: GroupResult;
  codes: ProofCode[];
  mdcs: MdcStep[];
  near: NearAdrg[];
  complications: ProofComplication[];
  drgs: ProofStep[];
  sentences: string[];
}
export interface UngroupedCause {
  code: string;
  group: string;
  mdc: string | null;
  message: string;
  nearest: NearAdrg[];
}

/** 链接里带的:方案与分组要看的事实,没有身份。 */
export interface SharedCase {
  scheme: string;
  case: { diagnoses: string[]; procedures: string[] } & Record<string, unknown>;
}
export interface StoredProof {
  caseId: string;
  forReference: boolean;
  cause: UngroupedCause | null;
  proof: Proof;
  shared: SharedCase;
}
/** `POST /group?schemes=…&explain=true` 的回答中用到的部分。 */
export interface SharedProofAnswer {
  schemes: { scheme: string; name: string; forReference: boolean; live: boolean }[];
  items: { results: { proof: Proof; cause: UngroupedCause | null }[] }[];
}

export interface Change {
  kind: string;
  change: string;
  code: string | null;
  result: GroupResult;
  drgName: string | null;
  rwBefore: number | null;
  rwAfter: number | null;
  rwChange: number | null;
  costBefore: string | null;
  costAfter: string | null;
  costChange: string | null;
  direction: 'up' | 'down' | 'same' | 'unknown';
}
export interface WhatIfAnswer {
  caseId: string;
  scheme: string;
  now: GroupResult;
  weightTable: string | null;
  moneyHidden: boolean;
  changes: Change[];
}

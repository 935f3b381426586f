/** DIP 运行、结算、对照与参数。金额、分值都是十进制文字。 */

export type Insurance = 'employee' | 'resident';

export interface DipRange {
  low: string | null;
  base: string | null;
  high: string | null;
  driver: string | null;
  reason: string | null;
}

export interface DipRun {
  id: number;
  catalogue: string;
  catalogueName: string;
  purpose: 'live' | 'shadow';
  from: string;
  before: string;
  cases: number;
  matched: number;
  points: string;
  createdBy: string;
  createdAt: string;
}

export interface ChainFigure extends DipRange {
  figure: string;
  label: string;
  effects: { assumption: string; atLow: string; atHigh: string }[];
}

export interface CaseCounts {
  cases: number;
  matched: number;
  core: number;
  comprehensive: number;
  grassroots: number;
  tcm: number;
  ungrouped: number;
  unmatched: number;
  pending: number;
  withoutBurden: number;
  settled: number;
}

export interface InsuranceSettlement {
  insurance: Insurance;
  name: string;
  counts: CaseCounts;
  pointValueOrigin: string | null;
  reason: string | null;
  points: string;
  makeup: { score: string; auxiliary: string; deviation: string; coefficient: string };
  cost: string;
  burden: string;
  figures: ChainFigure[];
}

export interface Settlement {
  basis: 'budget' | 'settlement';
  basisName: string;
  region: string;
  year: number;
  runs: DipRun[];
  insurances: InsuranceSettlement[];
  others: CaseCounts;
}

export interface DipUnit {
  code: string;
  name: string;
  type: string | null;
  cases: number;
  entries: number;
  lowCases: number;
  highCases: number;
  score: string;
  points: string;
  cost: string;
  costRatio: string | null;
  standard: DipRange;
  balance: DipRange;
}

export type Outcome = 'drg-only' | 'dip-only' | 'both' | 'neither';
export interface Scenarios {
  low: string;
  base: string;
  high: string;
}

export interface ComparedUnit {
  code: string;
  name: string;
  cases: number;
  rw: string;
  points: string;
  cost: string;
  drg: Scenarios | null;
  dip: Scenarios | null;
  outcomes: Record<Outcome, number> | null;
}

export interface Comparison {
  items: ComparedUnit[];
  total: number;
  left: { withoutDip: number; withoutDrg: number; withoutBoth: number };
  drgReason: string | null;
  dipReason: string | null;
  drgDriver: string | null;
  dipDriver: string | null;
}

export interface ComparedCase {
  caseId: string;
  recordNo: string;
  departmentName: string;
  insurance: Insurance;
  dischargedOn: string;
  principalDiagnosis: string | null;
  drg: string;
  rw: string;
  entry: string;
  points: string;
  costDecided: boolean;
  totalFee: string;
  drgStandard: string;
  dipStandard: string;
  outcome: Outcome;
}

export interface Parameter {
  id: string;
  year: number;
  insurance: Insurance;
  scope: 'region' | 'hospital';
  name: string;
  label: string;
  low: string;
  base: string;
  high: string;
  source: string;
  enteredBy: string;
  enteredAt: string;
  current: boolean;
}

export interface ParameterKind {
  name: string;
  label: string;
  unit: string;
  scope: 'region' | 'hospital';
  meaning: string;
}

interface ProofEntry {
  code: string;
  name: string;
  type: string;
  kind: string;
}

export interface DipProof {
  caseId: string;
  catalogue: { key: string; name: string };
  status: 'matched' | 'ungrouped' | 'unmatched';
  cause: { code: string; text: string } | null;
  sentences: string[];
  costDecided: boolean;
  candidates: (ProofEntry & { lostBy: { name: string; own: string; winner: string } | null })[];
}

export const INSURANCE_NAMES: Record<Insurance, string> = { employee: '职工医保', resident: '居民医保' };

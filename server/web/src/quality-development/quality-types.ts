/** 高质量发展与低风险死亡接口的回答,字段见 /api/docs。 */
export type ListId = 'general' | 'tcm' | 'national';

export interface YearlyEntry {
  value: number | null;
  text: string | null;
  evidence: string | null;
  attachmentId: string | null;
  attachmentName: string | null;
  version: number;
  source: string;
  enteredBy: string;
  enteredAt: string;
}
export interface Component {
  item: string;
  name: string;
  unit: string;
  value: number | null;
  origin: 'records' | 'filled';
  reason: string | null;
  entry: YearlyEntry | null;
  /** 可以列出计入的病例。 */
  hasCases: boolean;
}
export interface CompositePart {
  indicator: string;
  name: string;
  weight: number;
  worst: number;
  best: number;
  value: number | null;
  score: number | null;
}
export interface OfficialRow {
  no: string | null;
  item: string | null;
  dimension: string;
  id: string;
  name: string;
  kind: 'quantitative' | 'qualitative';
  direction: 'up' | 'down' | 'monitor';
  unit: string;
  format: string;
  precision: number;
  definition: string;
  note: string;
  source: string;
  version: string;
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  reason: string | null;
  basis: 'computed' | 'filled' | null;
  computed: number | null;
  filled: number | null;
  lastYear: number | null;
  change: number | null;
  target: number | null;
  reached: boolean | null;
  reference: number | null;
  referenceSource: string | null;
  gap: number | null;
  referenceGap: number | null;
  worst: number | null;
  best: number | null;
  dataSource: string;
  responsible: string;
  components: Component[];
  parts: CompositePart[] | null;
  entry: YearlyEntry | null;
  fillable: { percent: boolean; integer: boolean; kind: 'number' | 'text' };
}
export interface Disease {
  code: string;
  name: string;
  cases: number;
  deaths: number;
  meanLos: number | null;
  meanFee: number | null;
  mortality: number | null;
  level4Share: number | null;
  minimallyInvasiveShare: number | null;
  score: number | null;
}
export interface OfficialTable {
  list: { id: ListId; name: string; short: string; source: string; version: string; note: string; count: number };
  year: number;
  period: { from: string; before: string } | null;
  lastPeriod: { from: string; before: string } | null;
  years: number[];
  codeLists: { kind: string; name: string; version: string; builtIn: boolean }[];
  rows: OfficialRow[];
  diseases: Disease[];
}
export interface OfficialTrend {
  years: number[];
  indicators: { id: string; values: (number | null)[] }[];
}
export interface Attachment {
  id: string;
  fileName: string;
  bytes: number;
  uploadedBy: string;
  uploadedAt: string;
}
export interface CodeList {
  id: string;
  kind: string;
  kindName: string;
  about: string;
  name: string;
  version: string;
  source: string;
  effectiveFrom: string;
  effectiveBefore: string | null;
  builtIn: boolean;
  items: number;
}
export interface CodeListItem {
  code: string;
  name: string;
  ranges: string;
  benchmarkLos: number | null;
  benchmarkCost: number | null;
}
export interface RiskSummary {
  department: string;
  name: string;
  lowCases: number;
  lowDeaths: number;
  midLowCases: number;
  midLowDeaths: number;
  lowDeathsLastYear: number | null;
}
export interface RiskDeath {
  caseId: string;
  recordNo: string;
  ageYears: number | null;
  departmentName: string;
  physician: string;
  dischargedOn: string;
  los: number | null;
  drg: string;
  drgName: string | null;
  tier: 1 | 2;
  groupRate: number | null;
  principalDiagnosis: string | null;
  principalDiagnosisName: string | null;
  terminalCodes: string[];
}
export interface LowRiskDeaths {
  tiers: { origin: 'loaded' | 'own-history' | 'none'; note: string; reference: { from: string; before: string } };
  summary: RiskSummary[];
  deaths: RiskDeath[];
}

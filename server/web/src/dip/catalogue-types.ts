/** DIP 目录的接口类型;字段含义见 /api/docs。 */
import type { Page } from '../api/types.ts';
import type { SchemeFinding } from '../schemes/scheme-types.ts';
import type { RegistryStatus, Steps } from '../shared/registry-status.tsx';

export interface TypeShare {
  entries: number;
  cases: number;
  fee: string;
  caseShare: number;
  feeShare: number;
}
/** 由历史病例测算的概要。 */
export interface BuildSummary {
  years: string[];
  overallMean: string;
  counts: { stored: number; used: number; withErrors: number; outOfBounds: number; withoutCategory: number };
  byType: { core: TypeShare; comprehensive: TypeShare };
  unstable: number;
  stabilityUnknown: number;
}
/** 测算任务的结果:概要与登记的草案。 */
export interface Built extends BuildSummary {
  key: string;
  entries: number;
  findings: number;
}
export interface Catalogue extends Steps {
  key: string;
  id: string;
  version: string;
  name: string;
  source: string;
  effectiveFrom: string;
  effectiveBefore: string | null;
  origin: 'imported' | 'history';
  status: RegistryStatus;
  entries: number;
  findings: number;
  basis: BuildSummary | null;
}
export interface CatalogueImported {
  catalogue: Catalogue;
  findings: SchemeFinding[];
  sameAs: string[];
}

export interface EntryFacts {
  code: string;
  name: string;
  diagnosis: string;
  procedures: string;
  kind: string;
  type: string;
  score: string;
  meanCost: string | null;
}
export interface Entry extends EntryFacts {
  basis: {
    cases: number;
    kept: number;
    totalFee: string;
    meanFee: string;
    rw: string;
    cv: number | null;
    stable: boolean | null;
  } | null;
}
export interface EntryChange {
  before: EntryFacts | null;
  after: EntryFacts | null;
  scoreChange: number | null;
  meanChange: number | null;
}
export interface CatalogueDifference extends Page<EntryChange> {
  counts: { added: number; removed: number; changed: number; same: number };
  policies: { key: string; before: string; after: string }[];
}
export interface Dictionary {
  key: string;
  name: string;
  forReference: boolean;
}

export const kindNames: Record<string, string> = {
  conservative: '保守治疗',
  diagnostic: '诊断性操作',
  therapeutic: '治疗性操作',
  surgery: '相关手术',
};
export const typeNames: Record<string, string> = {
  core: '核心',
  grassroots: '基层',
  comprehensive: '综合',
  tcm: '中医优势',
};

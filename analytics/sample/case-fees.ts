import type { SampleCase } from './case.ts';

/** 一例的费用(分):24 个整项按 D11…D34 的次序,以及四个其中项。 */
export interface CaseFees {
  total: number;
  items: number[];
  physiotherapy: number;
  anaesthesia: number;
  operation: number;
  antibiotics: number;
}

/** 主要手术填了麻醉方式;麻醉费与它同有同无。 */
export const anaesthetised = (c: SampleCase): boolean => c.procedures.length > 0 && c.procedures[0]!.anaesthesia !== '';

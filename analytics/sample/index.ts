/** 合成医院:按种子生成出院病例,供演示、验收与压测。 */
export { type HeaderDialect, type SampleColumn, sampleColumns, sampleHeader } from './columns.ts';
export type { DefectKind } from './defect-kinds.ts';
export { allDefectKinds } from './defects.ts';
export {
  type DepartmentSpec,
  departments,
  type TreatmentTeam,
  treatmentTeams,
  type Ward,
  wards,
} from './departments.ts';
export { type PatternSpec, samplePatterns } from './patterns/index.ts';
export {
  createSampleHospital,
  type DefectCount,
  type SampleHospital,
  type SampleOptions,
  type SampleRow,
  type SampleSummary,
  summariseSample,
} from './sample-hospital.ts';

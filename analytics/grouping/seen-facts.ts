import type { CompiledScheme } from './compiled-scheme.ts';
import { type VariableName, variablesOf } from './condition-tree.ts';
import { conditionsOf } from './fill-trials.ts';
import type { CaseFacts, GroupingCase } from './grouping-case.ts';

/** 病例的事实 → 条件里的名称。 */
const VARIABLES: Record<keyof CaseFacts, VariableName> = {
  sex: 'sex',
  age: 'age',
  ageDays: 'age_days',
  birthWeight: 'weight',
  admissionWeight: 'admission_weight',
  los: 'los',
  dischargeType: 'discharge_type',
  department: 'dept',
  ventilatorHours: 'vent_hours',
  icuHours: 'icu_hours',
  crrtHours: 'crrt_hours',
  daySurgery: 'day_surgery',
  newTechnique: 'new_technique',
};

/** 病例中方案看得到的部分:编码,与条件里用到而且填了的事实。分享证明时只带这些。 */
export type SeenCase = Pick<GroupingCase, 'diagnoses' | 'procedures'> & Partial<CaseFacts>;

export function seenFacts(scheme: CompiledScheme, c: GroupingCase): SeenCase {
  const used = new Set(conditionsOf(scheme).flatMap(({ tree }) => [...variablesOf(tree)]));
  const facts = (Object.keys(VARIABLES) as (keyof CaseFacts)[]).filter(
    (fact) => c[fact] !== null && used.has(VARIABLES[fact]),
  );
  return {
    diagnoses: c.diagnoses,
    procedures: c.procedures,
    ...Object.fromEntries(facts.map((fact) => [fact, c[fact]])),
  };
}

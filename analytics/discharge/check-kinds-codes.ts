import { type CheckKind, type CheckRun, positionsWith, type RecordCheck } from './check-run.ts';
import { compileRanges } from './code-ranges.ts';
import type { DischargeRecord } from './discharge-record.ts';
import { hasDiagnosisCategory, hasProcedureCategory, isDiagnosisForm, isProcedureForm } from './icd-code.ts';

type Block = 'diagnoses' | 'procedures';
type Item = { readonly code: string | null; readonly name: string | null };

const rangesOf = (params: Readonly<Record<string, unknown>>, key = 'ranges') => compileRanges(params[key] as string[]);
const itemsOf = (record: DischargeRecord, block: Block): readonly Item[] => record[block];

/** 没有主要诊断编码。 */
const principalMissing: CheckKind = (check) => (run) => {
  const id = check.fields[0] as string;
  if (run.principal === null && !run.isUnreadable(id)) run.add(check, id, null);
};

/**
 * 编码的形式(Q08)。usable 为 false 只报主要项中连 ICD 类目都没有的编码(无法分组);
 * 为 true 报其余不合医保版形式的编码(临床版短码等,还能按类目归组)。
 */
const codeForm: CheckKind = (check, params) => {
  const block = params.block as Block;
  const formed = block === 'diagnoses' ? isDiagnosisForm : isProcedureForm;
  const hasCategory = block === 'diagnoses' ? hasDiagnosisCategory : hasProcedureCategory;
  return (run) => {
    const items = itemsOf(run.record, block);
    const count = params.usable === true ? items.length : Math.min(1, items.length);
    for (let at = 0; at < count; at++) {
      const code = items[at]?.code ?? null;
      if (code === null || formed(code)) continue;
      const hopeless = at === 0 && !hasCategory(code);
      if (hopeless !== params.usable) run.add(check, `${block}.${at}.code`, code);
    }
  };
};

/** 编码不在字典;没有给字典就不查。 */
const codeUnknown: CheckKind = (check, params) => {
  const block = params.block as Block;
  return (run) => {
    const known = block === 'diagnoses' ? run.context.knownDiagnosis : run.context.knownProcedure;
    if (known === undefined) return;
    itemsOf(run.record, block).forEach(({ code }, at) => {
      if (code !== null && !known(code)) run.add(check, `${block}.${at}.code`, code);
    });
  };
};

const MEMBER_NAMES = { diagnoses: '诊断', procedures: '手术操作' } as const;

/** 编码与名称成对;文件没有名称列的位置不查。 */
const nameWithCode: CheckKind = (check, params, present) => {
  const block = params.block as Block;
  const named = positionsWith(present, block, 'name');
  if (named === null) return null;
  return (run) => {
    const items = itemsOf(run.record, block);
    for (let at = 0; at < items.length; at++) {
      const { code, name } = items[at] as Item;
      if ((code === null) === (name === null) || named[at] === 0) continue;
      const words = code === null ? { present: '名称', absent: '编码' } : { present: '编码', absent: '名称' };
      const label = at === 0 ? `主要${MEMBER_NAMES[block]}` : `其他${MEMBER_NAMES[block]}${at}`;
      run.add(check, `${block}.${at}.${code === null ? 'code' : 'name'}`, code ?? name, { label, ...words });
    }
  };
};

/** 限某一性别的编码出现在另一性别的病人。 */
const sexCode: CheckKind = (check, params) => {
  const block = params.block as Block;
  const ranges = rangesOf(params);
  return (run) => {
    if (run.record.sex !== params.sex) return;
    const items = itemsOf(run.record, block);
    for (let at = 0; at < items.length; at++) {
      const code = items[at]?.code ?? null;
      if (code !== null && ranges.has(code)) run.add(check, `${block}.${at}.code`, code);
    }
  };
};

/** 年龄小于 below 或大于 above(周岁)而有范围内的诊断。 */
const ageCode: CheckKind = (check, params) => {
  const ranges = rangesOf(params);
  const {
    below = 0,
    above = Number.POSITIVE_INFINITY,
    position,
  } = params as { below?: number; above?: number; position: string };
  return (run) => {
    const age = run.ageYears;
    if (age === null || (age >= below && age <= above)) return;
    const { diagnoses } = run.record;
    const count = position === 'main' ? Math.min(1, diagnoses.length) : diagnoses.length;
    for (let at = 0; at < count; at++) {
      const code = diagnoses[at]?.code ?? null;
      if (code !== null && ranges.has(code)) run.add(check, `diagnoses.${at}.code`, code, { age });
    }
  };
};

/** 主要诊断在范围内;有 also 时还要另有一个诊断在 also 之内。 */
const principalIn: CheckKind = (check, params) => {
  const ranges = rangesOf(params);
  const also = params.also === undefined ? null : rangesOf(params, 'also');
  return (run) => {
    if (run.principal === null || !ranges.has(run.principal)) return;
    const other = also === null ? '' : otherDiagnosis(run, also.has);
    if (other !== null) run.add(check, check.fields[0] as string, run.principal, { also: other });
  };
};

function otherDiagnosis(run: CheckRun, matches: (code: string) => boolean): string | null {
  const { diagnoses } = run.record;
  for (let at = 1; at < diagnoses.length; at++) {
    const code = diagnoses[at]?.code ?? null;
    if (code !== null && matches(code)) return code;
  }
  return null;
}

const MARKS: Readonly<Record<string, (code: string) => boolean>> = {
  // 剑号编码 B22.001+F02.4* 可作主要诊断,单独的星号编码不可。
  asterisk: (code) => code.endsWith('*') && !code.includes('+'),
  morphology: (code) => /^M\d{4,5}(\/|$)/.test(code),
};

const principalMark: CheckKind = (check, params) => {
  const marked = MARKS[params.mark as string] as (code: string) => boolean;
  return (run) => {
    if (run.principal !== null && marked(run.principal)) run.add(check, check.fields[0] as string, run.principal);
  };
};

/** 主要诊断在范围内(surgical:且做了手术)时,某字段要有。 */
const principalNeeds: CheckKind = (check, params) => {
  const ranges = rangesOf(params);
  const field = params.field as 'externalCause' | 'pathology';
  return (run) => {
    if (run.principal === null || run.record[field] !== null || !ranges.has(run.principal)) return;
    if (params.surgical === true && !run.record.procedures.some(({ code }) => code !== null && run.isSurgical(code)))
      return;
    run.add(check, check.fields[0] as string, run.principal);
  };
};

/** 同一诊断编码填了两次;项数少,两两比比建集合快。 */
const repeatedCode: CheckKind = (check) => (run) => {
  const { diagnoses } = run.record;
  for (let at = 1; at < diagnoses.length; at++) {
    const code = diagnoses[at]?.code ?? null;
    if (code === null) continue;
    for (let before = 0; before < at; before++) {
      if (diagnoses[before]?.code !== code) continue;
      reportRepeat(run, check, before, at, code);
      break;
    }
  }
};

function reportRepeat(run: CheckRun, check: RecordCheck, before: number, at: number, code: string): void {
  const name = (index: number) => (index === 0 ? '主要诊断' : `其他诊断${index}`);
  run.add(check, `diagnoses.${at}.code`, code, { label: name(before), again: name(at) });
}

/** 看诊断与手术操作编码的检查。 */
export const CODE_KINDS: Readonly<Record<string, CheckKind>> = {
  principalMissing,
  codeForm,
  codeUnknown,
  nameWithCode,
  sexCode,
  ageCode,
  principalIn,
  principalMark,
  principalNeeds,
  repeatedCode,
};

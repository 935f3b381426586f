import { cumulative } from '../random.ts';
import { diagnosisNames, procedureNames } from './code-names.ts';
import { burdens, comorbidities, tumourSites } from './comorbidities.ts';
import { departments } from './departments.ts';
import { alwaysFrom, feeProfiles, occasional, wholeFeeItems } from './fee-profiles.ts';
import type { PatternSpec } from './patterns/index.ts';
import { procedureFacts } from './procedure-facts.ts';

export interface NamedCode {
  code: string;
  name: string;
}

export interface SampleProcedure extends NamedCode {
  level: string;
  /** RC013 麻醉方式;不麻醉为空。 */
  anaesthesia: string;
  /** RC014 切口愈合等级(甲级);非切口操作为空。 */
  incision: string;
}

export interface ProcedureSlot {
  options: readonly SampleProcedure[];
  /** 与主要诊断的次序一一对应。 */
  aligned: boolean;
  probability: number;
}

export interface Comorbidity extends NamedCode {
  /** 编码前三位。 */
  category: string;
  probability: number;
  /** 随年龄增长。 */
  aged: boolean;
  /** 1 男,2 女,0 不限。 */
  sex: 0 | 1 | 2;
  burden: number;
}

/** 生成器用的常见诊疗:文字规格已拆开,对数正态的参数已算好。 */
export interface CompiledPattern {
  index: number;
  spec: PatternSpec;
  departments: readonly { index: number; weight: number }[];
  principals: readonly NamedCode[];
  principalSums: Float64Array;
  slots: readonly ProcedureSlot[];
  comorbidities: readonly Comorbidity[];
  /** 各合并症的概率,随年龄增长的记为负;连续存放,逐例逐项掷骰子时不必跳着读内存。 */
  comorbidityRates: Float64Array;
  tumourSites: readonly Comorbidity[];
  causes: readonly NamedCode[];
  costMu: number;
  costSigma: number;
  stayMu: number;
  staySigma: number;
  /** 24 个整项的份额与发生概率。 */
  shares: Float64Array;
  occurrence: Float64Array;
  antibiotics: number;
  /** 由老病人再来形成的占比。 */
  again: number;
}

const anaesthesiaCodes: Readonly<Record<string, string>> = { G: '01', S: '02', V: '0102', L: '03', N: '' };
const incisionCodes = ['1', '2', '6', '10'];

export function compilePattern(spec: PatternSpec, index: number): CompiledPattern {
  const principals = spec.principal.split('|').map(named);
  const profile = feeProfiles[spec.profile];
  if (!profile) throw new RangeError(`没有费用构成 ${spec.profile}`);
  const shares = Float64Array.from(wholeFeeItems, (item) => profile[item] ?? 0);
  const others = [...options(comorbidities[spec.comorbidity] ?? ''), ...ownOptions(spec)];
  return {
    index,
    spec,
    departments: spec.departments.split(',').map(share),
    principals,
    principalSums: cumulative(principals.map((_, i) => 1 / (i + 1))),
    slots: spec.procedures === '' ? [] : spec.procedures.split(',').map(slot),
    comorbidities: others,
    comorbidityRates: Float64Array.from(others, ({ probability, aged }) => (aged ? -probability : probability)),
    tumourSites: spec.also === '@tumourSite' ? tumourSites.split('|').map(tumourSite) : [],
    causes: (spec.cause ?? '').split('|').filter(Boolean).map(named),
    costMu: logMean(spec.cost),
    costSigma: spec.cost[1],
    stayMu: logMean(spec.stay),
    staySigma: spec.stay[1],
    shares,
    occurrence: Float64Array.from(wholeFeeItems, (item, i) => (shares[i]! >= alwaysFrom ? 1 : (occasional[item] ?? 1))),
    // 做过的手术、分娩与出生不会再来一次;单纯内科病偶有再住院。
    again: spec.again ?? (spec.procedures === '' && !spec.newborn && spec.profile !== 'birth' ? 0.03 : 0),
    antibiotics: spec.profile === 'drug' || spec.profile === 'critical' ? 0.35 : 0.18,
  };
}

function share(text: string): { index: number; weight: number } {
  const [code, weight] = text.split(':');
  const index = departments.findIndex((dept) => dept.code === code);
  if (index < 0) throw new RangeError(`没有科室 ${code}`);
  return { index, weight: Number(weight ?? 1) };
}

/** 由均值与对数标准差得对数均值。 */
const logMean = ([mean, sigma]: readonly [number, number]): number => Math.log(mean) - (sigma * sigma) / 2;

function named(code: string): NamedCode {
  const name = diagnosisNames[code];
  if (!name) throw new RangeError(`诊断 ${code} 没有名称`);
  return { code, name };
}

function slot(text: string): ProcedureSlot {
  const [codes = '', probability] = text.split('@');
  const aligned = codes.includes('/');
  return {
    options: codes.split(aligned ? '/' : '|').map(procedure),
    aligned,
    probability: probability === undefined ? 1 : Number(probability),
  };
}

export function procedure(code: string): SampleProcedure {
  const name = procedureNames[code];
  const facts = procedureFacts[code];
  if (!name || !facts) throw new RangeError(`手术操作 ${code} 没有名称或级别`);
  const [level = '1', anaesthesia = 'N', incision] = facts.split(' ');
  return {
    code,
    name,
    level,
    anaesthesia: anaesthesiaCodes[anaesthesia] ?? '',
    incision: incision === undefined ? '' : incisionCodes[Number(incision)]!,
  };
}

const ownOptions = (spec: PatternSpec) =>
  spec.also === undefined || spec.also.startsWith('@') ? [] : options(spec.also);
const options = (text: string): Comorbidity[] => (text === '' ? [] : text.split(',').map(comorbidity));

function comorbidity(text: string): Comorbidity {
  const [code = '', rest = '1'] = text.split('@');
  const marks = rest.replace(/[\d.]/g, '');
  return {
    ...named(code),
    category: code.slice(0, 3),
    probability: Number.parseFloat(rest),
    aged: marks.includes('a'),
    sex: marks.includes('m') ? 1 : marks.includes('f') ? 2 : 0,
    burden: burdens[code] ?? 1.03,
  };
}

function tumourSite(text: string): Comorbidity {
  const sex = text.endsWith('m') ? 1 : text.endsWith('f') ? 2 : 0;
  return {
    ...named(text.replace(/[mf]$/, '')),
    category: text.slice(0, 3),
    probability: 1,
    aged: false,
    sex,
    burden: 1,
  };
}

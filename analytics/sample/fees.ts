import { createRandom, type Random } from '../random.ts';
import type { SampleCase } from './case.ts';
import { anaesthetised, type CaseFees } from './case-fees.ts';
import { wholeFeeItems } from './fee-profiles.ts';

export interface FeeContext {
  random: Random;
  /** 各科室的费用系数。 */
  costFactor: Float64Array;
  /** 各科室 × 各整项的结构系数。 */
  itemFactor: Float64Array;
}

const ITEMS = wholeFeeItems.length;
const at = (item: (typeof wholeFeeItems)[number]): number => wholeFeeItems.indexOf(item);
const SURGERY = at('D20');
const SURGICAL_MATERIAL = at('D33');
const NON_SURGICAL = at('D19');
const WESTERN_DRUG = at('D23');
/** 费用与住院日的相关系数。 */
const CORRELATION = 0.55;
const MIN_FEN = 20_000;
const MAX_FEN = 49_500_000;
/** 每月的价格走势。 */
const monthlyPrice = -0.0015;

/** 分项波动取自一张固定的表,免得每项都算对数。 */
const noise = noiseTable(4096, 0.28);

function noiseTable(size: number, sigma: number): Float64Array {
  const random = createRandom(20250601);
  return Float64Array.from({ length: size }, () => Math.exp(sigma * random.normal()));
}

/** 一例的费用,整数分;24 个整项之和恰为总费用。 */
export function drawFees(context: FeeContext, c: SampleCase, monthIndex: number): CaseFees {
  const total = drawTotal(context, c, monthIndex);
  const items = split(context, c, total);
  const surgery = items[SURGERY]!;
  return {
    total,
    items,
    physiotherapy: part(context.random, items[NON_SURGICAL]!, 0.5, 0.02, 0.3),
    anaesthesia: anaesthetised(c) ? Math.max(1, part(context.random, surgery, 1, 0.1, 0.28)) : 0,
    operation: c.procedures.length > 0 ? part(context.random, surgery, 1, 0.5, 0.7) : 0,
    antibiotics: part(context.random, items[WESTERN_DRUG]!, 0.7, 0.02, c.pattern.antibiotics),
  };
}

function drawTotal(context: FeeContext, c: SampleCase, monthIndex: number): number {
  const { pattern } = c;
  const score = CORRELATION * c.stayScore + Math.sqrt(1 - CORRELATION ** 2) * context.random.normal();
  const level = c.burden * context.costFactor[c.department]! * (1 + monthlyPrice * monthIndex);
  const yuan = Math.exp(pattern.costMu + pattern.costSigma * score) * level;
  return Math.min(MAX_FEN, Math.max(MIN_FEN, Math.round(yuan * 100)));
}

/** 各项向下取整,余下的几分归最大项。 */
function split(context: FeeContext, c: SampleCase, total: number): number[] {
  const weights = itemWeights(context, c);
  let sum = 0;
  for (let i = 0; i < ITEMS; i++) sum += weights[i]!;
  const scale = total / sum;
  let rest = total;
  let largest = 0;
  for (let i = 0; i < ITEMS; i++) {
    const amount = Math.floor(weights[i]! * scale);
    weights[i] = amount;
    rest -= amount;
    if (amount > weights[largest]!) largest = i;
  }
  weights[largest]! += rest;
  return weights;
}

function itemWeights(context: FeeContext, c: SampleCase): number[] {
  const { random, itemFactor } = context;
  const { shares, occurrence } = c.pattern;
  const weights = new Array<number>(ITEMS);
  const row = c.department * ITEMS;
  for (let i = 0; i < ITEMS; i++) {
    const share = shares[i]!;
    const happens = share > 0 && (occurrence[i] === 1 || random.chance(occurrence[i]!));
    weights[i] = happens ? share * itemFactor[row + i]! * noise[(random.next() * 4096) | 0]! : 0;
  }
  if (c.procedures.length === 0) {
    weights[SURGERY] = 0;
    weights[SURGICAL_MATERIAL] = 0;
  } else if (weights[SURGERY]! < 0.01) {
    // 有手术操作就有手术治疗费,哪怕只是穿刺、镜检。
    weights[SURGERY] = 0.02;
  }
  return weights;
}

function part(random: Random, whole: number, probability: number, from: number, to: number): number {
  if (whole === 0 || !random.chance(probability)) return 0;
  return Math.floor(whole * (from + (to - from) * random.next()));
}

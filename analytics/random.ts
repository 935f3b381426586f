/** 可重现的随机数:sfc32,由种子经 splitmix32 展开。同一种子在任何机器上给出同一序列。 */
export interface Random {
  /** [0, 1) 的均匀分布。 */
  next(): number;
  /** 0 … n-1 的整数。 */
  below(n: number): number;
  /** 以概率 p 为真。 */
  chance(p: number): boolean;
  /** 标准正态。 */
  normal(): number;
}

export function createRandom(seed: number): Random {
  const [a, b, c, d] = expandSeed(seed);
  const uniform = sfc32(a!, b!, c!, d!);
  return {
    next: uniform,
    below: (n) => Math.floor(uniform() * n),
    chance: (p) => uniform() < p,
    normal: polarNormal(uniform),
  };
}

/** 种子可大到安全整数:高低两半都参与。 */
function expandSeed(seed: number): number[] {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`种子应是整数:${seed}`);
  let state = (seed ^ Math.imul(Math.floor(seed / 0x100000000), 0x9e3779b1)) | 0;
  return Array.from({ length: 4 }, () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return z ^ (z >>> 15);
  });
}

function sfc32(a: number, b: number, c: number, d: number): () => number {
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i++) next();
  return next;
}

/** 极坐标法:一次出两个值,留一个待用。 */
function polarNormal(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const u = uniform() * 2 - 1;
      const v = uniform() * 2 - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };
}

/** 按权重取下标的累积表。 */
export function cumulative(weights: readonly number[]): Float64Array {
  const sums = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    sums[i] = total;
  }
  return sums;
}

/** 在累积表里按权重取一个下标(二分)。 */
export function pickIndex(sums: Float64Array, uniform: number): number {
  const target = uniform * sums[sums.length - 1]!;
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sums[middle]! > target) high = middle;
    else low = middle + 1;
  }
  return low;
}

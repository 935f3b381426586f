import { compileRegion } from '../../analytics/dip/compile-region.ts';
import { type DipCase, matchCase } from '../../analytics/dip/match-case.ts';
import { loadRegion } from '../../analytics/dip/region-inspection.ts';
import { fen } from '../../analytics/money.ts';
import { type EntryCells, regionFiles } from '../support/dip-region.ts';
import type { Measurement } from './measurement.ts';

const ENTRIES = 14_000;
const CASES = 50_000;
const RUNS = 7;
const PASSES = 2;
const KINDS = ['conservative', 'diagnostic', 'therapeutic', 'surgery'] as const;

/** 每秒匹配例数:单线程,14,000 个病种的目录(一成多综合病种),5 万例重复多遍,取各轮的中位数。 */
export async function benchDipMatch(): Promise<Measurement[]> {
  const random = seeded(20250601);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const procedures = Array.from({ length: 4000 }, (_, i) => `${pad(i % 90)}.${pad(i % 97)}${pad(i % 89)}`);
  const subcategories = Array.from({ length: 1600 }, (_, i) => `${letter(i)}${pad((i >> 4) % 100)}.${i % 10}`);
  const region = compileRegion(
    loadRegion(
      regionFiles({
        entries: [...coreEntries(subcategories, procedures, pick, random), ...comprehensiveEntries()],
        procedureKinds: Object.fromEntries(procedures.map((code) => [code, pick(KINDS.slice(1))])),
        policy: { hospital_coefficient: 1.05, order: ['main_procedure', 'parts', 'matched', 'kind', 'cost', 'code'] },
      }),
      '基准',
    ),
  );
  const named = namedBySubcategory(region.entries.map(({ source }) => source));
  const cases = Array.from({ length: CASES }, () => aCase(pick(subcategories), named, procedures, pick, random));
  return [{ name: 'dip.match', value: Math.round(median(rates(() => matchAll(region, cases)))), unit: 'cases/s' }];
}

type Pick = <T>(items: readonly T[]) => T;

function coreEntries(subcategories: string[], procedures: string[], pick: Pick, random: () => number): EntryCells[] {
  return Array.from({ length: ENTRIES - 1700 }, (_, i) => {
    const parts = Array.from({ length: i % 5 === 0 ? 0 : 1 + Math.floor(random() * 2) }, () =>
      random() < 0.3 ? `${pick(procedures)}/${pick(procedures)}` : pick(procedures),
    );
    return {
      code: `C${String(i).padStart(5, '0')}`,
      diagnosis: subcategories[i % subcategories.length]!,
      procedures: parts.join('+'),
      kind: parts.length === 0 ? 'conservative' : pick(KINDS.slice(1)),
      type: i % 20 === 0 ? 'grassroots' : 'core',
      score: (100 + random() * 2000).toFixed(3),
      mean_cost: (2000 + random() * 30_000).toFixed(2),
    };
  });
}

function comprehensiveEntries(): EntryCells[] {
  return Array.from({ length: 1700 }, (_, i) => ({
    code: `Z${String(i).padStart(5, '0')}`,
    diagnosis: i < 1640 ? `${letter(i >> 2)}${pad((i >> 6) % 100)}` : `${letter(i >> 2)}00-${letter(i >> 2)}99`,
    kind: KINDS[i % 4]!,
    type: 'comprehensive',
  }));
}

function namedBySubcategory(
  entries: readonly { diagnosis: { text: string }; procedures: { text: string } | null }[],
): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const { diagnosis, procedures } of entries) {
    if (procedures) named.set(diagnosis.text, [...(named.get(diagnosis.text) ?? []), procedures.text]);
  }
  return named;
}

/** 七成有操作;其中多半正好是某个病种要的,再带一两个别的。 */
function aCase(
  subcategory: string,
  named: Map<string, string[]>,
  procedures: string[],
  pick: Pick,
  random: () => number,
): DipCase {
  const wanted =
    random() < 0.5
      ? pick(named.get(subcategory) ?? [''])
          .split(/[+/]/)
          .filter(Boolean)
      : [];
  const others = random() < 0.4 ? [pick(procedures), pick(procedures)] : [];
  const diagnoses = [`${subcategory}00`, 'I10.x00', 'E11.900'];
  return { diagnoses, procedures: [...wanted, ...others], totalCost: fen(Math.floor(random() * 6_000_000)) };
}

function matchAll(region: Parameters<typeof matchCase>[0], cases: readonly DipCase[]): number {
  let points = 0;
  for (const c of cases) points += matchCase(region, c).points ?? 0;
  return points;
}

/** 先跑几遍让引擎编译好;核对合计,免得整段被优化掉。 */
function rates(pass: () => number): number[] {
  const expected = pass();
  for (let i = 0; i < 5; i++) pass();
  return Array.from({ length: RUNS }, () => {
    const start = performance.now();
    for (let i = 0; i < PASSES; i++) if (pass() !== expected) throw new Error('同一批病例两遍匹配结果不同');
    return (CASES * PASSES * 1000) / (performance.now() - start);
  });
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;
const pad = (n: number) => String(n).padStart(2, '0');
const letter = (n: number) => String.fromCharCode(65 + (n % 16));

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

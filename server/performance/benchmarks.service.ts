import { rm } from 'node:fs/promises';
import { type Known, known, unknown } from '../../analytics/performance/benchmark.ts';
import { clinicalSpecialtyCode } from '../../analytics/performance/clinical-specialty.ts';
import type { Indicator } from '../../analytics/performance/indicator.ts';
import { type PeerColumn, readPeerRows } from '../../analytics/performance/peer-rows.ts';
import { peersFor, type ShownPeerValue } from '../../analytics/performance/peer-values.ts';
import { OFFICIAL_INDICATORS } from '../../analytics/performance/quality-development/official-registry.ts';
import { addDays, type Period, periodKind } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { type BenchmarkQuery, type BenchmarkSet, benchmarks } from '../../sql/read-models/benchmark.read-model.ts';
import { registryOn } from '../../sql/stores/indicator-definition.store.ts';
import { currentTargets } from '../../sql/stores/indicator-target.store.ts';
import { peerValues, savePeerValues } from '../../sql/stores/peer-benchmark.store.ts';
import { Problem } from '../http/problem.ts';
import { readHeaderTable } from '../quality-development/header-table.ts';
import { readingTable } from '../quality-development/reading-table.ts';

const TABLE = {
  columns: {
    indicator: ['指标编码', '指标编码/名称', '指标编号', '指标名称', '指标', 'indicator'],
    peerGroup: ['同行范围', '范围', 'peer_group'],
    specialty: ['专科', '专科编码', '诊疗科目', 'specialty'],
    period: ['期间', 'period'],
    mean: ['均值', '平均值', 'mean'],
    p25: ['p25', '25分位'],
    p50: ['p50', '中位数', '50分位'],
    p75: ['p75', '75分位'],
    peers: ['同行数', '同行家数', 'peers'],
    source: ['来源', 'source'],
  } as const satisfies Record<PeerColumn, readonly string[]>,
  required: ['indicator', 'peerGroup', 'period', 'peers', 'source'] as const,
  maxRows: 100_000,
  fix: '首行列名请用 指标编码、同行范围、专科、期间、均值、P25、P50、P75、同行数、来源。',
};

/** 一次列给人看的错误数;其余只计数。 */
const SHOWN_ERRORS = 200;

/** 装载同行值文件(CSV、xlsx):有一行错误就全部不装;同一键的换成新的。用完的上传文件总会删除。 */
export async function importPeerValues(
  db: Db,
  path: string,
  about: () => Promise<{ by: string; registry: ReadonlyMap<string, Indicator> }>,
): Promise<{ rows: number; replaced: number }> {
  try {
    const { by, registry } = await about();
    const rows = await readingTable(() => readHeaderTable<PeerColumn>(path, TABLE));
    const { values, findings } = readPeerRows(rows, registry);
    if (findings.length > 0)
      throw new Problem(
        422,
        'peer-values-invalid',
        '同行值有误',
        `文件有 ${findings.length} 处错误,一行也没有装载;例如第 ${findings[0]!.row} 行:${findings[0]!.message}`,
        findings
          .slice(0, SHOWN_ERRORS)
          .map(({ row, column, message }) => ({ path: `第 ${row} 行 ${column}`, message })),
      );
    if (values.length === 0)
      throw new Problem(422, 'peer-values-empty', '同行值文件是空的', '表头之后没有数据行,没有装载。');
    return { rows: values.length, replaced: await savePeerValues(db, values, by) };
  } finally {
    await rm(path, { force: true });
  }
}

export interface ComparedBenchmarks extends BenchmarkSet {
  /** 全院的目标。 */
  readonly target: Known;
  /** 各单位可比的同行值,与 `units` 逐一对应。 */
  readonly peers: readonly (readonly ShownPeerValue[])[];
}

/** 标杆比较:自己的从前、同级、目标与装载的同行值。期末没有登记的指标抛出 404。 */
export async function compareBenchmarks(db: Db, query: BenchmarkQuery): Promise<ComparedBenchmarks> {
  const { hospitalId, period, level } = query;
  const registry = await registryOn(db, hospitalId, addDays(period.before, -1));
  if (!registry.has(query.indicator))
    throw new Problem(
      404,
      'indicator-unknown',
      '没有该指标',
      `没有指标「${query.indicator}」,或它在该期间没有生效;指标清单见 /api/v1/indicators`,
    );
  const set = await benchmarks(db, query);
  const { indicator } = set;
  const values = await peerValues(db, { indicator: indicator.id });
  const specialtyOf = (code: string) => (level === 'hospital' ? '' : (clinicalSpecialtyCode(code) ?? code));
  return {
    ...set,
    target: level === 'hospital' ? await targetOf(db, hospitalId, indicator, period) : unknown('目标按全院定'),
    // 科室编码空着(未填科室)时不与全院的同行值比。
    peers: set.units.map(({ code }) =>
      level === 'department' && code === ''
        ? []
        : peersFor(values, { indicator, period, specialty: specialtyOf(code) }),
    ),
  };
}

/** 指标那一年的目标;总量的目标是全年的,只与一年的数可比。 */
async function targetOf(db: Db, hospitalId: string, indicator: Indicator, period: Period): Promise<Known> {
  const [year, last] = [period.from.slice(0, 4), addDays(period.before, -1).slice(0, 4)];
  if (year !== last) return unknown('期间跨年,没有一个年度目标可比');
  if (indicator.denominator === null && periodKind(period) !== 'year')
    return unknown('总量的目标是全年的,只与一年的数可比');
  const targets = await currentTargets(db, hospitalId, Number(year));
  // 目标按官方清单的指标填写;取自登记表这个指标的,目标就是它的。
  const official = [...OFFICIAL_INDICATORS.values()].filter(({ registry }) => registry === indicator.id);
  const target = [indicator.id, ...official.map(({ id }) => id)]
    .map((id) => targets.get(id)?.target ?? null)
    .find((value) => value !== null);
  return target === undefined ? unknown(`没有填写 ${year} 年的目标`) : known(target!);
}

import { describe, expect, test } from '@jest/globals';
import { type BenchmarkInput, benchmarkUnits, type ComparedUnit } from '../../../analytics/performance/benchmark.ts';
import type { Figure } from '../../../analytics/performance/indicator.ts';
import { INDICATORS } from '../../../analytics/performance/indicator-registry.ts';
import { spreadOf } from '../../../analytics/performance/intervals.ts';
import { readPeerRows } from '../../../analytics/performance/peer-rows.ts';
import { type PeerValue, peersFor, shownPeerValue } from '../../../analytics/performance/peer-values.ts';
import { requirePeriod } from '../../../analytics/period.ts';

const june = requirePeriod('2025-06');
const ratio = (numerator: number, denominator: number): Figure => ({
  value: numerator / denominator,
  numerator,
  denominator,
  coverage: null,
  reason: null,
});
const unit = (code: string, figure: Figure, cases = 100): ComparedUnit => ({
  code,
  name: code,
  cases,
  grouped: cases,
  figure,
});
const compare = (id: string, units: readonly ComparedUnit[], rest: Partial<BenchmarkInput> = {}) =>
  benchmarkUnits({
    indicator: INDICATORS.get(id)!,
    period: june,
    level: 'department',
    units,
    spreads: null,
    previous: null,
    lastYear: null,
    history: new Map(),
    ...rest,
  });

describe('小单位', () => {
  test('分母是病例数的看分母:低风险组只有 5 例的科室不评级,例数再多也不排名', () => {
    const [small] = compare('lowRiskMortality', [unit('A', ratio(1, 5), 500)]);
    expect(small).toMatchObject({ sample: 5, unrated: '样本 5 例,少于 10 例,不评级', rank: null });
    expect(small!.rankReason).toBe(small!.unrated);
    expect(small!.interval.high).toBeGreaterThan(0.5);
  });

  test('一个月要 10 例,更长的期间要 30 例', () => {
    const units = [unit('A', ratio(9, 12))];
    expect(compare('surgeryShare', units)[0]!.unrated).toBeNull();
    expect(compare('surgeryShare', units, { period: requirePeriod('2025-Q2') })[0]!.unrated).toContain('少于 30 例');
  });

  test('区间不相交才分先后;不评级的不占名次,也不作百分位的同行', () => {
    const units = [
      unit('good', ratio(990, 1000)),
      unit('even1', ratio(900, 1000)),
      unit('even2', ratio(905, 1000)),
      unit('tiny', ratio(1, 2)),
    ];
    const found = new Map(compare('groupingRate', units).map((row) => [row.code, row]));
    expect(found.get('good')!.rank).toEqual({ best: 1, worst: 1, certain: true, of: 3 });
    expect(found.get('even1')!.rank).toEqual({ best: 2, worst: 3, certain: false, of: 3 });
    expect(found.get('tiny')!.rank).toBeNull();
    expect(found.get('good')!.percentile.reason).toBe('同级评级的其他科室只有 2 个,少于 5 个,不显示');
  });

  test('百分位在其他评级科室里求:六个科室里最好的为 1,最差的为 0', () => {
    const units = [0.9, 0.91, 0.92, 0.93, 0.94, 0.95].map((share, i) => unit(`D${i}`, ratio(share * 1000, 1000)));
    const shown = compare('groupingRate', units).map(({ percentile }) => percentile.value);
    expect(shown).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  });

  test('只监测的指标不评高下,金额之比没有区间,都说明原因', () => {
    const [insured] = compare('insuredShare', [unit('A', ratio(50, 100))]);
    expect(insured).toMatchObject({ rank: null, rankReason: '这个指标只监测,不评高下' });
    expect(insured!.interval.reason).toBeNull();
    const [drugs] = compare('drugShare', [unit('A', ratio(500, 1000))]);
    expect(drugs!.interval).toMatchObject({ low: null, high: null, reason: expect.stringContaining('没有区间') });
    expect(drugs!.rankReason).toBe(drugs!.interval.reason);
  });

  test('均值类的区间由逐例的值来;只有一例没有区间', () => {
    const spreads = new Map([
      ['A', spreadOf([1, 1, 1, 2, 2, 2, 3, 3, 3, 2])],
      ['B', spreadOf([2])],
    ]);
    const [a, b] = compare('cmi', [unit('A', ratio(20, 10)), unit('B', ratio(2, 1))], { spreads });
    expect(a!.interval.low).toBeGreaterThan(1);
    expect(a!.interval.high).toBeLessThan(3);
    expect(b!.interval.reason).toBe('不足两例,没有区间');
  });
});

describe('与从前比', () => {
  test('基期没有这个单位时没有数并说明;有时给出增长与差', () => {
    const past = new Map([['A', ratio(80, 100)]]);
    const now = new Map([['A', ratio(90, 100)]]);
    const base = { base: requirePeriod('2025-05'), partial: false, now, past };
    const [a, b] = compare('groupingRate', [unit('A', ratio(90, 100)), unit('B', ratio(9, 10))], { previous: base });
    expect(a!.previous).toMatchObject({ value: 0.8, reason: null });
    expect(a!.previous.growth).toBeCloseTo(0.125, 12);
    expect(a!.previous.difference).toBeCloseTo(0.1, 12);
    expect(b!.previous).toMatchObject({ value: null, growth: null, reason: '基期没有数据' });
    expect(a!.lastYear).toMatchObject({ value: null, base: null, reason: expect.any(String) });
  });

  test('历史均值:比值取 12 个月合计之比,总量取月均而且只与一个月可比', () => {
    const history = new Map([['A', { figure: ratio(600, 800), months: 4 }]]);
    expect(compare('groupingRate', [unit('A', ratio(1, 1))], { history })[0]!.history.value).toBe(0.75);
    const total = new Map([['A', { figure: { ...ratio(800, 1), denominator: null }, months: 4 }]]);
    const discharges = [unit('A', { ...ratio(300, 1), denominator: null })];
    expect(compare('discharges', discharges, { history: total })[0]!.history).toMatchObject({ value: 200, months: 4 });
    const quarter = compare('discharges', discharges, { history: total, period: requirePeriod('2025-Q2') });
    expect(quarter[0]!.history).toMatchObject({ value: null, reason: expect.stringContaining('只与一个月') });
  });
});

const peer = (rest: Partial<PeerValue>): PeerValue => ({
  indicator: 'cmi',
  peerGroup: '全省三级医院',
  specialty: '',
  period: '2024',
  mean: 1.1,
  p25: 0.9,
  p50: 1,
  p75: 1.2,
  peers: 30,
  source: '省质控中心通报',
  ...rest,
});

describe('装载的同行值', () => {
  test('同行少于 5 家的只有家数与原因,没有数', () => {
    expect(shownPeerValue(peer({ peers: 4 }))).toMatchObject({
      mean: null,
      p25: null,
      p50: null,
      p75: null,
      peers: 4,
      hidden: '同行少于 5 家，不显示',
    });
    expect(shownPeerValue(peer({ peers: 5 }))).toMatchObject({ mean: 1.1, hidden: null });
  });

  test('比值取同期间的,没有时取已过去的最近一年;总量只取同期间;专科要相同', () => {
    const cmi = INDICATORS.get('cmi')!;
    const values = [peer({ period: '2023' }), peer({}), peer({ period: '2025' }), peer({ specialty: '0304' })];
    const query = { indicator: cmi, period: june, specialty: '' };
    expect(peersFor(values, query).map(({ period }) => period)).toEqual(['2024']);
    expect(peersFor([peer({ period: '2025-06' }), ...values], query).map(({ period }) => period)).toEqual(['2025-06']);
    expect(peersFor(values, { ...query, specialty: '0304' })).toHaveLength(1);
    const discharges = { ...query, indicator: INDICATORS.get('discharges')! };
    expect(peersFor([peer({ indicator: 'discharges' })], discharges)).toEqual([]);
  });

  const row = (number: number, cells: Record<string, string>) => ({
    row: number,
    cell: (column: string) =>
      ({
        indicator: 'CMI',
        peerGroup: '全省三级医院',
        specialty: '',
        period: '2024',
        mean: '1.1',
        p25: '',
        p50: '',
        p75: '',
        peers: '30',
        source: '通报',
        ...cells,
      })[column] ?? '',
  });
  const read = (...cells: Record<string, string>[]) =>
    readPeerRows(
      cells.map((cell, i) => row(i + 2, cell)),
      INDICATORS,
    );

  test('指标写编码或名称,专科写编码或名称,比例写百分数或小数', () => {
    const { values, findings } = read(
      { specialty: '03.04' },
      { indicator: 'groupingRate', specialty: '心血管内科', mean: '98.7%' },
      { indicator: 'groupingRate', mean: '0.987', p25: '97%', p75: '0.99' },
      { indicator: 'meanFee', mean: '12,345.60' },
    );
    expect(findings).toEqual([]);
    expect(values.map(({ indicator, specialty, mean }) => [indicator, specialty, mean])).toEqual([
      ['cmi', '0304', 1.1],
      ['groupingRate', '0304', 0.987],
      ['groupingRate', '', 0.987],
      ['meanFee', '', 12345.6],
    ]);
  });

  test.each([
    [{ indicator: '没有的指标' }, '没有指标「没有的指标」'],
    [{ indicator: '' }, '没有写指标'],
    [{ peerGroup: '' }, '没有写同行范围'],
    [{ specialty: '9x' }, '不是诊疗科目'],
    [{ period: '去年' }, '不是期间'],
    [{ mean: '' }, '至少写一个'],
    [{ mean: '一点一' }, '应是数'],
    [{ mean: '110%' }, '不能写百分号'],
    [{ indicator: 'groupingRate', mean: '98.7' }, '比例请写成'],
    [{ p25: '1.3', p75: '1.2' }, '分位应由小到大'],
    [{ peers: '0' }, '同行数应是'],
    [{ peers: '约30' }, '同行数应是'],
    [{ source: '' }, '没有写来源'],
  ])('不对的行说明行号与原因 %j', (cells, message) => {
    expect(read(cells).findings).toEqual([
      expect.objectContaining({ row: 2, message: expect.stringContaining(message) }),
    ]);
  });

  test('同一指标、范围、专科、期间写了两行是错误', () => {
    expect(read({}, { indicator: 'cmi', mean: '2' }).findings).toEqual([
      expect.objectContaining({ row: 3, message: expect.stringContaining('与第 2 行') }),
    ]);
  });
});

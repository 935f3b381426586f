import { sql } from 'kysely';
import { type MortalityTier, mortalityTiers } from '../../../analytics/performance/mortality.ts';
import { addMonths, type Period } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import { figures } from '../figures.read-model.ts';

/** 各病组的死亡风险等级从哪里来;来历印在清单上。 */
export interface TierSource {
  /** loaded:装载的地区分级;own-history:本院测算,只供院内自查;none:没有可用的数据。 */
  readonly origin: 'loaded' | 'own-history' | 'none';
  readonly note: string;
  /** 本院测算的等级;装载的分级随月份而异,由查询联接。 */
  readonly tiers: ReadonlyMap<string, MortalityTier>;
  /** 参考期内本院各病组的死亡率。 */
  readonly rates: ReadonlyMap<string, number>;
  /** 参考期(半开区间)。 */
  readonly reference: Period;
}

export interface TierOptions {
  /** 参考期内没有死亡的病组(等级 0)也当低风险。默认不当:没有死亡可能只是例数少。 */
  readonly tierZeroAsLow: boolean;
}

const REFERENCE_MONTHS = 12;
const OWN_HISTORY =
  '没有装载地区死亡风险分级,由本院此前病例测算(各病组死亡率取对数,低于均值减一倍标准差为低风险);一家医院不能由自己的数据定级,只供院内自查';

/** 定下某期间用的死亡风险等级:装载的分级先于本院此前 12 个月测算;没有更早的病例时用本期病例。 */
export async function tierSource(db: Db, hospitalId: string, period: Period): Promise<TierSource> {
  const whole = (await figures(db, { hospitalId, period, by: 'hospital' })).units[0];
  const reference = await referencePeriod(db, hospitalId, period);
  const { units } = await figures(db, { hospitalId, period: reference, by: 'drg' });
  const counts = Object.fromEntries(
    units
      .filter(({ code, measures }) => code !== '' && measures.grouped > 0)
      .map(({ code, measures }) => [code, { deaths: measures.groupedDeaths, cases: measures.grouped }]),
  );
  const rates = new Map(Object.entries(counts).map(([drg, { deaths, cases }]) => [drg, deaths / cases]));
  const shared = { rates, reference };
  if ((whole?.measures.tierTableCases ?? 0) > 0) {
    return { ...shared, origin: 'loaded', note: '死亡风险等级取自装载的权重表', tiers: new Map() };
  }
  if (rates.size === 0) return { ...shared, origin: 'none', note: '没有入组病例,无从分级', tiers: new Map() };
  const { tier } = mortalityTiers(counts);
  const days = `参考期 ${reference.from} 至 ${reference.before} 前出院`;
  return { ...shared, origin: 'own-history', note: `${OWN_HISTORY};${days}`, tiers: new Map(Object.entries(tier)) };
}

async function referencePeriod(db: Db, hospitalId: string, period: Period): Promise<Period> {
  const from = `${addMonths(period.from.slice(0, 7), -REFERENCE_MONTHS)}-01`;
  const row = await db
    .selectFrom('hospital_month')
    .select(sql<string>`count(*)`.as('months'))
    .where('hospital_id', '=', hospitalId)
    .where('month', '>=', from)
    .where('month', '<', period.from)
    .executeTakeFirstOrThrow();
  return Number(row.months) > 0 ? { from, before: period.from, label: `${from}/${period.from}` } : period;
}

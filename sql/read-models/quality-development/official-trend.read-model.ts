import type { OfficialListId } from '../../../analytics/performance/quality-development/definition.ts';
import { evaluateOfficial } from '../../../analytics/performance/quality-development/evaluate.ts';
import {
  indicatorsOfList,
  OFFICIAL_LISTS,
  officialIndicator,
} from '../../../analytics/performance/quality-development/official-registry.ts';
import type { Db } from '../../database.ts';
import { filledYears } from '../../stores/yearly-figure.store.ts';
import { monthsWithData } from '../months.read-model.ts';
import { yearBefore } from './official-table.read-model.ts';
import { officialYear } from './official-year.read-model.ts';

/** 一张清单各指标多年的数;没有数的为 null。 */
export interface OfficialTrend {
  readonly years: readonly number[];
  readonly values: ReadonlyMap<string, readonly (number | null)[]>;
}

const AT_MOST = 10;

/** 有数据或填过数的年份。 */
export async function knownYears(db: Db, hospitalId: string): Promise<number[]> {
  const recorded = (await monthsWithData(db, hospitalId)).map(({ month }) => Number(month.slice(0, 4)));
  return [...new Set([...recorded, ...(await filledYears(db, hospitalId))])].sort((a, b) => a - b);
}

/** 到某年为止至多 `count` 年的趋势;各年按自己有数据的月份,与同一年的表是同一个数。 */
export async function officialTrend(
  db: Db,
  hospitalId: string,
  listId: OfficialListId,
  { until, count }: { until: number; count: number },
): Promise<OfficialTrend> {
  const years = (await knownYears(db, hospitalId)).filter((year) => year <= until).slice(-Math.min(count, AT_MOST));
  const values = new Map<string, (number | null)[]>();
  for (const year of years) {
    const own = await officialYear(db, hospitalId, year);
    const before = await yearBefore(db, hospitalId, own, year - 1);
    for (const indicator of indicatorsOfList(OFFICIAL_LISTS[listId])) {
      const { value } = evaluateOfficial(indicator, own.facts, before.facts, officialIndicator);
      values.set(indicator.id, [...(values.get(indicator.id) ?? []), value]);
    }
  }
  return { years, values };
}

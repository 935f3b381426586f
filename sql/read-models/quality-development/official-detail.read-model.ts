import type { Indicator } from '../../../analytics/performance/indicator-registry.ts';
import { measureList } from '../../../analytics/performance/measures.ts';
import { caseIndicator } from '../../../analytics/performance/quality-development/case-indicator.ts';
import type { ListItem, OfficialList } from '../../../analytics/performance/quality-development/definition.ts';
import {
  OFFICIAL_INDICATORS,
  OFFICIAL_LISTS,
} from '../../../analytics/performance/quality-development/official-registry.ts';
import type { Period } from '../../../analytics/period.ts';
import type { Db } from '../../database.ts';
import type { CodeListUse } from '../../stores/code-list.store.ts';
import {
  type CaseRole,
  type ContributingCase,
  casesOfFigure,
  type RoleCount,
  roleCounts,
} from '../figure-cases.read-model.ts';
import type { FigureSet } from '../figures.read-model.ts';
import { type OfficialRow, officialRow, officialYears } from './official-table.read-model.ts';

export interface OfficialDetailQuery {
  readonly hospitalId: string;
  readonly year: number;
  readonly indicator: string;
  readonly show?: CaseRole | 'numerator' | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** 打开一个医院级(年度)指标:与清单里的一行相同,另有它由哪些病例而来。 */
export interface OfficialDetail {
  /** 所属的清单;一个指标在几张清单里时取先列的。 */
  readonly list: OfficialList;
  readonly row: OfficialRow;
  /** 有数据的整月;没有数据为 null。 */
  readonly period: Period | null;
  readonly lastPeriod: Period | null;
  readonly set: FigureSet | null;
  /** 病例按这个指标列出;不由病例而来的为 null。 */
  readonly caseIndicator: Indicator | null;
  readonly roles: readonly RoleCount[];
  readonly cases: { readonly items: readonly ContributingCase[]; readonly total: number };
  readonly codeLists: readonly CodeListUse[];
}

const NO_CASES = { items: [], total: 0 };

/** 没有登记的医院级指标为 undefined。 */
export async function officialDetail(db: Db, query: OfficialDetailQuery): Promise<OfficialDetail | undefined> {
  const { hospitalId, indicator: id, show, page, pageSize } = query;
  const indicator = OFFICIAL_INDICATORS.get(id);
  const place = placeOf(id);
  if (!indicator || !place) return undefined;
  const years = await officialYears(db, hospitalId, query.year);
  const { period, set, lists } = years.year;
  const behind = caseIndicator(indicator);
  const cases = behind && period && { unit: { hospitalId, period, by: 'hospital' as const }, indicator: behind };
  return {
    list: place.list,
    row: officialRow(id, place.item, years),
    period,
    lastPeriod: years.before.period,
    set,
    caseIndicator: behind,
    roles: cases ? await roleCounts(db, { ...cases, page, pageSize }) : [],
    cases: cases ? await casesOfFigure(db, { ...cases, show, page, pageSize }) : NO_CASES,
    codeLists: behind
      ? Object.values(lists).filter(({ kind }) => behind.measures.some((name) => measureList(name) === kind))
      : [],
  };
}

function placeOf(id: string): { list: OfficialList; item: ListItem | null } | undefined {
  const lists = Object.values(OFFICIAL_LISTS);
  for (const list of lists) {
    const item = list.items.find(({ indicators }) => indicators.includes(id));
    if (item) return { list, item };
  }
  const list = lists.find(({ extras }) => extras.includes(id));
  return list && { list, item: null };
}

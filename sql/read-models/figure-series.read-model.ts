import type { Figure, Indicator, IndicatorId } from '../../analytics/performance/indicator.ts';
import type { Db } from '../database.ts';
import { type FigureQuery, type FigureSet, figures } from './figures.read-model.ts';
import type { Grain, UnitLevel } from './unit-levels.ts';

export interface SeriesQuery extends Omit<FigureQuery, 'indicators' | 'grain' | 'by'> {
  readonly by: UnitLevel;
  readonly grain: Grain;
  readonly indicator: IndicatorId;
}

export interface SeriesUnit {
  readonly code: string;
  readonly name: string;
  readonly parentCode?: string;
  readonly parentName?: string;
  /** 与 `slots` 逐一对应;该单位在那一段没有病例时为 null。 */
  readonly points: readonly (Figure | null)[];
}

export interface Series extends Omit<FigureSet, 'units' | 'registry'> {
  readonly indicator: Indicator;
  readonly grain: Grain;
  /** 期间内有病例的各段,如 `2025-06`;期间两头不满的周按期间内的日子算。 */
  readonly slots: readonly string[];
  readonly units: readonly SeriesUnit[];
}

/** 一个指标 × 单位 × 时间:看板的问法。 */
export async function figureSeries(db: Db, { indicator: id, ...query }: SeriesQuery): Promise<Series> {
  const { units, registry, ...set } = await figures(db, { ...query, indicators: [id] });
  const slots = [...new Set(units.map((unit) => unit.slot!))].sort();
  const at = new Map(slots.map((slot, index) => [slot, index]));
  const series = new Map<string, SeriesUnit & { points: (Figure | null)[] }>();
  for (const { code, name, parentCode, parentName, slot, figures: found } of units) {
    const key = JSON.stringify([parentCode, code]);
    const known = series.get(key) ?? {
      code,
      name,
      ...(parentCode === undefined ? {} : { parentCode }),
      ...(parentName === undefined ? {} : { parentName }),
      points: slots.map(() => null),
    };
    known.points[at.get(slot!)!] = found[id]!;
    series.set(key, known);
  }
  return { ...set, indicator: registry.get(id)!, grain: query.grain, slots, units: [...series.values()] };
}

import type { CodeListAbout, CodeListItem, CodeListKind } from './code-list-kinds.ts';
import complication from './code-lists/complication.json' with { type: 'json' };
import level4Surgery from './code-lists/level-4-surgery.json' with { type: 'json' };
import lowRiskDisease from './code-lists/low-risk-disease.json' with { type: 'json' };
import minimallyInvasive from './code-lists/minimally-invasive.json' with { type: 'json' };
import monitoredDisease from './code-lists/monitored-disease.json' with { type: 'json' };
import tcmAdvantage from './code-lists/tcm-advantage.json' with { type: 'json' };

export interface BuiltInList {
  readonly about: CodeListAbout;
  readonly items: readonly CodeListItem[];
}

/** 内置的起步清单:没有装载官方或本地清单时用它,处处标明「参考(内置)」。 */
export const BUILT_IN_LISTS: readonly BuiltInList[] = [
  monitoredDisease,
  tcmAdvantage,
  lowRiskDisease,
  complication,
  minimallyInvasive,
  level4Surgery,
].map(({ items, kind, ...about }) => ({
  about: { ...about, kind: kind as CodeListKind, effectiveBefore: null },
  items: items.map((item) => ({ ...item, benchmarkLos: null, benchmarkCost: null })),
}));

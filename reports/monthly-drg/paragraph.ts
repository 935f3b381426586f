import { adoptedIn } from '../../analytics/performance/adoption.ts';
import { monthOf, monthText, type ReportScope } from '../sheets/scope.ts';
import { figureOf, type UnitRow } from '../sheets/unit-columns.ts';
import type { MonthlyFigures } from './monthly-figures.ts';

const whole = (value: number | null) =>
  value === null ? '—' : value.toLocaleString('en-US', { maximumFractionDigits: 0 });
const decimal = (value: number | null, digits = 2) =>
  value === null
    ? '—'
    : value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = (value: number | null) => (value === null ? '—' : `${decimal(value * 100)}%`);

/** 「环比上升 3.21%」;没有上期就不说。 */
function versus(now: number | null, before: number | null, name: string): string {
  if (now === null || before === null || before === 0) return '';
  const change = (now - before) / before;
  if (Math.abs(change) < 0.00005) return `（${name}持平）`;
  return `（${name}${change > 0 ? '上升' : '下降'} ${percent(Math.abs(change))}）`;
}

/** 概况段落:数都在下面的表里,这里连成一句可读的话;概念取采用的算法。 */
export function overviewParagraph(scope: ReportScope, { now, previous, yearToDate }: MonthlyFigures): string {
  const month = monthText(monthOf(scope));
  if (!now) return `${month}没有出院病例。`;
  const f = (id: string, unit: UnitRow | undefined = now) =>
    unit ? figureOf(unit, adoptedIn(scope.registry, id)) : null;
  const moved = (id: string) => versus(f(id), previous ? f(id, previous) : null, '环比');
  const wan = (value: number | null) => decimal(value === null ? null : value / 10_000);
  return (
    `${month}${scope.department ? '本科室' : '全院'}出院 ${whole(f('discharges'))} 人次${moved('discharges')}，` +
    `DRG 入组 ${whole(f('groupedCases'))} 例，入组率 ${percent(f('groupingRate'))}，覆盖 ${whole(f('drgCount'))} 个 DRG 组；` +
    `总权重 ${decimal(f('totalWeight'))}，CMI ${decimal(f('cmi'))}${moved('cmi')}。` +
    `住院总费用 ${wan(f('totalFee'))} 万元，次均费用 ${decimal(f('meanFee'))} 元${moved('meanFee')}，` +
    `药占比 ${percent(f('drugShare'))}，耗占比 ${percent(f('materialShare'))}；平均住院日 ${decimal(f('meanLos'), 1)} 天${moved('meanLos')}；` +
    `费用消耗指数 ${decimal(f('costIndex'))}，时间消耗指数 ${decimal(f('timeIndex'))}。` +
    `本年累计出院 ${whole(f('discharges', yearToDate))} 人次，总费用 ${wan(f('totalFee', yearToDate))} 万元。` +
    (scope.excludedRecords > 0 ? `另有 ${whole(scope.excludedRecords)} 条记录因 E 级缺陷未计入。` : '')
  );
}

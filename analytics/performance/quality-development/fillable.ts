import type { OfficialIndicator, OfficialList } from './definition.ts';
import { indicatorsOfList, OFFICIAL_INDICATORS, YEARLY_ITEMS, yearlyItemsOf } from './official-registry.ts';

/** 可以填报的一项:年度项目、定性的文字,或直接填一个指标的值。 */
export interface Fillable {
  readonly item: string;
  readonly name: string;
  readonly unit: string;
  readonly kind: 'number' | 'text';
  /** 填的是百分数:存成 0–1 的小数。 */
  readonly percent: boolean;
  readonly integer: boolean;
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly responsible: string;
  readonly note: string;
}

/** 各项的上下限;没有列出的不小于 0、没有上限。 */
const LIMITS: Readonly<Record<string, { minimum?: number | null; maximum?: number }>> = {
  medicalSurplus: { minimum: null },
  emrGrade: { maximum: 8 },
  serviceGrade: { maximum: 5 },
  managementGrade: { maximum: 5 },
  outpatientSatisfaction: { maximum: 100 },
  inpatientSatisfaction: { maximum: 100 },
  staffSatisfaction: { maximum: 100 },
};

function limitsOf(item: string, share: boolean, signed: boolean) {
  const { minimum = signed ? null : 0, maximum = share && !signed ? 1 : null } = LIMITS[item] ?? {};
  return { minimum, maximum };
}

/** 按编码找一项;不认识的为 undefined。 */
export function fillable(item: string): Fillable | undefined {
  const yearly = YEARLY_ITEMS.get(item);
  if (yearly) {
    const { name, unit, format, responsible, note } = yearly;
    const shared = { item, name, unit, responsible, note, percent: false, integer: format === 'count' };
    return { ...shared, kind: 'number', ...limitsOf(item, false, false) };
  }
  const indicator = OFFICIAL_INDICATORS.get(item);
  return indicator && ofIndicator(indicator);
}

function ofIndicator({
  id,
  name,
  unit,
  format,
  growth,
  qualitative,
  responsible,
  note,
  direction,
}: OfficialIndicator): Fillable {
  const percent = format === 'share';
  // 增幅与盈余率可以为负。
  const signed = growth === true || (percent && direction === 'monitor');
  return {
    item: id,
    name,
    unit,
    kind: qualitative ? 'text' : 'number',
    percent,
    integer: format === 'count',
    responsible,
    note,
    ...(qualitative ? { minimum: null, maximum: null } : limitsOf(id, percent, signed)),
  };
}

/** 一张清单要填的各项:没有它就没有数的,与可填可不填(算得出)的。 */
export function fillablesOfList(list: OfficialList): { needed: Fillable[]; optional: Fillable[] } {
  const needed = new Map<string, Fillable>();
  const optional = new Map<string, Fillable>();
  for (const indicator of indicatorsOfList(list)) {
    const items = yearlyItemsOf(indicator);
    for (const { id } of items) needed.set(id, fillable(id)!);
    const only =
      indicator.qualitative ||
      !(indicator.formulas || indicator.registry || indicator.composite || indicator.specialty);
    (only ? needed : optional).set(indicator.id, ofIndicator(indicator));
  }
  return { needed: [...needed.values()], optional: [...optional.values()] };
}

/** 读填写的数(文字,可带千分位、百分号);不对时给出原因。 */
export function readFilledNumber(field: Fillable, text: string): { value: string } | { reason: string } {
  const plain = text
    .trim()
    .replaceAll(/[,，\s]/g, '')
    .replace('％', '%');
  const isPercent = plain.endsWith('%');
  const digits = isPercent ? plain.slice(0, -1) : plain;
  if (!/^-?(\d{1,13}(\.\d*)?|\.\d+)$/.test(digits)) return { reason: `「${text}」不是数` };
  if (isPercent && !field.percent) return { reason: `单位是「${field.unit}」,不要写百分号` };
  return checkFilledNumber(field, field.percent ? Number(digits) / 100 : Number(digits));
}

/** 核对一个数的范围;百分数已是 0–1 的小数。 */
export function checkFilledNumber(field: Fillable, value: number): { value: string } | { reason: string } {
  const show = (limit: number) => (field.percent ? `${limit * 100}%` : String(limit));
  if (!Number.isFinite(value)) return { reason: '不是数' };
  if (field.integer && !Number.isInteger(value)) return { reason: '应是整数' };
  if (field.minimum !== null && value < field.minimum) return { reason: `不应小于 ${show(field.minimum)}` };
  if (field.maximum !== null && value > field.maximum) return { reason: `不应大于 ${show(field.maximum)}` };
  return { value: String(Number(value.toFixed(6))) };
}

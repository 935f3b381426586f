import { addMonths, monthName } from '../format.ts';

export interface PeriodChoice {
  value: string;
  label: string;
}

/** 可选的期间:各月、各年、全部;`months` 是有数据的月份,新的在前。 */
export function periodChoices(months: string[]): PeriodChoice[] {
  const years = [...new Set(months.map((month) => month.slice(0, 4)))];
  return [
    ...(months.length > 1 ? [{ value: everything(months), label: '全部月份' }] : []),
    ...years.map((year) => ({ value: year, label: `${year} 年` })),
    ...months.map((month) => ({ value: month, label: monthName(month) })),
  ];
}

const everything = (months: string[]) => `${months.at(-1)}-01/${addMonths(months[0]!, 1)}-01`;

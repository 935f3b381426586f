import { Select } from 'antd';
import type { PeriodKind } from '../api/types.ts';
import { count, monthName, periodName } from '../format.ts';
import { useHospital } from './hospital.tsx';

/** 期间的种类,由写法看出。 */
export function kindOf(label: string): PeriodKind {
  if (label.includes('/')) return 'range';
  if (label.includes('Q')) return 'quarter';
  if (label.includes('H')) return 'half';
  return label.length === 4 ? 'year' : 'month';
}

/** 月份所在的季度、半年、年。 */
const LONGER = [
  { title: '季度', labelOf: (month: string) => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / 3)}` },
  { title: '半年', labelOf: (month: string) => `${month.slice(0, 4)}-H${Number(month.slice(5, 7)) <= 6 ? 1 : 2}` },
  { title: '年', labelOf: (month: string) => month.slice(0, 4) },
];

/** 这些月份所在的各季度、各半年、各年,次序照月份。 */
export const longerPeriods = (months: readonly string[]) =>
  LONGER.map(({ title, labelOf }) => ({ title, labels: [...new Set(months.map(labelOf))] }));

/** 期间:有数据的月份,以及这些月份所在的季度、半年、年。 */
export function PeriodSelect({ value, onChange }: { value: string; onChange: (period: string) => void }) {
  const { months } = useHospital();
  return (
    <Select
      aria-label="期间"
      style={{ width: 230 }}
      value={value}
      onChange={onChange}
      options={[
        {
          label: '月',
          title: '月',
          options: months.map(({ month, discharges }) => ({
            value: month,
            label: `${monthName(month)}（${count(discharges)} 人次）`,
          })),
        },
        ...longerPeriods(months.map(({ month }) => month)).map(({ title, labels }) => ({
          label: title,
          title,
          options: labels.map((label) => ({ value: label, label: periodName(label) })),
        })),
      ]}
    />
  );
}

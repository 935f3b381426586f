import { Select } from 'antd';
import { count, monthName } from '../format.ts';
import { useHospital } from './hospital.tsx';

/** 月份,只列有数据的。 */
export function MonthSelect({ value, onChange }: { value: string; onChange: (month: string) => void }) {
  const { months } = useHospital();
  return (
    <Select
      aria-label="月份"
      style={{ width: 210 }}
      value={value}
      onChange={onChange}
      options={months.map(({ month, discharges }) => ({
        value: month,
        label: `${monthName(month)}（${count(discharges)} 人次）`,
      }))}
    />
  );
}

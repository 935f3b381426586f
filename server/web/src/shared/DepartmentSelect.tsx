import { Select } from 'antd';
import { codeAndName } from '../format.ts';
import { useHospital } from './hospital.tsx';

interface DepartmentSelectProps {
  value: string | undefined;
  onChange: (code: string | undefined) => void;
}

export function DepartmentSelect({ value, onChange }: DepartmentSelectProps) {
  const { departments } = useHospital();
  return (
    <Select
      aria-label="科室"
      style={{ width: 220 }}
      allowClear
      placeholder="全部科室"
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      onChange={(code) => onChange(code ?? undefined)}
      options={departments.map(({ code, name }) => ({ value: code, label: codeAndName(code, name) }))}
    />
  );
}

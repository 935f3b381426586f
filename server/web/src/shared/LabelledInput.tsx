import { Input } from 'antd';
import { useId } from 'react';

interface LabelledInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  width?: number;
  placeholder?: string;
}

/** 带名称的短输入框:来源、姓名。 */
export function LabelledInput({ label, value, onChange, width = 140, placeholder = '' }: LabelledInputProps) {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label} </label>
      <Input
        id={id}
        style={{ width }}
        placeholder={placeholder}
        maxLength={100}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

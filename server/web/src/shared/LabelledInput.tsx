import { Input } from 'antd';
import { useId } from 'react';

interface LabelledInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  width?: number;
  placeholder?: string;
  date?: boolean;
  maxLength?: number;
}

/** 带名称的短输入框:来源、姓名。 */
export function LabelledInput(props: LabelledInputProps) {
  const { label, value, onChange, width = 140, placeholder = '', date = false, maxLength = 100 } = props;
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label} </label>
      <Input
        id={id}
        type={date ? 'date' : 'text'}
        style={{ width }}
        placeholder={placeholder}
        maxLength={maxLength}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}

import { InputNumber } from 'antd';
import { useId } from 'react';
import { decimal } from '../format.ts';
import { fromPercent, toPercent } from './plan-draft.ts';

interface NumberFieldProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  /** 写在框里的单位。 */
  unit?: string;
  max?: number;
  width?: number;
}

/** 带名称的数;空着算 0。 */
export function NumberField({ label, value, onChange, unit, max, width = 110 }: NumberFieldProps) {
  const id = useId();
  return (
    <span>
      <label htmlFor={id}>{label} </label>
      <InputNumber
        id={id}
        min={0}
        {...(max === undefined ? {} : { max })}
        style={{ width }}
        suffix={unit}
        value={value}
        onChange={(next) => onChange(next ?? 0)}
      />
    </span>
  );
}

/** 比例,按百分数填。 */
export const PercentField = ({ value, onChange, ...rest }: Omit<NumberFieldProps, 'unit' | 'max'>) => (
  <NumberField {...rest} unit="%" max={100} value={toPercent(value)} onChange={(next) => onChange(fromPercent(next))} />
);

interface NumberCellProps {
  label: string;
  value: number;
  onChange: (value: number) => void;
  min?: number;
  width?: number;
}

/** 表格里的一个数;空着算 0。 */
export const NumberCell = ({ label, value, onChange, min, width = 76 }: NumberCellProps) => (
  <InputNumber
    aria-label={label}
    size="small"
    {...(min === undefined ? {} : { min })}
    style={{ width }}
    value={value}
    onChange={(next) => onChange(next ?? 0)}
  />
);

export const shareText = (share: number): string => `${decimal(share * 100, 1)}%`;

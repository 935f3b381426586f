import { Tooltip } from 'antd';
import { NONE, yuan } from '../format.ts';
import type { DipRange, Scenarios } from './settlement-types.ts';

/** 分值、点值、金额的文字加千分位;负数带减号。 */
export function amount(text: string | null): string {
  if (text === null) return NONE;
  return text.startsWith('-') ? `−${yuan(text.slice(1))}` : yuan(text);
}

export const isNegative = (text: string | null): boolean => text?.startsWith('-') ?? false;

/** 基准值,下面一行是低与高;停在上面看主要随什么而变。没有数的说明原因。 */
export function RangeText({ range }: { range: DipRange }) {
  const { low, base, high, driver, reason } = range;
  if (base === null) {
    return (
      <Tooltip title={reason}>
        <span className="defined">{NONE}</span>
      </Tooltip>
    );
  }
  return (
    <Tooltip title={driver === null ? '没有不确定的假设' : `主要驱动因素：${driver}`}>
      <span className={isNegative(base) ? 'worse' : undefined}>{amount(base)}</span>
      {low !== high && (
        <div className="small muted">
          {amount(low)} ～ {amount(high)}
        </div>
      )}
    </Tooltip>
  );
}

/** 支付标准的低、基准、高。 */
export const ScenarioText = ({ values, driver }: { values: Scenarios | null; driver: string | null }) =>
  values === null ? NONE : <RangeText range={{ ...values, driver, reason: null }} />;

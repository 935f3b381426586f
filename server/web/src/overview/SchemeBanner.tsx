import { Alert } from 'antd';
import type { Figures } from '../api/types.ts';
import { count } from '../format.ts';
import { hrefOf } from '../router.ts';

interface SchemeBannerProps {
  figures: Figures;
  department: string | undefined;
}

/** 数从哪个方案、哪张权重表来;多少记录没有计入。 */
export function SchemeBanner({ figures, department }: SchemeBannerProps) {
  const { scheme, weights, excludedRecords, period } = figures;
  return (
    <Alert
      type={scheme.forReference ? 'warning' : 'info'}
      showIcon
      title={
        <span>
          {scheme.forReference && <strong>参考方案，不用于结算。</strong>} 分组方案：{scheme.name} {scheme.version}。
          {weights.note}。
          {excludedRecords > 0 && (
            <a href={hrefOf('cases', { period: period.label, department, status: 'excluded' })}>
              {count(excludedRecords)} 条记录有 E 级缺陷，未计入指标
            </a>
          )}
        </span>
      }
    />
  );
}

import { Tag } from 'antd';
import type { BatchStatus, Severity } from '../api/batch-types.ts';

const STATUSES: Record<BatchStatus, { name: string; color: string }> = {
  waiting: { name: '等候', color: 'default' },
  processing: { name: '导入中', color: 'processing' },
  stored: { name: '已存入', color: 'success' },
  failed: { name: '失败', color: 'error' },
  interrupted: { name: '中断', color: 'warning' },
  withdrawn: { name: '已撤回', color: 'default' },
};

export const isUnderWay = (status: BatchStatus): boolean => status === 'waiting' || status === 'processing';

export function BatchStatusTag({ status }: { status: BatchStatus }) {
  const { name, color } = STATUSES[status];
  return <Tag color={color}>{name}</Tag>;
}

export function SeverityTag({ severity }: { severity: Severity }) {
  return severity === 'E' ? <Tag color="error">E 不参加统计</Tag> : <Tag color="warning">W 提示</Tag>;
}

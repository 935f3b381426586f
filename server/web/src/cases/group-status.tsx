import { Tag } from 'antd';
import type { CaseItem } from '../api/types.ts';

const UNGROUPED: Record<string, string> = {
  ambiguous: '歧义组',
  'no-mdc': '未入组（无 MDC）',
  'no-adrg': '未入组（无 ADRG）',
};

export const ungroupedReason = (status: string | null): string => UNGROUPED[status ?? ''] ?? '未入组';

/** 病例是否参加统计、是否入组。 */
export function CaseStatusTag({ excluded, groupStatus }: Pick<CaseItem, 'excluded' | 'groupStatus'>) {
  if (excluded) return <Tag color="error">不参加统计</Tag>;
  if (groupStatus === 'grouped') return <Tag color="success">入组</Tag>;
  return <Tag color="warning">{ungroupedReason(groupStatus)}</Tag>;
}

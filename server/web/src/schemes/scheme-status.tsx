import { Tag } from 'antd';
import type { Scheme, SchemeStatus } from './scheme-types.ts';

const LOOKS: Record<SchemeStatus, { text: string; color: string }> = {
  draft: { text: '草案', color: 'default' },
  approved: { text: '已核准', color: 'processing' },
  live: { text: '施行中', color: 'success' },
  retired: { text: '已停用', color: 'default' },
};

export function SchemeStatusTag({ status }: { status: SchemeStatus }) {
  const { text, color } = LOOKS[status];
  return <Tag color={color}>{text}</Tag>;
}

/** 施行的日子:从哪个出院日起,到哪个出院日为止(不含)。 */
export function liveDays({ status, liveFrom, liveBefore }: Scheme): string {
  if (status !== 'live') return '';
  const from = liveFrom === null ? '' : `${liveFrom} 起`;
  if (liveBefore === null) return from || '全部日子';
  return `${from}${from && '，'}${liveBefore} 前`;
}

import { Tag, Tooltip } from 'antd';
import { time } from '../format.ts';

/** 登记的东西(方案、目录、编码对照表)走到哪一步:草案 → 核准 → 施行 → 停用。 */
export type RegistryStatus = 'draft' | 'approved' | 'live' | 'retired';

export interface Step {
  by: string;
  at: string | null;
}
/** 各步是谁、何时做的;没有做的为 null。 */
export type Steps = Record<'created' | 'approved' | 'live' | 'retired', Step | null>;

const LOOKS: Record<RegistryStatus, { text: string; color: string }> = {
  draft: { text: '草案', color: 'default' },
  approved: { text: '已核准', color: 'processing' },
  live: { text: '施行中', color: 'success' },
  retired: { text: '已停用', color: 'default' },
};
const STEP_NAMES = [
  ['created', '登记'],
  ['approved', '核准'],
  ['live', '施行'],
  ['retired', '停用'],
] as const;

/** 状态;停在上面看各步的经手人与时间。 */
export function RegistryStatusTag({ item }: { item: Steps & { status: RegistryStatus } }) {
  const { text, color } = LOOKS[item.status];
  const done = STEP_NAMES.flatMap(([key, name]) => {
    const step = item[key];
    return step ? [`${name}：${step.by}，${time(step.at)}`] : [];
  });
  return (
    <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{done.join('\n')}</span>}>
      <Tag color={color}>{text}</Tag>
    </Tooltip>
  );
}

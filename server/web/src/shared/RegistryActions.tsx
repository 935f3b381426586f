import { Button, Input, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { post, remove } from '../api/api.ts';
import { PersonDialog } from './PersonDialog.tsx';
import type { RegistryStatus } from './registry-status.tsx';

type Move = 'approval' | 'live' | 'withdrawal' | 'retirement' | 'deletion';

interface MoveLook {
  text: string;
  from: readonly RegistryStatus[];
  look: { type?: 'primary'; danger?: boolean };
}

const MOVES: Record<Move, MoveLook> = {
  approval: { text: '核准', from: ['draft'], look: {} },
  live: { text: '施行', from: ['approved', 'retired'], look: { type: 'primary' } },
  withdrawal: { text: '停用', from: ['live'], look: { danger: true } },
  /** 核准即生效、没有施行这一步的。 */
  retirement: { text: '停用', from: ['approved'], look: { danger: true } },
  deletion: { text: '删除', from: ['draft'], look: { danger: true } },
};

interface RegistryActionsProps {
  name: string;
  status: RegistryStatus;
  /** 这一件的接口地址。 */
  path: string;
  /** 能做的各步与它的后果;没有写的不能做。 */
  about: Partial<Record<Move, string>>;
  /** 归一家医院的,写明是哪家。 */
  hospital?: string;
  /** 施行要问「从哪个出院日起」的,先填这一天。 */
  liveFrom?: string;
  onChanged: () => void;
  children?: ReactNode;
}

/** 登记的一件东西能做的事:核准、施行、停用、删除;先说明后果,写明是谁。 */
export function RegistryActions(props: RegistryActionsProps) {
  const { name, status, path, about, hospital, liveFrom, onChanged, children } = props;
  const [asking, setAsking] = useState<Move | null>(null);
  const [from, setFrom] = useState(liveFrom);
  const possible = (Object.keys(MOVES) as Move[]).filter((move) => about[move] && MOVES[move].from.includes(status));
  const run = (move: Move) => (by: string) => {
    if (move === 'deletion') return remove(path);
    const since = move === 'live' && from !== undefined ? { from } : {};
    return post(`${path}/${move}`, { by, ...since, ...(hospital === undefined ? {} : { hospital }) });
  };
  return (
    <>
      <Space size={6} wrap>
        {possible.map((move) => (
          <Button key={move} size="small" {...MOVES[move].look} onClick={() => setAsking(move)}>
            {MOVES[move].text}
          </Button>
        ))}
        {children}
      </Space>
      {asking && (
        <PersonDialog
          title={`${MOVES[asking].text} ${name}？`}
          action={MOVES[asking].text}
          danger={MOVES[asking].look.danger ?? false}
          run={run(asking)}
          close={() => setAsking(null)}
          done={onChanged}
        >
          <span>{about[asking]}</span>
          {asking === 'live' && from !== undefined && <LiveFrom value={from} onChange={setFrom} />}
        </PersonDialog>
      )}
    </>
  );
}

const LiveFrom = ({ value, onChange }: { value: string; onChange: (day: string) => void }) => (
  <span>
    <label htmlFor="live-from">从出院日 </label>
    <Input
      id="live-from"
      type="date"
      style={{ width: 160 }}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
    {' 起'}
  </span>
);

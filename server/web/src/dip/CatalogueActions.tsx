import { Button } from 'antd';
import { useState } from 'react';
import { post, remove, urlOf } from '../api/api.ts';
import { PersonDialog } from '../schemes/PersonDialog.tsx';
import type { SchemeStatus } from '../schemes/scheme-types.ts';
import type { Catalogue } from './catalogue-types.ts';

interface Move {
  path: string;
  text: string;
  danger?: boolean;
  about: string;
  from: readonly SchemeStatus[];
}

const MOVES: readonly Move[] = [
  {
    path: 'approval',
    text: '核准',
    from: ['draft'],
    about: '核准之后就可以施行。病种、分值、政策与体检提醒请先核对。',
  },
  {
    path: 'live',
    text: '施行',
    from: ['approved', 'retired'],
    about: '有效期内出院的病例归这个目录；与别的施行中的目录有一天重叠，就不能施行。',
  },
  {
    path: 'withdrawal',
    text: '停用',
    danger: true,
    from: ['live'],
    about: '停用之后，有效期内的病例没有目录；以后还可以再施行。',
  },
];
const DISCARD: Move = {
  path: '',
  text: '删除',
  danger: true,
  from: ['draft'],
  about: '草案连同其病种一并删去，不能恢复。',
};

/** 一个目录能做的事:核准、施行、停用、删除、导出。 */
export function CatalogueActions({ catalogue, onChanged }: { catalogue: Catalogue; onChanged: () => void }) {
  const [asking, setAsking] = useState<Move | null>(null);
  const path = `/dip/catalogues/${encodeURIComponent(catalogue.key)}`;
  const run = (move: Move) => (by: string) => (move === DISCARD ? remove(path) : post(`${path}/${move.path}`, { by }));
  return (
    <>
      <div className="toolbar">
        {[...MOVES, DISCARD]
          .filter(({ from }) => from.includes(catalogue.status))
          .map((move) => (
            <Button
              key={move.text}
              size="small"
              type={move.path === 'live' ? 'primary' : 'default'}
              danger={move.danger ?? false}
              onClick={() => setAsking(move)}
            >
              {move.text}
            </Button>
          ))}
        <Button size="small" href={urlOf(`${path}/workbook`)}>
          导出
        </Button>
      </div>
      {asking && (
        <PersonDialog
          title={`${asking.text} ${catalogue.name} ${catalogue.version}？`}
          action={asking.text}
          danger={asking.danger ?? false}
          run={run(asking)}
          close={() => setAsking(null)}
          done={onChanged}
        >
          <span>{asking.about}</span>
        </PersonDialog>
      )}
    </>
  );
}

import { Input, Tooltip } from 'antd';
import { useState } from 'react';
import type { Vocabulary } from './indicator-types.ts';

interface VocabularyListProps {
  vocabulary: Vocabulary | null;
  onPick: (name: string) => void;
}

/** 可用的度量与函数;点一个加到分子里。 */
export function VocabularyList({ vocabulary, onPick }: VocabularyListProps) {
  const [wanted, setWanted] = useState('');
  const found = (vocabulary?.measures ?? []).filter(({ name, label }) => `${name}${label}`.includes(wanted.trim()));
  return (
    <div className="stack">
      <Input.Search
        allowClear
        placeholder="查度量"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <span className="muted small">
        运算：+ − * / 与括号；函数：{vocabulary?.functions.map(({ name, label }) => `${name}（${label}）`).join('、')}
      </span>
      <div style={{ maxHeight: '62vh', overflow: 'auto' }}>
        {found.map(({ name, label, groupedOnly }) => (
          <Tooltip key={name} title={groupedOnly ? '只含入组病例' : '全部出院病例'} placement="left">
            <button type="button" className="figure-link measure-name" onClick={() => onPick(name)}>
              <span className="mono">{name}</span> <span className="muted">{label}</span>
            </button>
          </Tooltip>
        ))}
      </div>
    </div>
  );
}

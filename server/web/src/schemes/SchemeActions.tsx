import { Button, Input } from 'antd';
import { useState } from 'react';
import { post, remove, urlOf } from '../api/api.ts';
import { PersonDialog } from './PersonDialog.tsx';
import type { Scheme } from './scheme-types.ts';

type Asking = 'approve' | 'live' | 'withdraw' | 'delete' | null;

/** 一个方案能做的事:核准、施行、停用、导出。 */
export function SchemeActions({ scheme, onChanged }: { scheme: Scheme; onChanged: () => void }) {
  const [asking, setAsking] = useState<Asking>(null);
  const [from, setFrom] = useState(scheme.effectiveFrom);
  const path = `/schemes/${encodeURIComponent(scheme.key)}`;
  const common = { close: () => setAsking(null), done: onChanged };
  const name = `${scheme.name} ${scheme.version}`;
  const canGoLive = !scheme.configured && (scheme.status === 'approved' || scheme.status === 'retired');
  return (
    <>
      <div className="toolbar">
        {scheme.status === 'draft' && (
          <Button size="small" onClick={() => setAsking('approve')}>
            核准
          </Button>
        )}
        {canGoLive && (
          <Button size="small" type="primary" onClick={() => setAsking('live')}>
            施行
          </Button>
        )}
        {scheme.status === 'live' && !scheme.configured && (
          <Button size="small" danger onClick={() => setAsking('withdraw')}>
            停用
          </Button>
        )}
        {scheme.status === 'draft' && (
          <Button size="small" danger onClick={() => setAsking('delete')}>
            删除
          </Button>
        )}
        <Button size="small" href={urlOf(`${path}/workbook`)}>
          导出
        </Button>
      </div>
      {asking === 'approve' && (
        <PersonDialog title={`核准 ${name}?`} action="核准" run={(by) => post(`${path}/approval`, { by })} {...common}>
          <span>核准之后就可以施行。各表与体检提醒请先核对；有了账户之后，核准须由登记之外的人做。</span>
        </PersonDialog>
      )}
      {asking === 'delete' && (
        <PersonDialog title={`删除 ${name}?`} action="删除" danger run={() => remove(path)} {...common}>
          <span>草案与按它做的试算一并删除，正在用的分组与指标不变。</span>
        </PersonDialog>
      )}
      {asking === 'live' && (
        <PersonDialog
          title={`施行 ${name}?`}
          action="施行"
          run={(by) => post(`${path}/live`, { by, from })}
          {...common}
        >
          <span>从这一天起出院的病例归这个方案，之前的仍按原方案；所涉日子的病例重新分组，指标随之改变。</span>
          <span>
            <label htmlFor="live-from">从出院日 </label>
            <Input
              id="live-from"
              type="date"
              style={{ width: 160 }}
              value={from}
              onChange={(event) => setFrom(event.target.value)}
            />
            {' 起'}
          </span>
        </PersonDialog>
      )}
      {asking === 'withdraw' && (
        <PersonDialog
          title={`停用 ${name}?`}
          action="停用"
          danger
          run={(by) => post(`${path}/withdrawal`, { by })}
          {...common}
        >
          <span>它施行的日子归回前一个方案，指标恢复原状；以后还可以再施行。</span>
        </PersonDialog>
      )}
    </>
  );
}

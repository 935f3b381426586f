import { Input } from 'antd';
import { useId, useState } from 'react';
import { post } from '../api/api.ts';
import type { Indicator } from '../api/types.ts';
import { useHospital } from '../shared/hospital.tsx';
import { PersonDialog } from '../shared/PersonDialog.tsx';

interface AdoptDialogProps {
  indicator: Indicator;
  /** 生效日先填的一天。 */
  from: string;
  close: () => void;
  done: () => void;
}

/** 采用一种算法:从哪一天起、为什么、谁定的。 */
export function AdoptDialog({ indicator, from, close, done }: AdoptDialogProps) {
  const { hospital } = useHospital();
  const [effectiveFrom, setEffectiveFrom] = useState(from);
  const [reason, setReason] = useState('');
  const [dayId, reasonId] = [useId(), useId()];
  const adopt = (by: string) =>
    post(`/indicators/adoptions?hospital=${encodeURIComponent(hospital!.id)}`, {
      concept: indicator.concept,
      indicator: indicator.id,
      effectiveFrom,
      reason,
      by,
    });
  return (
    <PersonDialog title={`采用「${indicator.name}」？`} action="采用" run={adopt} close={close} done={done}>
      <span>
        期末在生效日或之后的期间，运行概况、接口与报表里的「{indicator.concept}」都用这个算法；之前的期间不变。
        官方清单与考核方案写明了用哪一个指标，不随之改变。
      </span>
      <span>
        <label htmlFor={dayId}>生效日 </label>
        <Input
          id={dayId}
          type="date"
          style={{ width: 160 }}
          value={effectiveFrom}
          onChange={(event) => setEffectiveFrom(event.target.value)}
        />
      </span>
      <div>
        <label htmlFor={reasonId}>理由</label>
        <Input.TextArea
          id={reasonId}
          rows={2}
          maxLength={500}
          placeholder="如：与区域平台的算法一致（文件、会议纪要）"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </div>
    </PersonDialog>
  );
}

import { Button } from 'antd';
import { urlOf } from '../api/api.ts';
import { RegistryActions } from '../shared/RegistryActions.tsx';
import type { Scheme } from './scheme-types.ts';

const ABOUT = {
  approval: '核准之后就可以施行。各表与体检提醒请先核对；有了账户之后，核准须由登记之外的人做。',
  live: '从这一天起出院的病例归这个方案，之前的仍按原方案；所涉日子的病例重新分组，指标随之改变。',
  withdrawal: '它施行的日子归回前一个方案，指标恢复原状；以后还可以再施行。',
  deletion: '草案与按它做的试算一并删除，正在用的分组与指标不变。',
};

/** 一个方案能做的事;内置或由设置给出的只能导出。 */
export function SchemeActions({ scheme, onChanged }: { scheme: Scheme; onChanged: () => void }) {
  const path = `/schemes/${encodeURIComponent(scheme.key)}`;
  return (
    <RegistryActions
      name={`${scheme.name} ${scheme.version}`}
      status={scheme.status}
      path={path}
      about={scheme.configured ? {} : ABOUT}
      liveFrom={scheme.effectiveFrom}
      onChanged={onChanged}
    >
      <Button size="small" href={urlOf(`${path}/workbook`)}>
        导出
      </Button>
    </RegistryActions>
  );
}

import { Button } from 'antd';
import { urlOf } from '../api/api.ts';
import { RegistryActions } from '../shared/RegistryActions.tsx';
import type { Catalogue } from './catalogue-types.ts';

const ABOUT = {
  approval: '核准之后就可以施行。病种、分值、政策与体检提醒请先核对。',
  live: '有效期内出院的病例归这个目录；与别的施行中的目录有一天重叠，就不能施行。',
  withdrawal: '停用之后，有效期内的病例没有目录；以后还可以再施行。',
  deletion: '草案连同其病种一并删去，不能恢复。',
};

/** 一个目录能做的事。 */
export function CatalogueActions({ catalogue, onChanged }: { catalogue: Catalogue; onChanged: () => void }) {
  const path = `/dip/catalogues/${encodeURIComponent(catalogue.key)}`;
  return (
    <RegistryActions
      name={`${catalogue.name} ${catalogue.version}`}
      status={catalogue.status}
      path={path}
      about={ABOUT}
      onChanged={onChanged}
    >
      <Button size="small" href={urlOf(`${path}/workbook`)}>
        导出
      </Button>
    </RegistryActions>
  );
}

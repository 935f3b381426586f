import { Card, Table, type TableColumnsType } from 'antd';
import type { Loaded } from '../api/use-api.ts';
import { count } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { RegistryActions } from '../shared/RegistryActions.tsx';
import { RegistryStatusTag } from '../shared/registry-status.tsx';
import { type CodeMapping, KIND_NAMES } from './code-types.ts';

const ABOUT = {
  approval: '核准之后就可以施行。请先核对各行的来源与目标编码。',
  live: '施行后，所涉病例按它转码并重新分组，指标随之改变。',
  withdrawal: '停用后，所涉病例不再按它转码，并重新分组；停用的表不能再施行，要用请换版本号另装一张。',
};
const COLUMNS: TableColumnsType<CodeMapping> = [
  { title: '编码', dataIndex: 'kind', width: 80, render: (kind: CodeMapping['kind']) => KIND_NAMES[kind] },
  { title: '名称', dataIndex: 'name', width: 240 },
  { title: '版本', dataIndex: 'version', width: 100 },
  { title: '对照', dataIndex: 'rows', width: 80, align: 'right', render: count },
  {
    title: '用于',
    dataIndex: 'scope',
    width: 110,
    render: (scope: CodeMapping['scope']) => (scope === 'all' ? '全部编码' : '不认得的编码'),
  },
  { title: '生效日', dataIndex: 'effectiveFrom', width: 100 },
  { title: '来源', dataIndex: 'source' },
  { title: '状态', width: 90, render: (_, mapping) => <RegistryStatusTag item={mapping} /> },
];

/** 已装载的对照表与它们的状态。 */
export function MappingTable({ mappings: { data, loading, problem, reload } }: { mappings: Loaded<CodeMapping[]> }) {
  const actions = {
    width: 90,
    render: (_: unknown, { id, name, version, status }: CodeMapping) => (
      <RegistryActions
        name={`${name} ${version}`}
        status={status}
        path={`/code-mappings/${id}`}
        // 停用了的对照表不再施行。
        about={status === 'retired' ? {} : ABOUT}
        onChanged={reload}
      />
    ),
  };
  return (
    <Card size="small" title="编码对照表">
      <ProblemAlert problem={problem} />
      <Table<CodeMapping>
        size="small"
        rowKey="id"
        loading={loading}
        columns={[...COLUMNS, actions]}
        dataSource={data ?? []}
        pagination={false}
        scroll={{ x: 1080 }}
        locale={{ emptyText: '还没有装载对照表；病案若用国家临床版编码，请装载临床版到医保版的对照' }}
      />
    </Card>
  );
}

import { Select } from 'antd';
import { type EditableColumn, EditableRows, TextCell } from '../shared/EditableRows.tsx';
import { LINK_KINDS, type Link } from './department-types.ts';

const COLUMNS: EditableColumn<Link>[] = [
  {
    title: '原科室编码',
    width: 130,
    cell: ({ from }, change) => (
      <TextCell label="原科室编码" value={from} onChange={(value) => change({ from: value })} />
    ),
  },
  {
    title: '变动',
    width: 150,
    cell: ({ kind }, change) => (
      <Select
        aria-label="变动"
        size="small"
        style={{ width: '100%' }}
        value={kind}
        onChange={(value) => change({ kind: value })}
        options={Object.entries(LINK_KINDS).map(([value, label]) => ({ value: value as Link['kind'], label }))}
      />
    ),
  },
  {
    title: '去向科室编码',
    width: 130,
    cell: ({ to }, change) => <TextCell label="去向科室编码" value={to} onChange={(value) => change({ to: value })} />,
  },
  {
    title: '生效日（某月 1 日）',
    width: 160,
    cell: ({ effectiveOn }, change) => (
      <TextCell label="生效日" type="date" value={effectiveOn} onChange={(value) => change({ effectiveOn: value })} />
    ),
  },
  {
    title: '只限病区（不填为整科）',
    width: 170,
    cell: ({ ward }, change) => <TextCell label="病区" value={ward} onChange={(value) => change({ ward: value })} />,
  },
  {
    title: '说明',
    cell: ({ note }, change) => <TextCell label="说明" value={note} onChange={(value) => change({ note: value })} />,
  },
];

/** 历次更名、合并、拆分。 */
export function LinkTable({ links, onChange }: { links: Link[]; onChange: (links: Link[]) => void }) {
  return (
    <EditableRows
      rows={links}
      columns={COLUMNS}
      blank={{ from: '', ward: '', to: '', effectiveOn: '', kind: 'merged', note: '' }}
      addText="添加变动"
      emptyText="没有变动"
      onChange={onChange}
    />
  );
}

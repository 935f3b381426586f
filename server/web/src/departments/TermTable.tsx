import { type EditableColumn, EditableRows, TextCell } from '../shared/EditableRows.tsx';
import { EARLIEST, type Term } from './department-types.ts';

const COLUMNS: EditableColumn<Term>[] = [
  {
    title: '编码',
    width: 140,
    cell: ({ code }, change) => <TextCell label="编码" value={code} onChange={(value) => change({ code: value })} />,
  },
  {
    title: '名称',
    cell: ({ name }, change) => <TextCell label="名称" value={name} onChange={(value) => change({ name: value })} />,
  },
  {
    title: '启用日（不填为最早）',
    width: 170,
    cell: ({ validFrom }, change) => (
      <TextCell
        label="启用日"
        type="date"
        value={validFrom === EARLIEST ? '' : validFrom}
        onChange={(value) => change({ validFrom: value || EARLIEST })}
      />
    ),
  },
  {
    title: '停用日（不填为沿用至今）',
    width: 190,
    cell: ({ validBefore }, change) => (
      <TextCell
        label="停用日"
        type="date"
        value={validBefore ?? ''}
        onChange={(value) => change({ validBefore: value || null })}
      />
    ),
  },
];

/** 科室名称的各段。 */
export function TermTable({ terms, onChange }: { terms: Term[]; onChange: (terms: Term[]) => void }) {
  return (
    <EditableRows
      rows={terms}
      columns={COLUMNS}
      blank={{ code: '', name: '', validFrom: EARLIEST, validBefore: null }}
      addText="添加名称"
      emptyText="还没有登记；没有登记的科室用国家诊疗科目的名称或编码"
      onChange={onChange}
    />
  );
}

import { Button, Popconfirm, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { problemOf, remove, urlOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { count, NONE } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { pagesOf } from '../shared/use-pages.ts';
import { CodeListForm } from './CodeListForm.tsx';
import type { CodeList, CodeListItem } from './quality-types.ts';

/** 编码清单:重点监测病种、微创手术等;展开看各项。 */
export function CodeListsPanel({ onChanged }: { onChanged: () => void }) {
  const { data, loading, problem, reload } = useApi<CodeList[]>(urlOf('/code-lists'));
  const [refused, setRefused] = useState<Problem | null>(null);
  const changed = () => {
    reload();
    onChanged();
  };

  async function drop(id: string) {
    try {
      await remove(`/code-lists/${id}`);
      setRefused(null);
      changed();
    } catch (error) {
      setRefused(problemOf(error));
    }
  }

  const columns: TableColumnsType<CodeList> = [
    { title: '种类', dataIndex: 'kindName', width: 120 },
    {
      title: '清单',
      width: 220,
      render: (_, { name, builtIn }) => (
        <>
          {name} {builtIn && <Tag color="warning">参考</Tag>}
        </>
      ),
    },
    { title: '版本', dataIndex: 'version', width: 130 },
    { title: '项数', dataIndex: 'items', width: 70, align: 'right', render: count },
    {
      title: '生效',
      width: 110,
      render: (_, { effectiveFrom, builtIn }) => (builtIn ? '没有装载的时候' : effectiveFrom),
    },
    { title: '失效', dataIndex: 'effectiveBefore', width: 110, render: (day: string | null) => day ?? NONE },
    { title: '来源', dataIndex: 'source' },
    { title: '', width: 70, align: 'right', render: (_, list) => !list.builtIn && <Drop list={list} drop={drop} /> },
  ];
  const kinds = new Map((data ?? []).map(({ kind, kindName }) => [kind, kindName]));
  return (
    <div className="stack">
      <CodeListForm kinds={[...kinds].map(([value, label]) => ({ value, label }))} onLoaded={changed} />
      <ProblemAlert problem={problem ?? refused} />
      <Table<CodeList>
        size="small"
        rowKey="id"
        loading={loading}
        columns={columns}
        dataSource={data ?? []}
        pagination={false}
        expandable={{ expandedRowRender: ({ id, about }) => <Items id={id} about={about} /> }}
      />
    </div>
  );
}

function Drop({ list: { id, name, version }, drop }: { list: CodeList; drop: (id: string) => void }) {
  return (
    <Popconfirm
      title={`删除「${name} ${version}」？用到它的月份会重算`}
      okText="删除"
      cancelText="取消"
      onConfirm={() => drop(id)}
    >
      <Button size="small" danger>
        删除
      </Button>
    </Popconfirm>
  );
}

const ITEMS: TableColumnsType<CodeListItem> = [
  { title: '编号', dataIndex: 'code', width: 90 },
  { title: '名称', dataIndex: 'name', width: 260 },
  { title: '编码范围', dataIndex: 'ranges' },
  { title: '标杆住院日', dataIndex: 'benchmarkLos', width: 100, render: (n: number | null) => n ?? NONE },
  { title: '标杆费用', dataIndex: 'benchmarkCost', width: 110, render: (n: number | null) => n ?? NONE },
];

function Items({ id, about }: { id: string; about: string }) {
  const { data, loading } = useApi<CodeListItem[]>(urlOf(`/code-lists/${id}/items`));
  return (
    <>
      <span className="muted small">{about}</span>
      <Table<CodeListItem>
        size="small"
        rowKey="code"
        loading={loading}
        columns={ITEMS}
        dataSource={data ?? []}
        pagination={pagesOf(20)}
      />
    </>
  );
}

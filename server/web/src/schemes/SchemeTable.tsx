import { Button, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { count } from '../format.ts';
import { RegistryStatusTag } from '../shared/registry-status.tsx';
import { SchemeActions } from './SchemeActions.tsx';
import { SchemeFindings } from './SchemeFindings.tsx';
import type { Scheme } from './scheme-types.ts';

/** 施行的日子:从哪个出院日起,到哪个出院日为止(不含)。 */
function liveDays({ status, liveFrom, liveBefore }: Scheme): string {
  if (status !== 'live') return '';
  const from = liveFrom === null ? '' : `${liveFrom} 起`;
  if (liveBefore === null) return from || '全部日子';
  return `${from}${from && '，'}${liveBefore} 前`;
}

interface SchemeTableProps {
  schemes: Scheme[];
  loading: boolean;
  onChanged: () => void;
}

export function SchemeTable({ schemes, loading, onChanged }: SchemeTableProps) {
  const [opened, setOpened] = useState<Scheme | null>(null);
  const columns: TableColumnsType<Scheme> = [
    {
      title: '方案',
      render: (_, { name, version, forReference, configured }) => (
        <>
          {name} {version} {forReference && <Tag color="warning">参考方案，不用于结算</Tag>}
          {configured && <Tag>内置或由设置给出</Tag>}
        </>
      ),
    },
    {
      title: '状态',
      width: 210,
      render: (_, scheme) => (
        <>
          <RegistryStatusTag item={scheme} /> <span className="small">{liveDays(scheme)}</span>
        </>
      ),
    },
    { title: '编号', dataIndex: 'key', width: 170 },
    { title: '病组数', dataIndex: 'drgs', width: 70, align: 'right', render: count },
    { title: '生效日', dataIndex: 'effectiveFrom', width: 96 },
    { title: '来源', dataIndex: 'source', ellipsis: true },
    {
      title: '体检提醒',
      width: 96,
      align: 'right',
      render: (_, scheme) =>
        scheme.findings > 0 ? (
          <Button type="link" size="small" onClick={() => setOpened(scheme)}>
            {count(scheme.findings)} 条
          </Button>
        ) : (
          '无'
        ),
    },
    { title: '', width: 170, render: (_, scheme) => <SchemeActions scheme={scheme} onChanged={onChanged} /> },
  ];
  return (
    <>
      <Table<Scheme>
        size="small"
        rowKey="key"
        loading={loading}
        columns={columns}
        dataSource={schemes}
        pagination={false}
        scroll={{ x: 1100 }}
      />
      {opened && (
        <SchemeFindings
          title={`${opened.name} ${opened.version} 的体检提醒`}
          path={`/schemes/${encodeURIComponent(opened.key)}/findings`}
          close={() => setOpened(null)}
        />
      )}
    </>
  );
}

import { Button, Table, type TableColumnsType, Tag, Tooltip } from 'antd';
import { useState } from 'react';
import { count, time } from '../format.ts';
import { SchemeActions } from './SchemeActions.tsx';
import { SchemeFindings } from './SchemeFindings.tsx';
import { liveDays, SchemeStatusTag } from './scheme-status.tsx';
import type { Scheme, Step } from './scheme-types.ts';

const stepText = (what: string, step: Step | null) => (step ? `${what}：${step.by}，${time(step.at)}` : null);

/** 各步是谁、何时做的。 */
const history = ({ created, approved, live, retired }: Scheme) =>
  [stepText('登记', created), stepText('核准', approved), stepText('施行', live), stepText('停用', retired)]
    .filter((text) => text !== null)
    .join('\n');

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
        <Tooltip title={<span style={{ whiteSpace: 'pre-line' }}>{history(scheme)}</span>}>
          <span>
            <SchemeStatusTag status={scheme.status} /> <span className="small">{liveDays(scheme)}</span>
          </span>
        </Tooltip>
      ),
    },
    { title: '编号', dataIndex: 'key', width: 190 },
    { title: '病组数', dataIndex: 'drgs', width: 80, align: 'right', render: count },
    { title: '生效日', dataIndex: 'effectiveFrom', width: 110 },
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

import { Button, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { count } from '../format.ts';
import { SchemeFindings } from '../schemes/SchemeFindings.tsx';
import { RegistryStatusTag } from '../shared/registry-status.tsx';
import { CatalogueActions } from './CatalogueActions.tsx';
import { CatalogueEntries } from './CatalogueEntries.tsx';
import type { Catalogue } from './catalogue-types.ts';

const days = ({ effectiveFrom, effectiveBefore }: Catalogue) =>
  effectiveBefore === null ? `${effectiveFrom} 起` : `${effectiveFrom} 起，${effectiveBefore} 前`;

interface CatalogueTableProps {
  catalogues: Catalogue[];
  loading: boolean;
  onChanged: () => void;
}

type Opened = { what: 'entries' | 'findings'; catalogue: Catalogue } | null;

export function CatalogueTable({ catalogues, loading, onChanged }: CatalogueTableProps) {
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  const link = (what: 'entries' | 'findings', catalogue: Catalogue, text: string) => (
    <Button type="link" size="small" onClick={() => setOpened({ what, catalogue })}>
      {text}
    </Button>
  );
  const columns: TableColumnsType<Catalogue> = [
    {
      title: '目录',
      render: (_, { name, version, origin }) => (
        <>
          {name} {version} {origin === 'history' && <Tag>历史测算</Tag>}
        </>
      ),
    },
    { title: '状态', width: 90, render: (_, catalogue) => <RegistryStatusTag item={catalogue} /> },
    { title: '有效期', width: 200, render: (_, catalogue) => days(catalogue) },
    { title: '编号', dataIndex: 'key', width: 150 },
    {
      title: '病种',
      width: 96,
      align: 'right',
      render: (_, catalogue) => link('entries', catalogue, `${count(catalogue.entries)} 个`),
    },
    { title: '来源', dataIndex: 'source', ellipsis: true },
    {
      title: '体检提醒',
      width: 96,
      align: 'right',
      render: (_, catalogue) =>
        catalogue.findings > 0 ? link('findings', catalogue, `${count(catalogue.findings)} 条`) : '无',
    },
    {
      title: '',
      width: 170,
      render: (_, catalogue) => <CatalogueActions catalogue={catalogue} onChanged={onChanged} />,
    },
  ];
  return (
    <>
      <Table<Catalogue>
        size="small"
        rowKey="key"
        loading={loading}
        columns={columns}
        dataSource={catalogues}
        pagination={false}
        scroll={{ x: 1100 }}
        locale={{ emptyText: '还没有目录：导入当地公布的目录，或由已存病例测算一个' }}
      />
      {opened?.what === 'entries' && <CatalogueEntries catalogue={opened.catalogue} close={close} />}
      {opened?.what === 'findings' && (
        <SchemeFindings
          title={`${opened.catalogue.name} ${opened.catalogue.version} 的体检提醒`}
          path={`/dip/catalogues/${encodeURIComponent(opened.catalogue.key)}/findings`}
          close={close}
        />
      )}
    </>
  );
}

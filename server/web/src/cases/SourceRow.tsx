import { Alert, Checkbox, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { CaseDetail } from '../api/types.ts';

type Cell = NonNullable<CaseDetail['source']>[number];

const COLUMNS: TableColumnsType<Cell> = [
  { title: '列', dataIndex: 'column', width: '40%' },
  { title: '值', dataIndex: 'value' },
];

/** 来源行原文;空列通常很多,先不显示。 */
export function SourceRow({ source }: { source: CaseDetail['source'] }) {
  const [withEmpty, setWithEmpty] = useState(false);
  if (!source) return <Alert type="info" title="没有保存来源行" />;
  const shown = source.filter(({ value }) => withEmpty || value.trim() !== '');
  return (
    <div className="stack">
      <div className="toolbar">
        <span className="muted small">
          原文件共 {source.length} 列，显示 {shown.length} 列；身份信息已去除
        </span>
        <Checkbox checked={withEmpty} onChange={(event) => setWithEmpty(event.target.checked)}>
          显示空列
        </Checkbox>
      </div>
      <Table<Cell> size="small" rowKey="column" columns={COLUMNS} dataSource={shown} pagination={false} />
    </div>
  );
}

import { Alert, Button, Card, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Indicator, Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { count, indicatorValue, NONE, periodName, time } from '../format.ts';
import { FilePicker } from '../shared/FilePicker.tsx';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { useFileUpload } from '../shared/use-file-upload.ts';
import type { StoredPeerValue } from './benchmark-types.ts';

interface PeerPanelProps {
  indicator: Indicator;
  /** 装载之后:重取比较。 */
  onLoaded: () => void;
}

const PAGE_SIZE = 20;
/** 文字列紧跟右对齐的数,要隔开。 */
const AFTER_NUMBERS = { style: { paddingLeft: 24 } };

/** 装载同行值,并列出所选指标已装载的。 */
export function PeerPanel({ indicator, onLoaded }: PeerPanelProps) {
  const { hospital } = useHospital();
  const [person, setPerson] = useRemembered('person');
  const [page, setPage] = useState(1);
  const stored = useApi<Page<StoredPeerValue>>(
    urlOf('/benchmarks/peers', { indicator: indicator.id, page, pageSize: PAGE_SIZE }),
  );
  const loading = useFileUpload<{ rows: number; replaced: number }>('/benchmarks/peers', () => {
    stored.reload();
    onLoaded();
  });
  return (
    <Card size="small" title="同行值">
      <div className="stack">
        <span className="muted small">
          CSV 或
          xlsx，首行列名：指标编码（或名称）、同行范围、专科、期间、均值、P25、P50、P75、同行数、来源。专科写诊疗科目的编码或名称，全院留空；比例写
          12.5% 或 0.125。有一行不对就一行也不装，再装同一指标、范围、专科、期间的换成新的；同行少于 5 家的不显示。
        </span>
        <div className="toolbar">
          <FilePicker file={loading.file} onPick={loading.setFile} accept=".csv,.xlsx" />
          <LabelledInput label="经手人" value={person} onChange={setPerson} />
          <Button
            type="primary"
            loading={loading.busy}
            disabled={!loading.file || person.trim() === ''}
            onClick={() => loading.send({ by: person.trim(), hospital: hospital!.id })}
          >
            装载
          </Button>
        </div>
        <ProblemAlert problem={loading.problem ?? stored.problem} />
        {loading.result && (
          <Alert
            type="success"
            showIcon
            title={`已装载 ${count(loading.result.rows)} 行，其中 ${count(loading.result.replaced)} 行换掉了旧值`}
          />
        )}
        <Table<StoredPeerValue>
          size="small"
          rowKey={({ peerGroup, specialty, period }) => `${peerGroup}/${specialty}/${period}`}
          loading={stored.loading}
          dataSource={stored.data?.items ?? []}
          columns={columnsOf(indicator)}
          scroll={{ x: 'max-content' }}
          locale={{ emptyText: `还没有装载「${indicator.name}」的同行值` }}
          pagination={{
            current: page,
            pageSize: PAGE_SIZE,
            total: stored.data?.total ?? 0,
            onChange: setPage,
            hideOnSinglePage: true,
            showSizeChanger: false,
          }}
        />
      </div>
    </Card>
  );
}

function columnsOf(indicator: Indicator): TableColumnsType<StoredPeerValue> {
  const number = (title: string, key: 'mean' | 'p25' | 'p50' | 'p75') => ({
    title,
    key,
    align: 'right' as const,
    render: (_: unknown, { hidden, [key]: value }: StoredPeerValue) =>
      hidden ? <span className="muted">{NONE}</span> : indicatorValue(indicator, value),
  });
  return [
    { title: '同行范围', dataIndex: 'peerGroup' },
    { title: '专科', dataIndex: 'specialtyName' },
    { title: '期间', dataIndex: 'period', render: periodName },
    number('均值', 'mean'),
    number('P25', 'p25'),
    number('P50', 'p50'),
    number('P75', 'p75'),
    {
      title: '同行数',
      align: 'right',
      render: (_, { peers, hidden }) => (hidden ? <span className="muted">{hidden}</span> : count(peers)),
    },
    { title: '来源', dataIndex: 'source', onCell: () => AFTER_NUMBERS, onHeaderCell: () => AFTER_NUMBERS },
    { title: '装载', render: (_, { loadedBy, loadedAt }) => `${loadedBy} ${time(loadedAt)}` },
  ];
}

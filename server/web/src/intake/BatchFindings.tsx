import { Button, Segmented, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { BatchFinding } from '../api/batch-types.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { count, NONE } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { usePages } from '../shared/use-pages.ts';
import { FindingsTable } from './FindingsTable.tsx';

const LEAD: TableColumnsType<BatchFinding> = [
  { title: '行', dataIndex: 'row', width: 64, align: 'right' },
  { title: '病案号', dataIndex: 'recordNo', width: 110, render: (text: string | null) => text ?? NONE },
];
const SEVERITIES = [
  { value: '', label: '全部' },
  { value: 'E', label: 'E 不参加统计' },
  { value: 'W', label: 'W 提示' },
];

interface BatchFindingsProps {
  batchId: string;
  /** 只看这条规则的。 */
  rule: string | undefined;
  onEveryRule: () => void;
}

/** 一个批次的缺陷行,可按轻重、规则筛选、下载。 */
export function BatchFindings({ batchId, rule, onEveryRule }: BatchFindingsProps) {
  const [severity, setSeverity] = useState('');
  const pages = usePages(50);
  const filter = { severity: severity || undefined, rule };
  const { data, loading, problem } = useApi<Page<BatchFinding>>(
    urlOf(`/batches/${batchId}/findings`, { ...filter, ...pages.query }),
  );
  return (
    <div className="stack">
      <div className="toolbar">
        <Segmented options={SEVERITIES} value={severity} onChange={pages.first(setSeverity)} />
        {rule !== undefined && (
          <Tag color="blue" closable onClose={onEveryRule}>
            规则 {rule}
          </Tag>
        )}
        <span className="muted small">共 {count(data?.total ?? 0)} 条</span>
        <span className="grow" />
        <Button href={urlOf(`/batches/${batchId}/findings.csv`, filter)} download>
          下载缺陷清单（CSV）
        </Button>
      </div>
      <ProblemAlert problem={problem} />
      <FindingsTable
        findings={data?.items ?? []}
        lead={LEAD}
        loading={loading}
        pagination={pages.pagination(data?.total)}
      />
    </div>
  );
}

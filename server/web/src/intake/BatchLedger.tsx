import { Descriptions } from 'antd';
import type { Batch } from '../api/batch-types.ts';
import { bytes, NONE, time } from '../format.ts';

/** 台账:谁在何时交来哪个文件,可以核对。 */
export function BatchLedger({ batch }: { batch: Batch }) {
  const entries: [string, React.ReactNode][] = [
    ['文件', batch.fileName],
    ['大小', bytes(batch.bytes)],
    ['格式与编码', [batch.format, batch.encoding].filter(Boolean).join(' · ') || NONE],
    ['数据来源', batch.source],
    ['上传人', batch.uploadedBy],
    ['上传时间', time(batch.uploadedAt)],
    ['存入时间', time(batch.storedAt)],
    ['机构', batch.hospitalId ?? NONE],
    ['撤回', batch.withdrawnAt ? `${time(batch.withdrawnAt)},${batch.withdrawnBy}` : NONE],
    [
      'SHA-256',
      <span key="sha" className="mono">
        {batch.sha256}
      </span>,
    ],
  ];
  return (
    <Descriptions
      bordered
      size="small"
      column={{ xs: 1, lg: 2 }}
      items={entries.map(([label, children]) => ({
        key: label,
        label,
        children,
        ...(label === 'SHA-256' ? { span: 'filled' as const } : {}),
      }))}
    />
  );
}

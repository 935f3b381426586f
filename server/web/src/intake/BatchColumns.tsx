import { Alert, Tag } from 'antd';
import type { Batch } from '../api/batch-types.ts';

/** 列的识别结果:认不出的与缺少的列。 */
export function BatchColumns({ batch }: { batch: Batch }) {
  if (!batch.columns) return null;
  const { recognised, unknown, missing } = batch.columns;
  return (
    <div className="stack">
      <span className="muted small">认出 {recognised.length} 列。</span>
      {missing.length > 0 && (
        <Alert
          type="warning"
          title="文件里没有这些列，与它们有关的指标和检查不能做"
          description={<Names names={missing} />}
        />
      )}
      {unknown.length > 0 && (
        <Alert type="info" title="这些列没有认出，没有使用" description={<Names names={unknown} />} />
      )}
    </div>
  );
}

function Names({ names }: { names: string[] }) {
  return (
    <div className="tag-list">
      {names.map((name) => (
        <Tag key={name}>{name}</Tag>
      ))}
    </div>
  );
}

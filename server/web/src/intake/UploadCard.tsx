import { Alert, Button, Card, Progress } from 'antd';
import { JobProgress } from '../shared/JobProgress.tsx';
import { FailureAlert, ProblemAlert } from '../shared/ProblemAlert.tsx';
import { BatchColumns } from './BatchColumns.tsx';
import { BatchCounts } from './BatchCounts.tsx';
import { BatchStatusTag } from './batch-status.tsx';
import { ColumnMappingButton } from './ColumnMappingButton.tsx';
import { canMapColumns } from './column-mapping.ts';
import { dismiss, type Upload } from './uploads.ts';

interface UploadCardProps {
  upload: Upload;
  onOpen: (batchId: string) => void;
}

/** 一次上传的进度与结果。 */
export function UploadCard({ upload, onOpen }: UploadCardProps) {
  const { key, fileName, batch, over } = upload;
  return (
    <Card
      size="small"
      type="inner"
      title={
        <>
          {fileName} {over && batch && <BatchStatusTag status={batch.status} />}
        </>
      }
      extra={
        over && (
          <>
            {batch && (
              <Button type="link" onClick={() => onOpen(batch.id)}>
                看批次 {batch.id}
              </Button>
            )}
            <Button type="text" onClick={() => dismiss(key)}>
              收起
            </Button>
          </>
        )
      }
    >
      <UploadBody upload={upload} />
    </Card>
  );
}

function UploadBody({ upload: { sent, job, batch, unchanged, problem, over } }: { upload: Upload }) {
  if (problem) return <ProblemAlert problem={problem} />;
  if (unchanged !== null) {
    return <Alert type="info" showIcon title="这个文件已经导入过" description={unchanged} />;
  }
  if (!batch || !job) {
    return (
      <>
        <span className="small muted">正在上传</span>
        <Progress percent={Math.floor(sent * 100)} size="small" status="active" />
      </>
    );
  }
  if (!over) return <JobProgress job={job} doing="正在读取、检查、分组并存入" />;
  if (job.status !== 'done') {
    return (
      <div className="stack">
        <FailureAlert title="没有导入" failure={batch.failure ?? job.problem ?? INTERRUPTED} />
        {canMapColumns(batch) && (
          <div>
            <ColumnMappingButton source={batch.source} batch={batch} />
          </div>
        )}
      </div>
    );
  }
  return (
    <div className="stack">
      <BatchCounts batch={batch} />
      <BatchColumns batch={batch} />
    </div>
  );
}

const INTERRUPTED = { code: 'interrupted', message: '导入中断，数据没有改变。', fix: '请在下面的批次台账里重新导入。' };

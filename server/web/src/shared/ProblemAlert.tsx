import { Alert } from 'antd';
import type { Failure } from '../api/batch-types.ts';
import type { Problem } from '../api/types.ts';

/** 接口的错误:标题、说明、逐处的错误。 */
export function ProblemAlert({ problem }: { problem: Problem | null }) {
  if (!problem) return null;
  const { title, detail, errors = [] } = problem;
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={
        <>
          <div>{detail}</div>
          {errors.length > 1 && (
            <ul>
              {errors.map(({ path, message }) => (
                <li key={`${path} ${message}`}>{path ? `${path}：${message}` : message}</li>
              ))}
            </ul>
          )}
        </>
      }
    />
  );
}

/** 任务或批次的失败:原因与怎么办。 */
export function FailureAlert({ failure, title }: { failure: Failure | null; title: string }) {
  if (!failure) return null;
  return <Alert type="error" showIcon title={`${title}：${failure.message}`} description={failure.fix} />;
}

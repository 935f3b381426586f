import { Button, Empty } from 'antd';
import type { ReactNode } from 'react';
import { hrefOf } from '../router.ts';
import { useHospital } from './hospital.tsx';
import { Loading } from './Loading.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';

/** 有数据才显示内容;没有时请先上传。 */
export function NeedsData({ children }: { children: ReactNode }) {
  const { hospital, months, loading, problem } = useHospital();
  if (problem) return <ProblemAlert problem={problem} />;
  if (loading) return <Loading />;
  if (hospital && months.length > 0) return children;
  return (
    <Empty
      style={{ padding: '96px 0' }}
      description={
        <div className="stack">
          <strong>还没有数据，先上传出院数据文件</strong>
          <span className="muted">病案首页或结算清单导出的 CSV、Excel、JSON 都可以，列名自动识别。</span>
        </div>
      }
    >
      <Button type="primary" href={hrefOf('intake')}>
        去上传
      </Button>
    </Empty>
  );
}

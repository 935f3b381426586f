import { Alert, Button, Card, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { problemOf, put, upload, urlOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { useHospital } from '../shared/hospital.tsx';
import { NeedsData } from '../shared/NeedsData.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import type { History } from './department-types.ts';
import { LinkTable } from './LinkTable.tsx';
import { TermTable } from './TermTable.tsx';

export default function DepartmentsPage() {
  return (
    <NeedsData>
      <Departments />
    </NeedsData>
  );
}

/** 科室的名称与历史:改好整体保存,或由文件导入。 */
function Departments() {
  const { hospital, refresh } = useHospital();
  const at = urlOf('/departments/history', { hospital: hospital!.id });
  const stored = useApi<History>(at);
  const [history, setHistory] = useState<History | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => setHistory(stored.data), [stored.data]);

  async function run(save: () => Promise<History>) {
    setBusy(true);
    setProblem(null);
    try {
      setHistory(await save());
      refresh();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }
  const save = () =>
    run(() => put<History>(`/departments/history?hospital=${encodeURIComponent(hospital!.id)}`, history));
  const load = (file: File) =>
    run(() => upload<History>('/departments/history/file', file, { hospital: hospital!.id }));

  const changed = JSON.stringify(history) !== JSON.stringify(stored.data);
  return (
    <>
      <Alert
        type="info"
        title="科室改名、换编码、合并、拆分，都在这里登记；过去的数不改。"
        description="默认按出院时的科室统计；运行概况选「现在的科室」时，变动之前的病例归到现在的科室。拆分请按病区写明去向，没有写明的留在原科室，合计总等于全院。"
      />
      <ProblemAlert problem={problem ?? stored.problem} />
      {history && (
        <>
          <Card size="small" title="科室名称">
            <TermTable
              terms={history.departments}
              onChange={(departments) => setHistory({ ...history, departments })}
            />
          </Card>
          <Card size="small" title="更名、合并、拆分">
            <LinkTable links={history.links} onChange={(links) => setHistory({ ...history, links })} />
          </Card>
          <div className="toolbar">
            <Upload
              showUploadList={false}
              accept=".csv,.xlsx"
              beforeUpload={(file) => {
                void load(file);
                return false;
              }}
            >
              <Button loading={busy}>由文件导入（替换全部）</Button>
            </Upload>
            <span className="muted small">
              CSV 或
              xlsx，列名：科室编码、科室名称、启用日、停用日、去向科室编码、变动、生效日、病区、说明；只有编码必须有
            </span>
            <span className="grow" />
            <Button type="primary" loading={busy} disabled={!changed} onClick={save}>
              保存
            </Button>
          </div>
        </>
      )}
    </>
  );
}

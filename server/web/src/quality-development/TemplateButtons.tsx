import { Alert, Button, Space, Upload } from 'antd';
import { useState } from 'react';
import { problemOf, upload, urlOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import type { ListId } from './quality-types.ts';

interface TemplateButtonsProps {
  list: ListId;
  year: number;
  onSaved: () => void;
}

/** 下载、上传年度填报模板。 */
export function TemplateButtons({ list, year, onSaved }: TemplateButtonsProps) {
  const { hospital } = useHospital();
  const [person] = useRemembered('person');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [saved, setSaved] = useState<{ read: number; changed: number } | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(file: File) {
    setBusy(true);
    setProblem(null);
    setSaved(null);
    try {
      const path = `/quality-development/template?hospital=${encodeURIComponent(hospital!.id)}`;
      setSaved(await upload(path, file, { year: String(year), by: person.trim() || '未署名' }));
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Space>
        <Button href={urlOf('/quality-development/template', { hospital: hospital!.id, list, year })}>
          下载填报模板
        </Button>
        <Upload
          showUploadList={false}
          accept=".xlsx,.csv"
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button loading={busy}>上传填好的模板</Button>
        </Upload>
      </Space>
      {saved && (
        <Alert
          type="success"
          showIcon
          closable
          title={`读到 ${saved.read} 行，${saved.changed} 项有变化，已存为新版本`}
        />
      )}
      <ProblemAlert problem={problem} />
    </>
  );
}

import { Button, Select, Space, Upload } from 'antd';
import { useState } from 'react';
import { problemOf, upload, urlOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { bytes } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import type { Attachment } from './quality-types.ts';

interface AttachmentSelectProps {
  value?: string | null;
  onChange?: (id: string | null) => void;
}

/** 选一份已上传的佐证材料,或就地上传一份。 */
export function AttachmentSelect({ value, onChange = () => {} }: AttachmentSelectProps) {
  const { hospital } = useHospital();
  const [person] = useRemembered('person');
  const list = useApi<Attachment[]>(urlOf('/quality-development/attachments', { hospital: hospital!.id }));
  const [problem, setProblem] = useState<Problem | null>(null);

  async function send(file: File) {
    setProblem(null);
    try {
      const path = `/quality-development/attachments?hospital=${encodeURIComponent(hospital!.id)}`;
      const kept = await upload<Attachment>(path, file, { uploadedBy: person });
      list.reload();
      onChange(kept.id);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <div className="stack">
      <Space wrap>
        <Select
          aria-label="附件"
          style={{ width: 300 }}
          allowClear
          placeholder="没有附件"
          value={value ?? null}
          onChange={(id) => onChange(id ?? null)}
          options={(list.data ?? []).map(({ id, fileName, bytes: size }) => ({
            value: id,
            label: `${fileName}（${bytes(size)}）`,
          }))}
        />
        <Upload
          showUploadList={false}
          beforeUpload={(file) => {
            void send(file);
            return false;
          }}
        >
          <Button>上传附件</Button>
        </Upload>
        {value && <Button href={urlOf(`/quality-development/attachments/${value}/file`)}>下载</Button>}
      </Space>
      <ProblemAlert problem={problem} />
    </div>
  );
}

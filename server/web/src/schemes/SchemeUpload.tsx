import { Button, Card, Form, Input } from 'antd';
import { count } from '../format.ts';
import { FilePicker } from '../shared/FilePicker.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { useFileUpload } from '../shared/use-file-upload.ts';
import { RegisteredNote } from './RegisteredNote.tsx';
import type { SchemeImported } from './scheme-types.ts';

interface Fields {
  by: string;
  name?: string;
  version?: string;
  source?: string;
  effectiveFrom?: string;
}

/** 导入方案:一个 .zip 或 .xlsx;有错误时列出全部,什么也不存。 */
export function SchemeUpload({ onImported }: { onImported: () => void }) {
  const [form] = Form.useForm<Fields>();
  const [person, setPerson] = useRemembered('person');
  const { file, setFile, busy, problem, result, send } = useFileUpload<SchemeImported>('/schemes', onImported);

  function load(fields: Fields) {
    setPerson(fields.by);
    return send(fields);
  }

  return (
    <Card size="small" title="导入方案">
      <div className="stack">
        <span className="muted small">
          .xlsx（一张表一个工作表：MDC信息、ADRG信息、DRG信息、MDC诊断表、ADRG诊断表、ADRG手术表、MCC、CC、排除诊断表、DRG权重，或英文表名）或装着各表
          CSV 的 .zip。下面几项文件里已写明的可以不填。
        </span>
        <Form form={form} layout="inline" onFinish={load} initialValues={{ by: person }} style={{ rowGap: 8 }}>
          <Form.Item label="文件">
            <FilePicker file={file} onPick={setFile} accept=".zip,.xlsx" />
          </Form.Item>
          <Form.Item name="name" label="名称">
            <Input style={{ width: 200 }} placeholder="某市 DRG 分组方案" maxLength={200} />
          </Form.Item>
          <Form.Item name="version" label="版本">
            <Input style={{ width: 90 }} placeholder="2025" maxLength={50} />
          </Form.Item>
          <Form.Item name="source" label="来源">
            <Input style={{ width: 220 }} placeholder="文件名、文号" maxLength={200} />
          </Form.Item>
          <Form.Item name="effectiveFrom" label="生效日">
            <Input type="date" style={{ width: 150 }} />
          </Form.Item>
          <Form.Item name="by" label="登记人" rules={[{ required: true, whitespace: true, message: '请写登记人' }]}>
            <Input style={{ width: 120 }} maxLength={100} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy} disabled={!file}>
            体检并登记
          </Button>
        </Form>
        <ProblemAlert problem={problem} />
        {result && <Imported result={result} />}
      </div>
    </Card>
  );
}

function Imported({ result: { scheme, unchanged, findings } }: { result: SchemeImported }) {
  const name = `${scheme.name} ${scheme.version}（${scheme.key}）`;
  const title = unchanged
    ? `${name} 已登记过，内容相同，没有改变`
    : `${name} 已登记为草案，${count(scheme.drgs)} 个病组`;
  return <RegisteredNote title={title} findings={findings} />;
}

import { Alert, Button, Card, Form, Input, Upload } from 'antd';
import { useState } from 'react';
import { problemOf, upload } from '../api/api.ts';
import type { Problem, WeightUpload } from '../api/types.ts';
import { count } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';

interface Fields {
  name: string;
  source: string;
  effectiveFrom: string;
}

/** 装载权重表:文件、名称、来源、生效日。 */
export function WeightForm({ onLoaded }: { onLoaded: () => void }) {
  const [form] = Form.useForm<Fields>();
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [result, setResult] = useState<WeightUpload | null>(null);

  async function load(fields: Fields) {
    setBusy(true);
    setProblem(null);
    setResult(null);
    try {
      setResult(await upload<WeightUpload>('/weight-tables', file!, { ...fields }));
      form.resetFields();
      setFile(null);
      onLoaded();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  const required = (message: string) => [{ required: true, whitespace: true, message }];
  return (
    <Card size="small" title="装载权重表">
      <div className="stack">
        <span className="muted small">
          CSV 或 xlsx，首行列名：DRG编码、权重、标杆费用、标杆住院日、死亡风险等级（或
          drg、rw、benchmark_cost、benchmark_los、 mortality_risk）；只有编码列必须有。
        </span>
        <Form form={form} layout="inline" onFinish={load} style={{ rowGap: 8 }}>
          <Form.Item label="文件">
            <Upload
              showUploadList={false}
              beforeUpload={(chosen) => {
                setFile(chosen);
                return false;
              }}
            >
              <Button>{file ? file.name : '选择文件'}</Button>
            </Upload>
          </Form.Item>
          <Form.Item name="name" label="名称" rules={required('请写名称')}>
            <Input style={{ width: 200 }} placeholder="2025 年 DRG 权重" />
          </Form.Item>
          <Form.Item name="source" label="来源" rules={required('请写来源')}>
            <Input style={{ width: 240 }} placeholder="文件名、文号" />
          </Form.Item>
          <Form.Item name="effectiveFrom" label="生效日" rules={required('请选生效日')}>
            <Input type="date" style={{ width: 150 }} />
          </Form.Item>
          <Button type="primary" htmlType="submit" loading={busy} disabled={!file}>
            装载
          </Button>
        </Form>
        <ProblemAlert problem={problem} />
        {result && <Loaded result={result} />}
      </div>
    </Card>
  );
}

function Loaded({ result: { rows, warnings } }: { result: WeightUpload }) {
  return (
    <Alert
      type={warnings.length > 0 ? 'warning' : 'success'}
      showIcon
      title={`已装载 ${count(rows)} 个病组${warnings.length > 0 ? `,${warnings.length} 处请核对` : ''}`}
      description={
        warnings.length > 0 && (
          <ul style={{ margin: 0, paddingLeft: 20, maxHeight: 220, overflow: 'auto' }}>
            {warnings.map(({ row, message }) => (
              <li key={`${row} ${message}`}>
                第 {row} 行：{message}
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}

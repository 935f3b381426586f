import { Alert, Button, Card, Form, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { problemOf, upload } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { count } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import type { MappingUpload } from './code-types.ts';

type Fields = Record<'kind' | 'scope' | 'name' | 'version' | 'source' | 'effectiveFrom' | 'by', string>;

/** 装载对照表:文件、哪类编码、怎样用、名称、版本、来源、生效日、经手人。 */
export function MappingForm({ onLoaded }: { onLoaded: () => void }) {
  const [form] = Form.useForm<Fields>();
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [result, setResult] = useState<MappingUpload | null>(null);

  async function load(fields: Fields) {
    setBusy(true);
    setProblem(null);
    setResult(null);
    try {
      setResult(await upload<MappingUpload>('/code-mappings', file!, { ...fields }));
      setFile(null);
      onLoaded();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  const field = (name: keyof Fields, label: string, width: number, placeholder = '') => (
    <Form.Item name={name} label={label} rules={[{ required: true, whitespace: true, message: `请填${label}` }]}>
      <Input style={{ width }} placeholder={placeholder} maxLength={200} />
    </Form.Item>
  );
  return (
    <Card size="small" title="装载对照表">
      <div className="stack">
        <span className="muted small">
          CSV 或 xlsx，首行列名：国临版编码、医保版编码（或
          from_code、to_code）。一个来源可以有几个目标，用到时算作歧义，不转换。
        </span>
        <Form
          form={form}
          layout="inline"
          onFinish={load}
          style={{ rowGap: 8 }}
          initialValues={{ kind: 'diagnosis', scope: 'unknown' }}
        >
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
          <Form.Item name="kind" label="编码">
            <Select
              style={{ width: 110 }}
              options={[
                { value: 'diagnosis', label: '诊断' },
                { value: 'procedure', label: '手术操作' },
              ]}
            />
          </Form.Item>
          <Form.Item name="scope" label="用于">
            <Select
              style={{ width: 200 }}
              options={[
                { value: 'unknown', label: '方案不认得的编码' },
                { value: 'all', label: '全部编码（病案用另一版）' },
              ]}
            />
          </Form.Item>
          {field('name', '名称', 200, '国临版 2.0 → 医保版 2.0')}
          {field('version', '版本', 100)}
          {field('source', '来源', 200, '文件名、文号')}
          <Form.Item name="effectiveFrom" label="生效日" rules={[{ required: true, message: '请选生效日' }]}>
            <Input type="date" style={{ width: 150 }} />
          </Form.Item>
          {field('by', '经手人', 100)}
          <Button type="primary" htmlType="submit" loading={busy} disabled={!file}>
            装载
          </Button>
        </Form>
        <ProblemAlert problem={problem} />
        {result && (
          <Alert
            type={result.warnings.length > 0 ? 'warning' : 'success'}
            showIcon
            title={`已装载 ${count(result.rows)} 行对照为草稿，批准并启用后生效`}
            description={
              result.warnings.length > 0 &&
              `${count(result.warnings.length)} 行未收或重复，如第 ${result.warnings[0]!.row} 行：${result.warnings[0]!.message}`
            }
          />
        )}
      </div>
    </Card>
  );
}

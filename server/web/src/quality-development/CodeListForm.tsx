import { Alert, Button, Form, Input, Select, Upload } from 'antd';
import { useState } from 'react';
import { problemOf, upload } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';

interface CodeListFormProps {
  kinds: { value: string; label: string }[];
  onLoaded: () => void;
}
type Fields = Record<'kind' | 'name' | 'version' | 'source' | 'effectiveFrom', string>;

/** 装载一张编码清单。 */
export function CodeListForm({ kinds, onLoaded }: CodeListFormProps) {
  const [form] = Form.useForm<Fields>();
  const [person] = useRemembered('person');
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [items, setItems] = useState<number | null>(null);

  async function load(fields: Fields) {
    setProblem(null);
    setItems(null);
    try {
      const loaded = await upload<{ items: number }>('/code-lists', file!, {
        ...fields,
        loadedBy: person.trim() || '未署名',
      });
      setItems(loaded.items);
      form.resetFields();
      setFile(null);
      onLoaded();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  const needed = (message: string) => [{ required: true, whitespace: true, message }];
  return (
    <div className="stack">
      <span className="muted small">
        CSV 或
        xlsx，首行列名：编号、名称、编码范围（可另有标杆住院日、标杆费用）；编码范围写前若干位或区间，几个用顿号分开，如
        I21-I22、I24。
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
        <Form.Item name="kind" label="种类" rules={needed('请选种类')}>
          <Select style={{ width: 150 }} options={kinds} />
        </Form.Item>
        <Form.Item name="name" label="名称" rules={needed('请写名称')}>
          <Input style={{ width: 180 }} />
        </Form.Item>
        <Form.Item name="version" label="版本" rules={needed('请写版本')}>
          <Input style={{ width: 110 }} />
        </Form.Item>
        <Form.Item name="source" label="来源" rules={needed('请写来源')}>
          <Input style={{ width: 200 }} placeholder="文件名、文号" />
        </Form.Item>
        <Form.Item name="effectiveFrom" label="生效日" rules={needed('请选生效日')}>
          <Input type="date" style={{ width: 150 }} />
        </Form.Item>
        <Button type="primary" htmlType="submit" disabled={!file}>
          装载
        </Button>
      </Form>
      {items !== null && <Alert type="success" showIcon title={`已装载 ${items} 项；用到它的月份随即重算`} />}
      <ProblemAlert problem={problem} />
    </div>
  );
}

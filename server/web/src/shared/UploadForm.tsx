import { Button, Form } from 'antd';
import { type ReactNode, useId } from 'react';
import { FilePicker } from './FilePicker.tsx';
import { FormField, FormFields } from './FormFields.tsx';
import { ProblemAlert } from './ProblemAlert.tsx';
import { useRemembered } from './remembered.ts';
import { useFileUpload } from './use-file-upload.ts';

interface UploadFormProps<Result> {
  /** 收文件的接口。 */
  path: string;
  /** 收哪些文件、首行写什么。 */
  about: string;
  accept: string;
  fields: readonly FormField[];
  /** 「登记人」的字段名;不写为这个接口不记登记人。 */
  registrar?: 'by' | 'loadedBy';
  initial?: Record<string, string>;
  action: string;
  onLoaded: () => void;
  /** 成功之后给人看的结果。 */
  children: (result: Result) => ReactNode;
}

/** 登记一个文件:选文件、填几项说明、上传;成功后各项清空,登记人留着下次用。 */
export function UploadForm<Result>(props: UploadFormProps<Result>) {
  const { path, about, accept, fields, registrar, initial, action, onLoaded, children } = props;
  const [form] = Form.useForm<Record<string, string>>();
  const [person, setPerson] = useRemembered('person');
  const { file, setFile, busy, problem, result, send } = useFileUpload<Result>(path, onLoaded);
  // 同一页有几个表单;名称不同,标签才各指各的输入框。
  const name = useId();

  async function load(values: Record<string, string>) {
    if (registrar) setPerson(values[registrar]!);
    if (await send(values)) form.resetFields();
  }

  return (
    <div className="stack">
      <span className="muted small">{about}</span>
      <Form
        name={name}
        form={form}
        layout="inline"
        onFinish={load}
        initialValues={registrar ? { ...initial, [registrar]: person } : initial}
        style={{ rowGap: 8 }}
      >
        <Form.Item label="文件">
          <FilePicker file={file} onPick={setFile} accept={accept} />
        </Form.Item>
        <FormFields fields={fields} />
        {registrar && <FormField name={registrar} label="登记人" width={120} required />}
        <Button type="primary" htmlType="submit" loading={busy} disabled={!file}>
          {action}
        </Button>
      </Form>
      <ProblemAlert problem={problem} />
      {result && children(result)}
    </div>
  );
}

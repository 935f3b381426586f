import { Button, Card, Form, Input, Select } from 'antd';
import { count } from '../format.ts';
import { RegisteredNote } from '../schemes/RegisteredNote.tsx';
import { FilePicker } from '../shared/FilePicker.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { useFileUpload } from '../shared/use-file-upload.ts';
import { AboutFields, type AboutValues } from './AboutFields.tsx';
import type { Catalogue, CatalogueImported } from './catalogue-types.ts';

type Fields = AboutValues & { basedOn?: string };

interface CatalogueUploadProps {
  catalogues: Catalogue[];
  onImported: () => void;
}

/** 导入目录:.xlsx、.zip,或只有病种目录的 .csv;有错误时列出全部,什么也不存。 */
export function CatalogueUpload({ catalogues, onImported }: CatalogueUploadProps) {
  const [form] = Form.useForm<Fields>();
  const [person, setPerson] = useRemembered('person');
  const { file, setFile, busy, problem, result, send } = useFileUpload<CatalogueImported>(
    '/dip/catalogues',
    onImported,
  );

  function load(fields: Fields) {
    setPerson(fields.by);
    return send(fields);
  }

  return (
    <Card size="small" title="导入目录">
      <div className="stack">
        <span className="muted small">
          .xlsx（工作表：病种目录、操作治疗方式、辅助目录、政策）、装着各表的 .zip，或只有病种目录的
          .csv。没有的表与政策可以沿用已登记的目录；没有操作表的用内置参考字典。下面几项文件里已写明的可以不填。
        </span>
        <Form
          name="dip-import"
          form={form}
          layout="inline"
          onFinish={load}
          initialValues={{ by: person }}
          style={{ rowGap: 8 }}
        >
          <Form.Item label="文件">
            <FilePicker file={file} onPick={setFile} accept=".zip,.xlsx,.csv" />
          </Form.Item>
          <AboutFields />
          <Form.Item name="basedOn" label="沿用">
            <Select
              style={{ width: 220 }}
              allowClear
              placeholder="不沿用"
              options={catalogues.map(({ key, name, version }) => ({ value: key, label: `${name} ${version}` }))}
            />
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

function Imported({ result: { catalogue, findings, sameAs } }: { result: CatalogueImported }) {
  const same = sameAs.length > 0 ? `内容与 ${sameAs.join('、')} 完全相同。` : '';
  const title = `${catalogue.name} ${catalogue.version}（${catalogue.key}）已登记为草案，${count(catalogue.entries)} 个病种`;
  return <RegisteredNote title={title} findings={findings} also={same} />;
}

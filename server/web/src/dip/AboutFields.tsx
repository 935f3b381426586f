import { Form, Input } from 'antd';

/** 目录的身份;文件里写明的、可以由期间得出的不必填。 */
export interface AboutValues {
  by: string;
  id?: string;
  name?: string;
  version?: string;
  source?: string;
  effectiveFrom?: string;
  effectiveTo?: string;
}

export function AboutFields() {
  return (
    <>
      <Form.Item name="id" label="统筹区编号">
        <Input style={{ width: 120 }} placeholder="某市" maxLength={60} />
      </Form.Item>
      <Form.Item name="version" label="版本">
        <Input style={{ width: 110 }} placeholder="2025" maxLength={60} />
      </Form.Item>
      <Form.Item name="name" label="名称">
        <Input style={{ width: 200 }} placeholder="某市 DIP 目录" maxLength={200} />
      </Form.Item>
      <Form.Item name="source" label="来源">
        <Input style={{ width: 200 }} placeholder="文件名、文号" maxLength={200} />
      </Form.Item>
      <Form.Item name="effectiveFrom" label="生效日">
        <Input type="date" style={{ width: 150 }} />
      </Form.Item>
      <Form.Item name="effectiveTo" label="最后一天">
        <Input type="date" style={{ width: 150 }} />
      </Form.Item>
    </>
  );
}

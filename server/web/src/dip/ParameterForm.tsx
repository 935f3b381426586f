import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { INSURANCE_NAMES, type Insurance, type ParameterKind } from './settlement-types.ts';

interface ParameterFormProps {
  region: string;
  year: number;
  kinds: ParameterKind[];
  onEntered: () => void;
}

interface Fields {
  insurance: Insurance;
  name: string;
  low?: string;
  base: string;
  high?: string;
  source: string;
}

const UNITS: Record<string, string> = {
  yuan: '元',
  points: '分',
  yuanPerPoint: '元/分',
  yuanPerWeight: '元/权重',
  ratio: '0–1',
  coefficient: '',
  multiple: '倍',
};

/** 录一项参数。 */
export function ParameterForm({ region, year, kinds, onEntered }: ParameterFormProps) {
  const { hospital } = useHospital();
  const [form] = Form.useForm<Fields>();
  const [person] = useRemembered('person');
  const [problem, setProblem] = useState<Problem | null>(null);
  const watched = Form.useWatch('name', form);
  const chosen = kinds.find(({ name }) => name === watched);

  async function enter({ low, high, ...value }: Fields) {
    const given = { ...value, ...(low && { low }), ...(high && { high }) };
    const enteredBy = person.trim() || undefined;
    try {
      await post('/dip/parameters', { region, year, hospital: hospital!.id, enteredBy, values: [given] });
      setProblem(null);
      form.resetFields(['name', 'low', 'base', 'high']);
      onEntered();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  const number = (name: 'low' | 'base' | 'high', label: string, required = false) => (
    <Form.Item name={name} label={label} rules={required ? [{ required, message: '请写基准值' }] : []}>
      <Input style={{ width: 130 }} inputMode="decimal" suffix={chosen && UNITS[chosen.unit]} />
    </Form.Item>
  );
  return (
    <div className="stack">
      <Form<Fields>
        form={form}
        layout="inline"
        style={{ rowGap: 8 }}
        initialValues={{ insurance: 'employee' }}
        onFinish={enter}
      >
        <Form.Item name="insurance" label="险种">
          <Select
            style={{ width: 110 }}
            options={Object.entries(INSURANCE_NAMES).map(([value, label]) => ({ value, label }))}
          />
        </Form.Item>
        <Form.Item name="name" label="参数" rules={[{ required: true, message: '请选参数' }]}>
          <Select
            style={{ width: 200 }}
            showSearch={{ optionFilterProp: 'label' }}
            options={kinds.map(({ name, label }) => ({ value: name, label }))}
          />
        </Form.Item>
        {number('base', '基准', true)}
        {number('low', '低')}
        {number('high', '高')}
        <Form.Item name="source" label="来源" rules={[{ required: true, message: '请写出处' }]}>
          <Input style={{ width: 220 }} placeholder="文件、通知、测算" />
        </Form.Item>
        <Button type="primary" htmlType="submit">
          录入
        </Button>
      </Form>
      {chosen && (
        <span className="muted small">
          {chosen.label}：{chosen.meaning}
        </span>
      )}
      <ProblemAlert problem={problem} />
    </div>
  );
}

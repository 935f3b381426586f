import { Button, Col, Form, Input, InputNumber, Row, Select } from 'antd';
import { useState } from 'react';
import { problemOf, put, urlOf } from '../api/api.ts';
import type { Indicator, Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { FormulaPreview } from './FormulaPreview.tsx';
import { DIRECTIONS, type DraftFields, FORMATS, type Vocabulary } from './indicator-types.ts';
import { VocabularyList } from './VocabularyList.tsx';

interface IndicatorEditorProps {
  /** 由哪一版改起;null 为新指标。 */
  from: Indicator | null;
  by: string;
  onBy: (name: string) => void;
  onSaved: () => void;
}

const EMPTY: Partial<DraftFields> = {
  unit: '元',
  precision: 2,
  format: 'money',
  direction: 'monitor',
  dimension: '费用结构',
  excludes: '有 E 级缺陷的记录',
};

const optionsOf = (labels: Record<string, string>) =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));
const required = (message: string) => [{ required: true, whitespace: true, message }];

/** 编辑一个指标:左边填写并随写随试算,右边是可用的度量。 */
export function IndicatorEditor({ from, by, onBy, onSaved }: IndicatorEditorProps) {
  const { hospital } = useHospital();
  const [form] = Form.useForm<DraftFields>();
  const vocabulary = useApi<Vocabulary>(urlOf('/indicators/vocabulary'));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const numerator = Form.useWatch('numerator', form) ?? '';
  const denominator = Form.useWatch('denominator', form) ?? '';
  const format = Form.useWatch('format', form) ?? 'money';
  const precision = Form.useWatch('precision', form) ?? 2;

  async function save({ id, ...fields }: DraftFields) {
    setBusy(true);
    setProblem(null);
    const indicator = {
      ...fields,
      unit: fields.unit ?? '',
      denominator: fields.denominator?.trim() || null,
      concept: fields.concept?.trim() || undefined,
    };
    try {
      await put(`/indicators/own/${id}?hospital=${encodeURIComponent(hospital!.id)}`, { indicator, by });
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }

  const insert = (name: string) => form.setFieldValue('numerator', `${numerator}${numerator && ' '}${name}`);
  return (
    <Row gutter={24}>
      <Col span={16}>
        <Form
          form={form}
          layout="vertical"
          size="small"
          initialValues={from ? { ...from, concept: from.concept ?? '', denominator: from.denominator ?? '' } : EMPTY}
          onFinish={save}
        >
          <Row gutter={12}>
            <Field span={8} name="id" label="编号" rules={required('请写编号')}>
              <Input placeholder="如 feePerBedDay" disabled={from !== null} />
            </Field>
            <Field span={10} name="name" label="名称" rules={required('请写名称')}>
              <Input />
            </Field>
            <Field span={6} name="dimension" label="维度" rules={required('请写维度')}>
              <Input />
            </Field>
            <Field span={24} name="numerator" label="分子（或取值）" rules={required('请写分子')}>
              <Input className="mono" placeholder="如 totalFee - drugFee" />
            </Field>
            <Field span={24} name="denominator" label="分母（不是比的不写）">
              <Input className="mono" placeholder="如 bedDays" />
            </Field>
          </Row>
          <FormulaPreview numerator={numerator} denominator={denominator} format={format} precision={precision} />
          <Row gutter={12}>
            <Field span={6} name="format" label="写法">
              <Select options={optionsOf(FORMATS)} />
            </Field>
            <Field span={6} name="precision" label="小数位">
              <InputNumber min={0} max={6} style={{ width: '100%' }} />
            </Field>
            <Field span={6} name="unit" label="单位">
              <Input />
            </Field>
            <Field span={6} name="direction" label="方向">
              <Select options={optionsOf(DIRECTIONS)} />
            </Field>
            <Field span={24} name="definition" label="定义" rules={required('请写定义')}>
              <Input />
            </Field>
            <Field span={12} name="source" label="来源文件" rules={required('请写来源文件')}>
              <Input placeholder="文件名、文号、条款" />
            </Field>
            <Field span={6} name="owner" label="责任部门" rules={required('请写责任部门')}>
              <Input />
            </Field>
            <Field span={6} name="effectiveFrom" label="生效日" rules={required('请选生效日')}>
              <Input type="date" />
            </Field>
            <Field span={12} name="concept" label="同名的概念（与别的算法并列对照时写）">
              <Input placeholder="如 费用消耗指数" />
            </Field>
            <Field span={12} name="excludes" label="排除">
              <Input />
            </Field>
            <Field span={24} name="note" label="说明">
              <Input />
            </Field>
          </Row>
          <ProblemAlert problem={problem} />
          <div className="toolbar">
            <LabelledInput label="编写人" value={by} onChange={onBy} />
            <span className="grow" />
            <Button type="primary" size="middle" htmlType="submit" loading={busy} disabled={by.trim() === ''}>
              存为草案
            </Button>
          </div>
        </Form>
      </Col>
      <Col span={8}>
        <VocabularyList vocabulary={vocabulary.data} onPick={insert} />
      </Col>
    </Row>
  );
}

interface FieldProps {
  span: number;
  name: keyof DraftFields;
  label: string;
  rules?: ReturnType<typeof required>;
  children: React.ReactNode;
}

function Field({ span, name, label, rules, children }: FieldProps) {
  return (
    <Col span={span}>
      <Form.Item name={name} label={label} {...(rules ? { rules } : {})} style={{ marginBottom: 10 }}>
        {children}
      </Form.Item>
    </Col>
  );
}

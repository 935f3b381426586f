import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { problemOf, put } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import type { OfficialRow } from './quality-types.ts';
import { fromField, toField } from './show-value.ts';

const NUMBERS = ['target', 'reference', 'worst', 'best'] as const;
type NumberField = (typeof NUMBERS)[number];
type Fields = Partial<Record<NumberField, number | null>> & { referenceSource?: string; responsible?: string };

const LABELS: Record<NumberField, string> = {
  target: '目标值',
  reference: '国家/省参考值',
  worst: '得 0 分的值',
  best: '得满分的值',
};

/** 目标、参考值、综合指数的界值与责任部门。 */
export function TargetForm({ row, year, onSaved }: { row: OfficialRow; year: number; onSaved: () => void }) {
  const { hospital } = useHospital();
  const [person] = useRemembered('person');
  const [problem, setProblem] = useState<Problem | null>(null);
  const { percent } = row.fillable;
  const initial: Fields = {
    ...Object.fromEntries(NUMBERS.map((name) => [name, toField(percent, row[name])])),
    referenceSource: row.referenceSource ?? '',
    responsible: row.responsible,
  };

  async function save(fields: Fields) {
    setProblem(null);
    const target = {
      indicator: row.id,
      ...Object.fromEntries(NUMBERS.map((name) => [name, fromField(percent, fields[name])])),
      referenceSource: fields.referenceSource || null,
      responsible: fields.responsible || null,
    };
    try {
      const path = `/quality-development/targets?hospital=${encodeURIComponent(hospital!.id)}`;
      await put(path, { year, by: person.trim() || '未署名', targets: [target] });
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <Form<Fields> layout="inline" initialValues={initial} onFinish={save} style={{ rowGap: 8 }}>
      {NUMBERS.map((name) => (
        <Form.Item key={name} name={name} label={LABELS[name]}>
          <InputNumber style={{ width: 130 }} suffix={percent ? '%' : undefined} />
        </Form.Item>
      ))}
      <Form.Item name="referenceSource" label="参考值来源">
        <Input style={{ width: 180 }} maxLength={200} />
      </Form.Item>
      <Form.Item name="responsible" label="责任部门">
        <Input style={{ width: 140 }} maxLength={100} />
      </Form.Item>
      <Button htmlType="submit">保存目标</Button>
      <ProblemAlert problem={problem} />
    </Form>
  );
}

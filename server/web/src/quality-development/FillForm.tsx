import { Button, Form, Input, InputNumber } from 'antd';
import { useState } from 'react';
import { problemOf, put } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { time } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { AttachmentSelect } from './AttachmentSelect.tsx';
import { EntryHistory } from './EntryHistory.tsx';
import type { YearlyEntry } from './quality-types.ts';
import { fromField, toField } from './show-value.ts';

interface FillFormProps {
  year: number;
  item: string;
  name: string;
  unit: string;
  kind: 'number' | 'text';
  percent: boolean;
  entry: YearlyEntry | null;
  onSaved: () => void;
}

interface Fields {
  value?: number | null;
  text?: string | null;
  evidence?: string | null;
  attachmentId?: string | null;
}

/** 填一项:数或文字,佐证说明与附件;存一次一个版本。 */
export function FillForm({ year, item, name, unit, kind, percent, entry, onSaved }: FillFormProps) {
  const { hospital } = useHospital();
  const [person, setPerson] = useRemembered('person');
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const initial: Fields = { ...entry, value: toField(percent, entry?.value ?? null) };

  async function save({ value, text, evidence, attachmentId }: Fields) {
    setBusy(true);
    setProblem(null);
    const figure = {
      item,
      value: fromField(percent, value),
      text: text || null,
      evidence: evidence || null,
      attachmentId: attachmentId ?? null,
    };
    try {
      const path = `/quality-development/figures?hospital=${encodeURIComponent(hospital!.id)}`;
      await put(path, { year, by: person.trim(), figures: [figure] });
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Form<Fields> className="stack" key={entry?.version ?? 0} layout="vertical" initialValues={initial} onFinish={save}>
      {kind === 'number' && (
        <Form.Item name="value" label={`${name}（${percent ? '填百分数' : unit || '数'}）`}>
          <InputNumber style={{ width: 240 }} suffix={percent ? '%' : unit} aria-label={name} />
        </Form.Item>
      )}
      <Form.Item name="text" label={kind === 'text' ? '落实情况' : '文字说明'}>
        <Input.TextArea autoSize={{ minRows: kind === 'text' ? 4 : 1 }} maxLength={10_000} />
      </Form.Item>
      <Form.Item name="evidence" label="佐证说明">
        <Input.TextArea autoSize maxLength={10_000} />
      </Form.Item>
      <Form.Item name="attachmentId" label="附件">
        <AttachmentSelect />
      </Form.Item>
      <div className="toolbar">
        <Input
          aria-label="填报人"
          style={{ width: 140 }}
          placeholder="填报人"
          maxLength={100}
          value={person}
          onChange={(event) => setPerson(event.target.value)}
        />
        <Button type="primary" htmlType="submit" loading={busy} disabled={person.trim() === ''}>
          保存
        </Button>
        {entry && (
          <span className="muted small">
            第 {entry.version} 版，{entry.enteredBy} 于 {time(entry.enteredAt)}（{entry.source}）
          </span>
        )}
        {entry && <EntryHistory year={year} item={item} percent={percent} />}
      </div>
      <ProblemAlert problem={problem} />
    </Form>
  );
}

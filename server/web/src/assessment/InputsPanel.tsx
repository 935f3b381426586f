import { Button, Input, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { put, urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import type { Assessment, AssessmentInput, UnitAssessment } from './assessment-types.ts';
import { useEdits } from './use-edits.ts';

const RBRVS = { id: 'rbrvs', name: 'RBRVS 点数' };
const keyOf = (department: string, item: string) => `${department} ${item}`;

/** 职能部门填报:满意度、科研教学、RBRVS 点数,一格一个数。 */
export function InputsPanel({ assessment, onSaved }: { assessment: Assessment; onSaved: () => void }) {
  const { hospital } = useHospital();
  const { period, plan, zones } = assessment;
  const stored = useApi<AssessmentInput[]>(urlOf('/assessment/inputs', { hospital: hospital!.id, period }));
  const [person, setPerson] = useRemembered('person');
  const [source, setSource] = useState('');
  const { edits, edit, save, problem, changed } = useEdits(() => {
    stored.reload();
    onSaved();
  });
  const items = [...plan.dimensions.flatMap((d) => d.items).filter(({ indicator }) => indicator === null), RBRVS];
  const known = new Map(stored.data?.map(({ department, item, value }) => [keyOf(department, item), value ?? '']));

  const send = () => {
    const values = Object.entries(edits).map(([key, text]) => {
      const [department = '', item = ''] = key.split(' ');
      return { department, item, value: text.trim() || null };
    });
    return put('/assessment/inputs', { hospital: hospital!.id, period, source, by: person, values });
  };

  const columns: TableColumnsType<UnitAssessment> = [
    { title: '科室', dataIndex: 'name', width: 180 },
    ...items.map(({ id, name }) => ({
      title: name,
      render: (_: unknown, { code, name: unit }: UnitAssessment) => (
        <Input
          aria-label={`${unit} ${name}`}
          style={{ width: 120, textAlign: 'right' }}
          value={edits[keyOf(code, id)] ?? known.get(keyOf(code, id)) ?? ''}
          onChange={(event) => edit(keyOf(code, id), event.target.value)}
        />
      ),
    })),
  ];
  return (
    <div className="stack">
      <div className="toolbar">
        <LabelledInput label="来源" placeholder="问卷、科教科" value={source} onChange={setSource} width={180} />
        <LabelledInput label="填报人" value={person} onChange={setPerson} />
        <Button type="primary" onClick={() => save(send)} disabled={!changed}>
          保存
        </Button>
        <span className="muted small">空着的项不参加考核，权重由其余项分担；改动另存一版，原来的仍可查</span>
      </div>
      <ProblemAlert problem={problem ?? stored.problem} />
      <Table<UnitAssessment>
        size="small"
        rowKey="code"
        loading={stored.loading}
        columns={columns}
        dataSource={zones.flatMap(({ units }) => units)}
        pagination={false}
        scroll={{ x: 860 }}
      />
    </div>
  );
}

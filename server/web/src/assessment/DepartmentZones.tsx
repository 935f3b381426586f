import { Button, Select, Table } from 'antd';
import { useState } from 'react';
import { problemOf, put, urlOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import type { Assessment } from './assessment-types.ts';

const BY_SPECIALTY = '';

/** 登记科室的片区;没有登记的按诊疗科目归。没有病例的医技科室写编码添加。 */
export function DepartmentZones({ assessment, onSaved }: { assessment: Assessment; onSaved: () => void }) {
  const { hospital, departments } = useHospital();
  const stored = useApi<Record<string, string>>(urlOf('/assessment/zones', { hospital: hospital!.id }));
  const [edits, setEdits] = useState<Record<string, string>>({});
  const [added, setAdded] = useState('');
  const [problem, setProblem] = useState<Problem | null>(null);
  const chosen = { ...stored.data, ...edits };
  const found = new Map(
    assessment.zones.flatMap((zone) => zone.units.map((unit) => [unit.code, { ...unit, zoneName: zone.name }])),
  );
  const names = new Map(departments.map(({ code, name }) => [code, name]));
  const codes = [...new Set([...found.keys(), ...names.keys(), ...Object.keys(chosen)])].filter(Boolean).sort();
  const rows = codes.map((code) => ({ code, name: found.get(code)?.name ?? names.get(code) ?? code }));

  async function save() {
    const zones = Object.fromEntries(Object.entries(chosen).filter(([, zone]) => zone !== BY_SPECIALTY));
    try {
      await put('/assessment/zones', { hospital: hospital!.id, zones });
      setEdits({});
      setProblem(null);
      stored.reload();
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  const options = [
    { value: BY_SPECIALTY, label: '按诊疗科目' },
    ...assessment.plan.zones.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className="stack">
      <div className="toolbar">
        <LabelledInput label="科室编码" placeholder="没有病例的科室" value={added} onChange={setAdded} />
        <Button
          disabled={added.trim() === '' || codes.includes(added.trim())}
          onClick={() => {
            setEdits({ ...edits, [added.trim()]: assessment.plan.otherZone });
            setAdded('');
          }}
        >
          添加
        </Button>
        <Button type="primary" disabled={Object.keys(edits).length === 0} onClick={save}>
          保存
        </Button>
        <span className="muted small">登记的片区优先于诊疗科目；登记了的科室没有病例也参加考核</span>
      </div>
      <ProblemAlert problem={problem ?? stored.problem} />
      <Table
        size="small"
        rowKey="code"
        loading={stored.loading}
        dataSource={rows}
        pagination={{ defaultPageSize: 50, hideOnSinglePage: true }}
        columns={[
          { title: '科室', width: 280, render: (_, { code, name }) => codeAndName(code, name) },
          { title: '现在归', width: 140, render: (_, { code }) => found.get(code)?.zoneName ?? '本期没有病例' },
          {
            title: '登记的片区',
            render: (_, { code, name }) => (
              <Select
                aria-label={`${name} 片区`}
                style={{ width: 180 }}
                value={chosen[code] ?? BY_SPECIALTY}
                onChange={(zone) => setEdits({ ...edits, [code]: zone })}
                options={options}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

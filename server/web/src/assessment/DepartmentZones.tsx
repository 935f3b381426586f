import { Button, Select, Table } from 'antd';
import { useState } from 'react';
import { put, urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { codeAndName } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import type { Assessment } from './assessment-types.ts';
import { useEdits } from './use-edits.ts';

const BY_SPECIALTY = '';

/** 登记科室的片区;没有登记的按诊疗科目归。没有病例的医技科室写编码添加。整个替换,所以取到已登记的才能存。 */
export function DepartmentZones({ assessment, onSaved }: { assessment: Assessment; onSaved: () => void }) {
  const { hospital, departments } = useHospital();
  const stored = useApi<Record<string, string>>(urlOf('/assessment/zones', { hospital: hospital!.id }));
  const [added, setAdded] = useState('');
  const { edits, edit, save, problem, changed } = useEdits(() => {
    stored.reload();
    onSaved();
  });
  const chosen = { ...stored.data, ...edits };
  const found = new Map(
    assessment.zones.flatMap((zone) => zone.units.map((unit) => [unit.code, { ...unit, zoneName: zone.name }])),
  );
  const names = new Map(departments.map(({ code, name }) => [code, name]));
  const codes = [...new Set([...found.keys(), ...names.keys(), ...Object.keys(chosen)])].filter(Boolean).sort();
  const rows = codes.map((code) => ({ code, name: found.get(code)?.name ?? names.get(code) ?? code }));

  const send = () => {
    const zones = Object.fromEntries(Object.entries(chosen).filter(([, zone]) => zone !== BY_SPECIALTY));
    return put('/assessment/zones', { hospital: hospital!.id, zones });
  };

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
            edit(added.trim(), assessment.plan.otherZone);
            setAdded('');
          }}
        >
          添加
        </Button>
        <Button type="primary" disabled={!changed || !stored.data} onClick={() => save(send)}>
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
                onChange={(zone) => edit(code, zone)}
                options={options}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

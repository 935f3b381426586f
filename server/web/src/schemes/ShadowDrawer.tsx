import { Alert, Descriptions, Drawer, Spin, Tabs } from 'antd';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { count, decimal, NONE, periodName } from '../format.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { MigrationMatrix } from './MigrationMatrix.tsx';
import { MigrationUnits } from './MigrationUnits.tsx';
import type { ShadowOverall, ShadowRun } from './scheme-types.ts';

const number = (value: number | null, digits: number) => (value === null ? NONE : decimal(value, digits));

/** 一次试算的影响:总体、迁移矩阵、科室、病组。 */
export function ShadowDrawer({ run, close }: { run: ShadowRun; close: () => void }) {
  const { data, problem, loading } = useApi<ShadowOverall>(urlOf(`/shadow-runs/${run.id}`));
  return (
    <Drawer open size={1180} title={`${run.schemeName}：${periodName(run.period)} 试算`} onClose={close}>
      <div className="stack">
        <ProblemAlert problem={problem} />
        {loading && <Spin size="small" />}
        {data && <Overall data={data} />}
        <Tabs
          items={[
            { key: 'matrix', label: '病例迁移', children: <MigrationMatrix run={run} /> },
            { key: 'department', label: '科室影响', children: <MigrationUnits run={run} by="department" /> },
            { key: 'drg', label: '病组影响', children: <MigrationUnits run={run} by="drg" /> },
          ]}
        />
      </div>
    </Drawer>
  );
}

function Overall({ data: { overall, current, run, notes } }: { data: ShadowOverall }) {
  const pair = (from: string, to: string) => `${from} → ${to}`;
  const items: [string, string][] = [
    ['现行方案', current.scheme],
    ['现行权重', current.weights],
    ['试算的权重', run.weights],
    ['病例', `${count(overall.cases)} 例，其中 ${count(overall.changed)} 例换了病组`],
    ['入组', pair(count(overall.fromGrouped), count(overall.toGrouped))],
    ['组数', pair(count(overall.fromDrgs), count(overall.toDrgs))],
    ['总权重', pair(number(overall.fromWeight, 2), number(overall.toWeight, 2))],
    ['CMI', pair(number(overall.fromCmi, 4), number(overall.toCmi, 4))],
  ];
  return (
    <>
      {notes.length > 0 && (
        <Alert
          type="info"
          showIcon
          title="比较时请注意"
          description={
            <ul style={{ margin: 0, paddingLeft: 20 }}>
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          }
        />
      )}
      <Descriptions
        size="small"
        column={2}
        items={items.map(([label, children]) => ({ key: label, label, children }))}
      />
    </>
  );
}

import { Table, type TableColumnsType, Tag } from 'antd';
import { codeAndName, NONE } from '../format.ts';
import type { ProofCode, ProofComplication } from './proof-types.ts';

interface Row {
  key: string;
  place: string;
  code: ProofCode;
  complication: ProofComplication | null;
}

const PLACES = {
  dx: { main: '主要诊断', other: '其他诊断' },
  proc: { main: '主要手术', other: '其他手术' },
} as const;

const COLUMNS: TableColumnsType<Row> = [
  { title: '位置', dataIndex: 'place', width: 80 },
  { title: '病案上的写法', width: 150, render: (_, { code }) => <span className="mono">{code.given || NONE}</span> },
  { title: '判定用的编码', render: (_, { code }) => codeAndName(code.code, code.name) },
  { title: '改了什么', width: 190, render: (_, { code }) => <CodeChanges code={code} /> },
  { title: '并发症或合并症', width: 230, render: (_, { complication }) => <Complication found={complication} /> },
];

/** 各编码:判定用的写法、改了什么;其他诊断是 MCC、CC 还是都不是,被哪张排除表排除。 */
export function ProofCodeTable({ codes, complications }: { codes: ProofCode[]; complications: ProofComplication[] }) {
  let other = 0;
  const rows = codes.map((code, i): Row => {
    const complication = code.axis === 'dx' && code.role === 'other' ? (complications[other++] ?? null) : null;
    return { key: String(i), place: PLACES[code.axis][code.role], code, complication };
  });
  return <Table<Row> size="small" rowKey="key" columns={COLUMNS} dataSource={rows} pagination={false} />;
}

function CodeChanges({ code }: { code: ProofCode }) {
  const { changes, mapped, targets, known } = code;
  return (
    <div className="tag-list">
      {changes.map((change) => (
        <Tag key={change} color="blue">
          {change}
        </Tag>
      ))}
      {mapped && <Tag color="blue">按对照表换</Tag>}
      {targets.length > 1 && <Tag color="warning">对照表有 {targets.length} 个目标，未换</Tag>}
      {!known && code.code !== '' && <Tag>方案的表中没有</Tag>}
    </div>
  );
}

function Complication({ found }: { found: ProofComplication | null }) {
  if (!found) return null;
  const { level, counted, excludedBy } = found;
  if (level === null) return <span className="muted">都不是</span>;
  if (counted) return <Tag color={level === 'MCC' ? 'red' : 'orange'}>{level}</Tag>;
  return (
    <>
      <Tag>{level}</Tag>
      <span className="muted small">被排除表 {excludedBy} 排除，不计</span>
    </>
  );
}

import { Alert, AutoComplete, Button, Select, Table, type TableColumnsType } from 'antd';
import { useMemo, useState } from 'react';
import { problemOf, put } from '../api/api.ts';
import type { Field } from '../api/batch-types.ts';
import type { Problem } from '../api/types.ts';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { columnsOf, fieldsTwice, type MappingRow, mappingPath } from './column-mapping.ts';

interface ColumnMappingEditorProps {
  source: string;
  fields: Field[];
  initial: MappingRow[];
  /** 文件里已认出的列,可以改指别的字段。 */
  otherHeaders: string[];
  onSaved: () => void;
}

const MARKS: Record<Field['required'], string> = { always: ' · 必填', conditional: ' · 条件必填', optional: '' };

/** 表头文字 → 字段。 */
export function ColumnMappingEditor({ source, fields, initial, otherHeaders, onSaved }: ColumnMappingEditorProps) {
  const [rows, setRows] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const options = useMemo(
    () => [
      { value: '', label: '忽略这一列' },
      ...fields.map(({ id, label, required }) => ({ value: id, label: label + MARKS[required] })),
    ],
    [fields],
  );
  const twice = fieldsTwice(rows).map((id) => fields.find((field) => field.id === id)?.label ?? id);
  const choose = (header: string, field: string | undefined) =>
    setRows(rows.map((row) => (row.header === header ? { header, field } : row)));
  const add = (header: string) => {
    if (rows.every((row) => row.header !== header)) setRows([{ header, field: undefined }, ...rows]);
  };

  async function save() {
    setBusy(true);
    setProblem(null);
    try {
      await put(mappingPath(source), { columns: columnsOf(rows) });
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }

  const columns: TableColumnsType<MappingRow> = [
    { title: '文件里的表头', dataIndex: 'header', width: 240 },
    {
      title: '字段',
      render: (_, { header, field }) => (
        <Select
          aria-label={`「${header}」对应的字段`}
          style={{ width: '100%' }}
          allowClear
          placeholder="未对应（不读入）；可输入名称或代码查找"
          showSearch={{ optionFilterProp: 'label' }}
          value={field ?? null}
          onChange={(chosen) => choose(header, chosen ?? undefined)}
          options={options}
        />
      ),
    },
    {
      title: '',
      width: 64,
      render: (_, { header }) => (
        <Button type="link" size="small" onClick={() => setRows(rows.filter((row) => row.header !== header))}>
          移除
        </Button>
      ),
    },
  ];

  return (
    <div className="stack">
      <span className="muted small">
        同一来源的文件都按这里的对照读；没有列出的表头照常自动识别。能认出病人的列也请对应好，存放时会去除。
      </span>
      <AddHeader known={otherHeaders} onAdd={add} />
      <Table<MappingRow>
        size="small"
        rowKey="header"
        columns={columns}
        dataSource={rows}
        pagination={false}
        scroll={{ y: 'min(420px, 50vh)' }}
        locale={{ emptyText: '还没有对照；填一个表头，点「添加」' }}
      />
      {twice.length > 0 && (
        <Alert type="warning" showIcon title={`有两列指同一字段，请改正其一：${twice.join('、')}`} />
      )}
      <ProblemAlert problem={problem} />
      <div className="toolbar">
        <span className="grow" />
        <Button type="primary" loading={busy} disabled={twice.length > 0} onClick={save}>
          保存列对照
        </Button>
      </div>
    </div>
  );
}

function AddHeader({ known, onAdd }: { known: string[]; onAdd: (header: string) => void }) {
  const [text, setText] = useState('');
  const header = text.trim();
  return (
    <div className="toolbar">
      <AutoComplete
        aria-label="表头"
        style={{ width: 240 }}
        placeholder="另加一个表头"
        value={text}
        onChange={setText}
        showSearch={{ filterOption: (typed, option) => option?.value.includes(typed) ?? false }}
        options={[...new Set(known)].map((value) => ({ value }))}
      />
      <Button
        disabled={header === ''}
        onClick={() => {
          onAdd(header);
          setText('');
        }}
      >
        添加
      </Button>
    </div>
  );
}

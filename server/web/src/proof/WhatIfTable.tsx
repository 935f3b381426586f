import { Table, type TableColumnsType } from 'antd';
import { codeAndName, decimal, NONE, yuan } from '../format.ts';
import type { Change, WhatIfAnswer } from './proof-types.ts';

type Row = Change & { key: string };

const RW_DIGITS = 4;
const ARROWS = { up: '▲', down: '▼', same: '', unknown: '' } as const;
const UNGROUPED = { 'no-mdc': '未入组（无 MDC）', 'no-adrg': '未入组（无 ADRG）', ambiguous: '歧义组' } as const;

const weight = (rw: number | null) => (rw === null ? NONE : decimal(rw, RW_DIGITS));
const signed = (text: string) => (text.startsWith('-') ? `−${text.slice(1)}` : `+${text}`);

function resultText({ result, drgName }: Change): string {
  if (result.status === 'grouped') return codeAndName(result.drg, drgName);
  return UNGROUPED[result.status];
}

const COLUMNS: TableColumnsType<Row> = [
  { title: '如果', dataIndex: 'change' },
  { title: '则入', width: 260, render: (_, change) => resultText(change) },
  { title: 'RW', width: 150, align: 'right', render: (_, c) => `${weight(c.rwBefore)} → ${weight(c.rwAfter)}` },
  {
    title: 'RW 变化',
    width: 110,
    align: 'right',
    render: (_, { rwChange, direction }) =>
      rwChange === null ? NONE : `${ARROWS[direction]} ${signed(decimal(rwChange, RW_DIGITS))}`,
  },
];
const MONEY: TableColumnsType<Row>[number] = {
  title: '标杆费用变化（元）',
  width: 140,
  align: 'right',
  render: (_, { costChange }) => (costChange === null ? NONE : signed(yuan(costChange))),
};

/** 各种改动与权重的变化,升的降的都列;金额只给可看的人。 */
export function WhatIfTable({ answer: { now, changes, moneyHidden, weightTable } }: { answer: WhatIfAnswer }) {
  return (
    <div className="stack">
      <span>现在：{now.status === 'grouped' ? now.drg : UNGROUPED[now.status]}</span>
      <Table<Row>
        size="small"
        columns={moneyHidden ? COLUMNS : [...COLUMNS, MONEY]}
        dataSource={changes.map((change, i) => ({ ...change, key: String(i) }))}
        pagination={false}
        locale={{ emptyText: '病案上已有的事实怎样换，都还入这一组' }}
      />
      <span className="small muted">
        {weightTable ? `权重与标杆出自「${weightTable}」` : '病例出院的月份没有可用的权重表，只列组的变化'}
        {moneyHidden && '；金额不显示'}
      </span>
    </div>
  );
}

import { Table, type TableColumnsType } from 'antd';
import { count, decimal, NONE } from '../format.ts';
import { HEADER_HEIGHT } from '../theme.ts';
import type { Disease, OfficialTable } from './quality-types.ts';
import { share } from './show-value.ts';

const number = (digits: number) => (value: number | null) => (value === null ? NONE : decimal(value, digits));

const COLUMNS: TableColumnsType<Disease> = [
  { title: '编号', dataIndex: 'code', width: 80 },
  { title: '病种', dataIndex: 'name' },
  { title: '例数', dataIndex: 'cases', width: 90, align: 'right', render: count },
  { title: '死亡', dataIndex: 'deaths', width: 80, align: 'right', render: count },
  { title: '病死率', dataIndex: 'mortality', width: 90, align: 'right', render: share },
  { title: '平均住院日', dataIndex: 'meanLos', width: 110, align: 'right', render: number(1) },
  { title: '次均费用（元）', dataIndex: 'meanFee', width: 130, align: 'right', render: number(2) },
  { title: '四级手术占比', dataIndex: 'level4Share', width: 120, align: 'right', render: share },
  { title: '微创手术占比', dataIndex: 'minimallyInvasiveShare', width: 120, align: 'right', render: share },
  { title: '病种得分', dataIndex: 'score', width: 100, align: 'right', render: number(4) },
];

/** 重点监测病种(单病种质量控制)。 */
export function DiseaseTable({ table: { diseases, codeLists } }: { table: OfficialTable }) {
  const list = codeLists.find(({ kind }) => kind === 'monitored-disease');
  return (
    <div className="stack">
      <span className="muted small">
        清单：{list ? `${list.name} ${list.version}` : NONE}；主要诊断在编码范围内即属该病种。病种得分
        0–1，按例数加权即专科能力指数。
      </span>
      <Table<Disease>
        size="small"
        rowKey="code"
        columns={COLUMNS}
        dataSource={diseases}
        pagination={false}
        sticky={{ offsetHeader: HEADER_HEIGHT }}
      />
    </div>
  );
}

import { Table, type TableColumnsType } from 'antd';
import { decimal, NONE, yuan } from '../format.ts';
import { hrefOf } from '../router.ts';
import { useHospital } from '../shared/hospital.tsx';
import type { ContributingCase, FigureDetail } from './figure-types.ts';

interface FigureCasesProps {
  detail: FigureDetail;
  loading: boolean;
  onPage: (page: number, pageSize: number) => void;
}

/** 一页病例与各自的贡献;能逐例相加的给出分子与分母,不能的给出各度量。 */
export function FigureCases({
  detail: { cases, indicator, measures, exclusions, period },
  loading,
  onPage,
}: FigureCasesProps) {
  const { departmentName } = useHospital();
  const labelOf = new Map(exclusions.map(({ role, label }) => [role, label]));
  const additive = cases.items.every(({ numerator }) => numerator !== null);
  const parts: TableColumnsType<ContributingCase> = additive
    ? [
        part('对分子的贡献', ({ numerator }) => numerator),
        ...(indicator.denominator === null ? [] : [part('对分母的贡献', ({ denominator }) => denominator)]),
      ]
    : measures.map(({ name, label }) => part(label, (item) => item.measures[name] ?? null));
  return (
    <Table<ContributingCase>
      size="small"
      rowKey="id"
      loading={loading}
      dataSource={cases.items}
      locale={{ emptyText: '没有这样的病例' }}
      scroll={{ x: 860 }}
      columns={[
        {
          title: '病案号',
          width: 110,
          render: (_, { id, recordNo }) => <a href={hrefOf('cases', { period: period.label, case: id })}>{recordNo}</a>,
        },
        { title: '出院', dataIndex: 'dischargedOn', width: 94 },
        { title: '科室', width: 120, ellipsis: true, render: (_, { department }) => departmentName(department) },
        { title: '主要诊断', ellipsis: true, render: (_, item) => item.principalDiagnosisName ?? NONE },
        { title: '病组', dataIndex: 'drg', width: 70, render: (drg: string) => drg || NONE },
        { title: '住院日', dataIndex: 'los', width: 64, align: 'right', render: (days) => days ?? NONE },
        { title: '总费用（元）', dataIndex: 'totalFee', width: 100, align: 'right', render: yuan },
        ...parts,
        { title: '', width: 110, render: (_, { role }) => <span className="muted">{labelOf.get(role)}</span> },
      ]}
      pagination={{
        current: cases.page,
        pageSize: cases.pageSize,
        total: cases.total,
        showTotal: (total) => `共 ${total.toLocaleString('zh-CN')} 例`,
        pageSizeOptions: [20, 50, 100],
        onChange: onPage,
      }}
    />
  );
}

const part = (title: string, of: (item: ContributingCase) => number | null) => ({
  title,
  width: 104,
  align: 'right' as const,
  render: (_: unknown, item: ContributingCase) => {
    const value = of(item);
    return value === null ? NONE : decimal(value, Number.isInteger(value) ? 0 : 4);
  },
});

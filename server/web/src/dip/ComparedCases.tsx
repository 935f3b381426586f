import { Drawer, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Page } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { CaseDrawer } from '../cases/CaseDrawer.tsx';
import { codeAndName, NONE } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { amount } from './RangeText.tsx';
import { type ComparedCase, INSURANCE_NAMES, type Outcome } from './settlement-types.ts';

interface ComparedCasesProps {
  period: string;
  outcome: Outcome;
  /** 科室、病组或病种;空的是全院。 */
  within: Record<string, string>;
  title: string;
  onClose: () => void;
}

const PAGE_SIZE = 50;
const NAMES: Record<Outcome, string> = {
  'drg-only': '只在 DRG 下结余',
  'dip-only': '只在 DIP 下结余',
  both: '两边都结余',
  neither: '两边都亏损',
};

const COLUMNS: TableColumnsType<ComparedCase> = [
  { title: '病案号', dataIndex: 'recordNo', width: 120 },
  { title: '科室', dataIndex: 'departmentName', width: 130 },
  { title: '险种', key: 'insurance', width: 90, render: (_, { insurance }) => INSURANCE_NAMES[insurance] },
  { title: '出院日', dataIndex: 'dischargedOn', width: 110 },
  {
    title: '主要诊断',
    key: 'diagnosis',
    width: 110,
    render: (_, c) => codeAndName(c.principalDiagnosis, null) || NONE,
  },
  { title: 'DRG', key: 'drg', width: 130, render: (_, c) => `${c.drg}（${Number(c.rw).toFixed(4)}）` },
  {
    title: 'DIP 病种（分值）',
    key: 'entry',
    width: 240,
    render: (_, c) => (
      <>
        {c.entry}（{Number(c.points).toFixed(2)}） {c.costDecided && <Tag color="orange">由费用决定</Tag>}
      </>
    ),
  },
  { title: '总费用 元', dataIndex: 'totalFee', align: 'right', render: amount },
  { title: 'DRG 支付 元', dataIndex: 'drgStandard', align: 'right', render: amount },
  { title: 'DIP 支付 元', dataIndex: 'dipStandard', align: 'right', render: amount },
];

/** 在一边结余而在另一边亏损的病例;点一行看病例。 */
export function ComparedCases({ period, outcome, within, title, onClose }: ComparedCasesProps) {
  const { hospital } = useHospital();
  const [page, setPage] = useState(1);
  const [opened, setOpened] = useState<string | undefined>();
  const query = { period, hospital: hospital!.id, outcome, ...within, page, pageSize: PAGE_SIZE };
  const { data, problem, loading } = useApi<Page<ComparedCase>>(urlOf('/dip/side-by-side/cases', query));
  return (
    <Drawer open onClose={onClose} size="min(1280px, 94vw)" title={`${title}：${NAMES[outcome]}的病例`}>
      <ProblemAlert problem={problem} />
      <Table<ComparedCase>
        className="clickable-rows"
        size="small"
        rowKey="caseId"
        loading={loading}
        columns={COLUMNS}
        dataSource={data?.items ?? []}
        scroll={{ x: 'max-content' }}
        onRow={({ caseId }) => ({ onClick: () => setOpened(caseId) })}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: data?.total ?? 0,
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: setPage,
        }}
      />
      <CaseDrawer caseId={opened} onOpen={setOpened} onClose={() => setOpened(undefined)} />
    </Drawer>
  );
}

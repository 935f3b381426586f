import { Descriptions, type DescriptionsProps, Tag } from 'antd';
import type { CaseDetail } from '../api/types.ts';
import { codeAndName, NONE, yuan } from '../format.ts';
import { hrefOf } from '../router.ts';
import { useHospital } from '../shared/hospital.tsx';
import { ungroupedReason } from './group-status.tsx';

/** 一个病例:住院、分组、诊断与手术。 */
export function CaseSummary({ detail }: { detail: CaseDetail }) {
  const { departmentName } = useHospital();
  const { item, group, diagnoses, procedures, batchId, row } = detail;
  const items: DescriptionsProps['items'] = [
    {
      key: 'stay',
      label: '住院',
      children: `${item.admittedOn ?? NONE} 至 ${item.dischargedOn ?? NONE}，${item.los ?? NONE} 天`,
    },
    { key: 'admission', label: '住院次数', children: item.admission },
    { key: 'department', label: '科室', children: departmentName(item.department) },
    { key: 'team', label: '医疗组 / 医师', children: `${item.team ?? NONE} / ${item.physician ?? NONE}` },
    { key: 'fee', label: '总费用', children: `${yuan(item.totalFee)} 元` },
    {
      key: 'batch',
      label: '来自',
      children: (
        <a href={hrefOf('intake', { batch: batchId })}>
          批次 {batchId} 第 {row} 行
        </a>
      ),
    },
    { key: 'group', label: '病组', span: 'filled', children: <GroupPath group={group} /> },
    {
      key: 'diagnosis',
      label: '主要诊断',
      span: 'filled',
      children: codeAndName(item.principalDiagnosis, item.principalDiagnosisName),
    },
    { key: 'others', label: '其他诊断', span: 'filled', children: <Codes codes={diagnoses.slice(1)} /> },
    {
      key: 'procedure',
      label: '主要手术',
      span: 'filled',
      children: codeAndName(item.mainProcedure, item.mainProcedureName),
    },
    { key: 'procedures', label: '其他手术', span: 'filled', children: <Codes codes={procedures.slice(1)} /> },
  ];
  return <Descriptions bordered size="small" column={2} items={items} styles={{ label: { width: 110 } }} />;
}

function GroupPath({ group }: { group: CaseDetail['group'] }) {
  const { status, mdc, adrg, drg, drgName, scheme } = group;
  const path = [mdc, adrg && `ADRG ${adrg}`, drg && codeAndName(drg, drgName)].filter(Boolean).join(' › ');
  return (
    <>
      {status === 'grouped' ? path : [ungroupedReason(status), path].filter(Boolean).join('：')}
      {scheme && <span className="muted small">（方案 {scheme}）</span>}
    </>
  );
}

function Codes({ codes }: { codes: string[] }) {
  if (codes.length === 0) return NONE;
  return (
    <div className="tag-list">
      {codes.map((code) => (
        <Tag key={code}>{code}</Tag>
      ))}
    </div>
  );
}

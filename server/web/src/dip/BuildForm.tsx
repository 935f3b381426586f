import { Alert, Button, Card, Checkbox, Form, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { post, problemOf, urlOf } from '../api/api.ts';
import type { Job, JobAnswer } from '../api/batch-types.ts';
import { followJob } from '../api/follow-job.ts';
import type { Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { addMonths, count } from '../format.ts';
import { FormField, FormFields } from '../shared/FormFields.tsx';
import { useHospital } from '../shared/hospital.tsx';
import { JobProgress } from '../shared/JobProgress.tsx';
import { MonthSelect } from '../shared/MonthSelect.tsx';
import { FailureAlert, ProblemAlert } from '../shared/ProblemAlert.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { filledIn } from '../shared/use-file-upload.ts';
import { ABOUT_FIELDS, basedOnField } from './about-fields.ts';
import { BuildSummaryTable } from './BuildSummaryTable.tsx';
import type { Built, Catalogue, Dictionary } from './catalogue-types.ts';

const TRIMS = [
  { value: 'iqr', label: '四分位距' },
  { value: '3sd_log', label: '对数 ±3 倍标准差' },
  { value: 'l3h3', label: 'L3H3' },
  { value: 'p5_p95', label: '5%–95%' },
  { value: 'none', label: '不裁剪' },
];
const KINDS = [
  { value: 'surgery', label: '手术' },
  { value: 'therapeutic', label: '治疗性操作' },
  { value: 'diagnostic', label: '诊断性操作' },
];
const YEARS = [
  { value: 1, label: '一年' },
  { value: 2, label: '两年（2:7）' },
  { value: 3, label: '三年（1:2:7）' },
];

interface Fields {
  by: string;
  years: number;
  trim: string;
  threshold: number;
  above: 'inclusive' | 'exclusive';
  countedKinds: string[];
  scale: number;
}

interface BuildFormProps {
  catalogues: Catalogue[];
  onBuilt: () => void;
}

/** 由已存病例测算一个目录:选期间与算法,后台做,做完给出概要。 */
export function BuildForm({ catalogues, onBuilt }: BuildFormProps) {
  const { months } = useHospital();
  const [chosen, setChosen] = useState<string>();
  // 没有选时取最近有数据的月份;接口的次序不作假定。
  const latest = months
    .map(({ month }) => month)
    .sort()
    .at(-1);
  const to = chosen ?? latest;
  const dictionaries = useApi<Dictionary[]>(urlOf('/dip/dictionaries'));
  const [person, setPerson] = useRemembered('person');
  const [job, setJob] = useState<Job | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const busy = job !== null && (job.status === 'waiting' || job.status === 'running');

  async function build({ years, above, by, ...rest }: Fields) {
    if (to === undefined) return;
    setProblem(null);
    setJob(null);
    setPerson(by);
    const { countedKinds, threshold, scale, ...texts } = rest;
    const body = { ...filledIn(texts), by, to, from: addMonths(to, 1 - 12 * years), countedKinds, threshold, scale };
    try {
      const { job: started } = await post<JobAnswer>('/dip/catalogues/from-history', {
        ...body,
        inclusive: above === 'inclusive',
      });
      setJob(started);
      const over = await followJob(started, setJob);
      if (over.status === 'done') onBuilt();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  const about: FormField[] = [
    ...ABOUT_FIELDS,
    basedOnField('政策沿用', '默认政策', catalogues),
    {
      name: 'dictionary',
      label: '操作字典',
      width: 240,
      placeholder: '内置参考字典',
      options: (dictionaries.data ?? []).map(({ key, name }) => ({ value: key, label: name })),
    },
  ];
  const initial = {
    by: person,
    years: 1,
    trim: 'iqr',
    threshold: 15,
    above: 'inclusive',
    countedKinds: KINDS.map(({ value }) => value),
    scale: 1000,
  };
  return (
    <Card size="small" title="由历史病例测算目录">
      <div className="stack">
        <span className="muted small">
          用已存的全部医院的病例。亚目 × 操作组合例数够的是核心病种，其余按类目 × 治疗方式并入综合病种；分值 =
          病种加权均费 ÷ 全部病例加权均费 × 基数。结果是草案，核准、施行前不影响任何数。
        </span>
        <Form<Fields> name="dip-build" layout="inline" onFinish={build} initialValues={initial} style={{ rowGap: 8 }}>
          <Form.Item label="末月">
            <MonthSelect value={to ?? ''} onChange={setChosen} />
          </Form.Item>
          <Form.Item name="years" label="往前">
            <Select style={{ width: 130 }} options={YEARS} />
          </Form.Item>
          <Form.Item name="trim" label="裁剪">
            <Select style={{ width: 170 }} options={TRIMS} />
          </Form.Item>
          <Form.Item label="核心病种例数">
            <Form.Item name="above" noStyle>
              <Select
                aria-label="界限含不含"
                style={{ width: 80 }}
                options={[
                  { value: 'inclusive', label: '≥' },
                  { value: 'exclusive', label: '>' },
                ]}
              />
            </Form.Item>{' '}
            <Form.Item name="threshold" noStyle>
              <InputNumber aria-label="例数界限" min={1} precision={0} style={{ width: 80 }} />
            </Form.Item>
          </Form.Item>
          <Form.Item name="scale" label="分值基数">
            <InputNumber min={1} style={{ width: 90 }} />
          </Form.Item>
          <Form.Item name="countedKinds" label="操作组合含" rules={[{ required: true, message: '至少选一类' }]}>
            <Checkbox.Group options={KINDS} />
          </Form.Item>
          <FormFields fields={about} />
          <FormField name="by" label="登记人" width={120} required />
          <Button type="primary" htmlType="submit" loading={busy} disabled={to === undefined}>
            测算
          </Button>
        </Form>
        <ProblemAlert problem={problem} />
        {busy && <JobProgress job={job} doing="正在测算" />}
        {job?.problem && <FailureAlert failure={job.problem} title="没有测算出来" />}
        {job?.status === 'done' && <BuildResult built={job.result as unknown as Built} />}
      </div>
    </Card>
  );
}

function BuildResult({ built }: { built: Built }) {
  return (
    <>
      <Alert
        type="success"
        showIcon
        title={`${built.key} 已登记为草案：${count(built.entries)} 个病种，${count(built.findings)} 条体检提醒`}
      />
      <BuildSummaryTable summary={built} />
    </>
  );
}

import { Button, Form, Input, Modal, Select, Tooltip } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { PeriodKind, Report, ReportOption } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { kindOf } from '../shared/PeriodSelect.tsx';

const KIND_NAMES: Record<PeriodKind, string> = {
  month: '月',
  quarter: '季度',
  half: '半年',
  year: '年',
  range: '起止日',
};

interface MakeReportButtonProps {
  report: Report;
  period: string;
  make: (options: Record<string, string>) => Promise<void>;
}

/** 「生成」:期间不合时说明能按什么期间做;有选项的先填选项。 */
export function MakeReportButton({ report, period, make }: MakeReportButtonProps) {
  const [asking, setAsking] = useState(false);
  const fits = report.periods.includes(kindOf(period));
  const hint = fits ? null : `此表按${report.periods.map((kind) => KIND_NAMES[kind]).join('、')}做，请改选期间`;
  return (
    <>
      <Tooltip title={hint}>
        <Button
          type="primary"
          disabled={!fits}
          onClick={() => (report.options.length > 0 ? setAsking(true) : make({}))}
        >
          生成
        </Button>
      </Tooltip>
      {asking && (
        <OptionsDialog
          report={report}
          close={() => setAsking(false)}
          confirm={async (options) => {
            setAsking(false);
            await make(options);
          }}
        />
      )}
    </>
  );
}

interface OptionsDialogProps {
  report: Report;
  close: () => void;
  confirm: (options: Record<string, string>) => Promise<void>;
}

function OptionsDialog({ report, close, confirm }: OptionsDialogProps) {
  const [form] = Form.useForm<Record<string, string | undefined>>();
  const submit = (values: Record<string, string | undefined>) =>
    confirm(Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value ? [[name, value]] : []))));
  return (
    <Modal
      open
      title={`${report.report} ${report.name}`}
      okText="生成"
      cancelText="取消"
      onOk={form.submit}
      onCancel={close}
    >
      <Form form={form} layout="vertical" onFinish={submit}>
        {report.options.map((option) => (
          <Form.Item
            key={option.name}
            name={option.name}
            label={option.label}
            rules={[{ required: option.required, message: `请填「${option.label}」` }]}
          >
            {optionControl(option)}
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}

function optionControl({ choices, values }: ReportOption) {
  if (choices) return <RegistrySelect choices={choices} />;
  return values ? <Select allowClear placeholder={values[0]?.label} options={values} /> : <Input maxLength={200} />;
}

interface Registered {
  key: string;
  name: string;
  version: string;
}

const REGISTRIES: Record<NonNullable<ReportOption['choices']>, string> = {
  scheme: '/schemes',
  dipCatalogue: '/dip/catalogues',
};

/** 从登记里选一个方案或目录。 */
function RegistrySelect({ choices, ...control }: { choices: NonNullable<ReportOption['choices']> }) {
  const { data, loading } = useApi<Registered[]>(urlOf(REGISTRIES[choices]));
  return (
    <Select
      {...control}
      loading={loading}
      options={(data ?? []).map(({ key, name, version }) => ({ value: key, label: `${name} ${version}` }))}
    />
  );
}

import { Button, Input, Segmented, Select, Tag } from 'antd';
import { monthName } from '../format.ts';
import { PAGES, type Params } from '../router.ts';
import { DepartmentSelect } from '../shared/DepartmentSelect.tsx';
import { useHospital } from '../shared/hospital.tsx';
import { periodChoices } from './periods.ts';

const STATUSES = [
  { value: '', label: '全部' },
  { value: 'grouped', label: '入组' },
  { value: 'ungrouped', label: '未入组' },
  { value: 'excluded', label: '不参加统计' },
];

/** 由指标表带来的条件:显示为可去掉的标签。 */
const UNITS = { ward: '病区', team: '医疗组', physician: '医师', mdc: 'MDC', drg: '病组' } as const;
const NOTHING_CHOSEN: Params = {
  department: undefined,
  status: undefined,
  ward: undefined,
  team: undefined,
  physician: undefined,
  mdc: undefined,
  drg: undefined,
  recordNo: undefined,
};

interface CaseFiltersProps {
  period: string;
  params: Params;
  onChange: (changed: Params) => void;
}

/** 病例的筛选条件;都写在地址里。 */
export function CaseFilters({ period, params, onChange }: CaseFiltersProps) {
  const { months } = useHospital();
  const choices = periodChoices(months.map(({ month }) => month));
  const known = choices.some(({ value }) => value === period);
  return (
    <search className="toolbar" aria-label={`${PAGES.cases}筛选`}>
      <Select
        aria-label="期间"
        style={{ width: 170 }}
        value={period}
        onChange={(chosen) => onChange({ period: chosen })}
        options={
          known
            ? choices
            : [{ value: period, label: /^\d{4}-\d{2}$/.test(period) ? monthName(period) : period }, ...choices]
        }
      />
      <DepartmentSelect value={params.department} onChange={(department) => onChange({ department })} />
      <Segmented
        options={STATUSES}
        value={params.status ?? ''}
        onChange={(status) => onChange({ status: status || undefined })}
      />
      <SearchText name="drg" placeholder="病组编码" width={130} params={params} onChange={onChange} />
      <SearchText name="recordNo" placeholder="病案号" width={160} params={params} onChange={onChange} />
      <UnitTags params={params} onChange={onChange} />
      <Button onClick={() => onChange(NOTHING_CHOSEN)}>清除</Button>
    </search>
  );
}

/** 病组编码已在输入框里,只有「未入组」要写成标签。 */
function UnitTags({ params, onChange }: Omit<CaseFiltersProps, 'period'>) {
  const chosen = (Object.keys(UNITS) as (keyof typeof UNITS)[]).filter(
    (unit) => params[unit] !== undefined && (unit !== 'drg' || params.drg === ''),
  );
  return chosen.map((unit) => (
    <Tag key={unit} color="blue" closable onClose={() => onChange({ [unit]: undefined })}>
      {UNITS[unit]} {params[unit] || (unit === 'mdc' || unit === 'drg' ? '（未入组）' : '（未填）')}
    </Tag>
  ));
}

interface SearchTextProps extends Omit<CaseFiltersProps, 'period'> {
  name: 'drg' | 'recordNo';
  placeholder: string;
  width: number;
}

/** 回车或点搜索才查;地址变了(清除、后退)输入框跟着变。 */
function SearchText({ name, placeholder, width, params, onChange }: SearchTextProps) {
  return (
    <Input.Search
      key={params[name] ?? ''}
      allowClear
      placeholder={placeholder}
      style={{ width }}
      defaultValue={params[name] ?? ''}
      onSearch={(text) => onChange({ [name]: text.trim() || undefined })}
    />
  );
}

import { createContext, type ReactNode, use, useCallback, useMemo } from 'react';
import { urlOf } from '../api/api.ts';
import type { Department, Hospital, MonthWithData, Problem } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import { useRemembered } from './remembered.ts';

interface HospitalData {
  hospitals: Hospital[];
  /** 正在看的医院;还没有数据时为 null。 */
  hospital: Hospital | null;
  choose: (id: string) => void;
  /** 有数据的月份,新的在前。 */
  months: MonthWithData[];
  departments: Department[];
  departmentName: (code: string | null) => string;
  /** 首次取数还没有完成。 */
  loading: boolean;
  problem: Problem | null;
  /** 数据变了(导入、撤回之后),重取。 */
  refresh: () => void;
}

const HospitalContext = createContext<HospitalData | null>(null);

export function useHospital(): HospitalData {
  const data = use(HospitalContext);
  if (!data) throw new Error('缺少 HospitalProvider');
  return data;
}

/** 各页共用:医院、有数据的月份、科室。 */
export function HospitalProvider({ children }: { children: ReactNode }) {
  const [chosen, choose] = useRemembered('hospital');
  const list = useApi<Hospital[]>(urlOf('/hospitals'));
  const hospitals = list.data ?? [];
  const hospital = hospitals.find(({ id }) => id === chosen) ?? hospitals[0] ?? null;
  const within = (path: string) => (hospital ? urlOf(path, { hospital: hospital.id }) : null);
  const months = useApi<MonthWithData[]>(within('/months'));
  const departments = useApi<Department[]>(within('/departments'));

  const refresh = useCallback(() => {
    list.reload();
    months.reload();
    departments.reload();
  }, [list.reload, months.reload, departments.reload]);
  const newestFirst = useMemo(() => (months.data ?? []).toReversed(), [months.data]);
  const names = useMemo(() => new Map(departments.data?.map(({ code, name }) => [code, name])), [departments.data]);

  return (
    <HospitalContext
      value={{
        hospitals,
        hospital,
        choose,
        months: newestFirst,
        departments: departments.data ?? [],
        departmentName: (code) => names.get(code ?? '') || code || '（未填科室）',
        loading: (list.loading && !list.data) || (months.loading && !months.data),
        problem: list.problem ?? months.problem ?? departments.problem,
        refresh,
      }}
    >
      {children}
    </HospitalContext>
  );
}

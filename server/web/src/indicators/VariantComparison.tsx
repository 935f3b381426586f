import { Button, Select, Table, type TableColumnsType, Tag } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Indicator } from '../api/types.ts';
import { useApi } from '../api/use-api.ts';
import type { FigureVariants } from '../figures/figure-types.ts';
import { indicatorValue, NONE } from '../format.ts';
import { FigureText, useIndicators } from '../overview/indicators.tsx';
import { useHospital } from '../shared/hospital.tsx';
import { MonthSelect } from '../shared/MonthSelect.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { AdoptDialog } from './AdoptDialog.tsx';
import { AdoptionHistory } from './AdoptionHistory.tsx';
import type { Adoption } from './adoption-types.ts';

type Unit = FigureVariants['units'][number];

/** 同名的几种算法逐科室并列:采用的一种,别的算法与它的差。 */
export function VariantComparison() {
  const { hospital, months } = useHospital();
  const indicators = useIndicators();
  const concepts = [...new Set([...indicators.values()].flatMap(({ concept }) => concept ?? []))];
  const [chosen, setConcept] = useState<string | null>(null);
  const [month, setMonth] = useState(months[0]!.month);
  const concept = chosen ?? concepts.find((name) => name === '费用消耗指数') ?? concepts[0];
  const query = { hospital: hospital!.id, concept, period: month, by: 'department' };
  const { data, problem, loading, reload } = useApi<FigureVariants>(concept ? urlOf('/figure-variants', query) : null);
  const history = useApi<Adoption[]>(urlOf('/indicators/adoptions', { hospital: hospital!.id }));
  const [adopting, setAdopting] = useState<Indicator | null>(null);
  const refresh = () => {
    reload();
    history.reload();
  };
  const shown = data?.concept === concept ? data : null;
  return (
    <div className="stack">
      <div className="toolbar">
        <Select
          aria-label="概念"
          style={{ width: 200 }}
          value={concept ?? null}
          onChange={setConcept}
          options={concepts.map((name) => ({ value: name, label: name }))}
        />
        <MonthSelect value={month} onChange={setMonth} />
      </div>
      <ProblemAlert problem={problem ?? history.problem} />
      {shown && <Algorithms indicators={shown.indicators} onAdopt={setAdopting} />}
      <Table<Unit>
        size="small"
        rowKey="code"
        loading={loading}
        columns={columnsOf(shown?.indicators ?? [])}
        dataSource={shown?.units ?? []}
        pagination={false}
        scroll={{ x: 'max-content' }}
      />
      <h4 style={{ margin: '8px 0 0' }}>「{concept}」采用哪一种算法的历史</h4>
      <AdoptionHistory
        adoptions={(history.data ?? []).filter((adoption) => adoption.concept === concept)}
        onChanged={refresh}
      />
      {adopting && (
        <AdoptDialog indicator={adopting} from={`${month}-01`} close={() => setAdopting(null)} done={refresh} />
      )}
    </div>
  );
}

interface AlgorithmsProps {
  indicators: Indicator[];
  onAdopt: (indicator: Indicator) => void;
}

/** 各种算法怎么算;没有采用的可以采用。 */
function Algorithms({ indicators, onAdopt }: AlgorithmsProps) {
  return (
    <ul className="small" style={{ margin: 0, paddingLeft: 20 }}>
      {indicators.map((indicator) => (
        <li key={indicator.id} style={{ marginBottom: 4 }}>
          <strong>{indicator.name}</strong> {indicator.adopted && <Tag color="success">采用</Tag>}
          {indicator.definition} {indicator.note}{' '}
          {!indicator.adopted && (
            <Button size="small" onClick={() => onAdopt(indicator)}>
              采用这个算法
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function columnsOf(indicators: Indicator[]): TableColumnsType<Unit> {
  const adopted = indicators.find((indicator) => indicator.adopted);
  return [
    { title: '科室', dataIndex: 'name', fixed: 'start', width: 140 },
    { title: '出院人次', dataIndex: 'cases', width: 90, align: 'right' },
    ...indicators.flatMap((indicator): TableColumnsType<Unit> => {
      const value = {
        title: `${indicator.name}${indicator.adopted ? '（采用）' : ''}`,
        key: indicator.id,
        align: 'right' as const,
        render: (_: unknown, unit: Unit) => <FigureText indicator={indicator} figure={unit.figures[indicator.id]} />,
      };
      if (indicator.adopted) return [value];
      const gap = {
        title: '差',
        key: `${indicator.id} gap`,
        align: 'right' as const,
        width: 90,
        render: (_: unknown, unit: Unit) => gapText(indicator, unit.gaps[indicator.id], adopted),
      };
      return [value, gap];
    }),
  ];
}

function gapText(indicator: Indicator, gap: number | null | undefined, adopted: Indicator | undefined): string {
  if (gap === null || gap === undefined || !adopted) return NONE;
  const shown = indicatorValue(indicator, Math.abs(gap));
  // 浮点尾差不是差。
  if (/^[0.%]*$/.test(shown)) return '0';
  return `${gap > 0 ? '+' : '−'}${shown}`;
}

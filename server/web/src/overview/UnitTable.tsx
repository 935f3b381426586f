import { Input, Table, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { Figure, FigureBy, FigureUnit, Indicator } from '../api/types.ts';
import { NONE, unitOf } from '../format.ts';
import { HEADER_HEIGHT } from '../theme.ts';
import { type Chosen, chosenIn, tableFigures } from './chosen-indicators.ts';
import { type FigurePlace, FigureText, IndicatorName, type Indicators } from './indicators.tsx';

interface UnitTableProps {
  by: FigureBy;
  units: FigureUnit[];
  /** 合计行:全院(或所选科室)本月的指标,不是各行的平均。 */
  total: { name: string; figures: Record<string, Figure> } | null;
  indicators: Indicators;
  loading: boolean;
  /** 合计的期间与所选科室。 */
  place: FigurePlace;
  onOpen: (unit: FigureUnit) => void;
}

export function UnitTable({ by, units, total, indicators, loading, place, onOpen }: UnitTableProps) {
  const [wanted, setWanted] = useState('');
  const shown = chosenIn(indicators, tableFigures(by));
  const found = units.filter((unit) =>
    [unit.code, unit.name, unit.parentName].some((text) => text?.includes(wanted.trim())),
  );
  return (
    <div className="stack">
      <div className="toolbar">
        <Input.Search
          allowClear
          placeholder="查编码或名称"
          style={{ width: 240 }}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span className="muted small">
          共 {found.length} 行；点一行看它的病例，点一个数看它的来历；停在数上看分子分母，停在列名上看定义
        </span>
      </div>
      <Table<FigureUnit>
        className="clickable-rows"
        size="small"
        rowKey={(unit) => `${unit.parentCode}/${unit.code}`}
        loading={loading}
        dataSource={found}
        columns={columnsOf(by, shown, place)}
        scroll={{ x: 'max-content' }}
        sticky={{ offsetHeader: HEADER_HEIGHT }}
        pagination={{ defaultPageSize: 50, hideOnSinglePage: true, showSizeChanger: true }}
        onRow={(unit) => ({ onClick: () => onOpen(unit) })}
        summary={() =>
          total && (
            <TotalRow
              total={total}
              indicators={shown.map(({ indicator }) => indicator)}
              lead={leadColumns(by).length}
              place={place}
            />
          )
        }
      />
    </div>
  );
}

const WITHIN_DEPARTMENT: Partial<Record<FigureBy, string>> = { ward: '病区', team: '医疗组', physician: '医师' };

/** 一行的单位:在科室之内才唯一的,带上科室。 */
function placeOf(by: FigureBy, unit: FigureUnit, { name: _, ...within }: FigurePlace): FigurePlace {
  const department = WITHIN_DEPARTMENT[by] ? (unit.parentCode ?? undefined) : within.department;
  const name = [WITHIN_DEPARTMENT[by] ? unit.parentName : null, unit.name].filter(Boolean).join(' ');
  return { ...within, department, [by]: unit.code, name };
}

function leadColumns(by: FigureBy): TableColumnsType<FigureUnit> {
  const name = (title: string, width: number) => ({
    title,
    key: 'name',
    fixed: 'start' as const,
    width,
    ellipsis: true,
    render: (_: unknown, unit: FigureUnit) => unit.name || unit.code || '（未填）',
    sorter: (a: FigureUnit, b: FigureUnit) => a.name.localeCompare(b.name, 'zh'),
  });
  const code = {
    title: '编码',
    dataIndex: 'code',
    width: 64,
    fixed: 'start' as const,
    render: (text: string) => text || NONE,
    sorter: (a: FigureUnit, b: FigureUnit) => a.code.localeCompare(b.code),
  };
  const parent = (title: string) => ({
    title,
    dataIndex: 'parentName',
    width: 130,
    ellipsis: true,
    render: (text: string | null) => text || NONE,
  });
  const within = WITHIN_DEPARTMENT[by];
  if (within) return [name(within, 130), parent('科室')];
  if (by === 'drg') return [code, name('病组', 260)];
  return [code, name(by === 'mdc' ? 'MDC' : '科室', by === 'mdc' ? 240 : 110)];
}

function columnsOf(by: FigureBy, chosen: Chosen[], place: FigurePlace): TableColumnsType<FigureUnit> {
  const figures = chosen.map(({ indicator, insteadOf }) => ({
    title: <ColumnTitle indicator={indicator} insteadOf={insteadOf} />,
    key: indicator.id,
    align: 'right' as const,
    sortDirections: ['descend', 'ascend'] as ('descend' | 'ascend')[],
    ...(indicator.id === 'discharges' && by !== 'department' && by !== 'mdc'
      ? { defaultSortOrder: 'descend' as const }
      : {}),
    showSorterTooltip: false,
    sorter: (a: FigureUnit, b: FigureUnit) => sortable(a, indicator) - sortable(b, indicator),
    render: (_: unknown, unit: FigureUnit) => (
      <FigureText indicator={indicator} figure={unit.figures[indicator.id]} place={placeOf(by, unit, place)} />
    ),
  }));
  return [...leadColumns(by), ...figures];
}

function ColumnTitle({ indicator, insteadOf }: Chosen) {
  const unit = unitOf(indicator);
  return (
    <>
      <IndicatorName indicator={indicator} insteadOf={insteadOf} />
      {unit === '万元' || unit === '元' ? <span className="small muted"> {unit}</span> : null}
    </>
  );
}

/** 没有数值的排在最小的后面。 */
const sortable = (unit: FigureUnit, { id }: Indicator) => unit.figures[id]?.value ?? Number.NEGATIVE_INFINITY;

function TotalRow({
  total,
  indicators,
  lead,
  place,
}: {
  total: NonNullable<UnitTableProps['total']>;
  indicators: Indicator[];
  lead: number;
  place: FigurePlace;
}) {
  return (
    <Table.Summary.Row>
      <Table.Summary.Cell index={0} colSpan={lead}>
        <strong>{total.name}</strong>
      </Table.Summary.Cell>
      {indicators.map((indicator, index) => (
        <Table.Summary.Cell key={indicator.id} index={lead + index} align="right">
          <strong>
            <FigureText indicator={indicator} figure={total.figures[indicator.id]} place={place} />
          </strong>
        </Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  );
}

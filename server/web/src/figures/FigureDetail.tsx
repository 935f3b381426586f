import { Descriptions, Segmented } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import { useApi } from '../api/use-api.ts';
import { changeOf, count, indicatorValue, NONE, unitOf } from '../format.ts';
import { ComponentTable } from '../quality-development/ComponentTable.tsx';
import { PartTable } from '../quality-development/PartTable.tsx';
import type { OfficialRow } from '../quality-development/quality-types.ts';
import { showValue } from '../quality-development/show-value.ts';
import { useHospital } from '../shared/hospital.tsx';
import { Loading } from '../shared/Loading.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { FigureCases } from './FigureCases.tsx';
import type { Comparison, FigureDetail as Detail, FigureTarget } from './figure-types.ts';
import { VariantList } from './VariantList.tsx';

const FIRST_PAGE = { page: 1, pageSize: 20 };

/** 一个数的来历:怎么算、与从前比、由哪些病例而来、按什么版本。 */
export function FigureDetail({ target: { indicator, ...unit } }: { target: FigureTarget }) {
  const { hospital } = useHospital();
  const [show, setShow] = useState<string>('');
  const [paging, setPaging] = useState(FIRST_PAGE);
  const query = { hospital: hospital!.id, ...unit, show: show || undefined, ...paging };
  const { data, problem, loading } = useApi<Detail>(urlOf(`/figures/${indicator}`, query));
  if (problem) return <ProblemAlert problem={problem} />;
  if (!data) return <Loading />;
  const choose = (role: string) => {
    setShow(role);
    setPaging(FIRST_PAGE);
  };
  const total = data.exclusions.reduce((sum, { cases }) => sum + cases, 0);
  return (
    <div className="stack figure-detail">
      <div>
        <strong className="figure-value">{indicatorValue(data.indicator, data.figure.value)}</strong>{' '}
        <span className="muted">{unitOf(data.indicator)}</span>
        {data.figure.reason && <span className="muted">{data.figure.reason}</span>}
      </div>
      <p className="formula">{data.formula.text}</p>
      <p className="formula number">{data.formula.withNumbers}</p>
      <Compared detail={data} />
      <VariantList variants={data.variants} />
      {data.official && <OfficialParts row={data.official} year={Number(unit.period)} />}
      <Definition detail={data} />
      {total > 0 && (
        <Segmented
          value={show}
          onChange={choose}
          options={[
            { value: '', label: `全部 ${count(total)}` },
            { value: 'numerator', label: '进入分子' },
            ...data.exclusions.map(({ role, label, cases }) => ({ value: role, label: `${label} ${count(cases)}` })),
          ]}
        />
      )}
      {total > 0 && (
        <FigureCases detail={data} loading={loading} onPage={(page, pageSize) => setPaging({ page, pageSize })} />
      )}
    </div>
  );
}

/** 医院级指标：各项数与填报、综合指数的构成、定性的文字。 */
function OfficialParts({ row, year }: { row: OfficialRow; year: number }) {
  return (
    <>
      {row.entry?.text && <p className="formula">{row.entry.text}</p>}
      {row.components.length > 0 && <ComponentTable components={row.components} year={year} />}
      {row.parts && <PartTable parts={row.parts} year={year} />}
    </>
  );
}

function Compared({ detail }: { detail: Detail }) {
  const { indicator, official, previous, lastYear, yearToDate } = detail;
  if (official) {
    return (
      <Descriptions
        size="small"
        column={{ xs: 1, md: 3 }}
        items={[
          { key: 'lastYear', label: '同比', children: <Change detail={detail} compared={lastYear} /> },
          { key: 'target', label: '目标', children: showValue(official, official.target) },
          {
            key: 'reference',
            label: '参考值',
            children: `${showValue(official, official.reference)} ${official.referenceSource ?? ''}`,
          },
        ]}
      />
    );
  }
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, md: 3 }}
      items={[
        { key: 'previous', label: '环比', children: <Change detail={detail} compared={previous} /> },
        { key: 'lastYear', label: '同比', children: <Change detail={detail} compared={lastYear} /> },
        {
          key: 'year',
          label: '年累计',
          children: `${indicatorValue(indicator, yearToDate.figure.value)} ${unitOf(indicator)}`,
        },
      ]}
    />
  );
}

function Change({ detail: { indicator, figure }, compared }: { detail: Detail; compared: Comparison | null }) {
  if (!compared) return NONE;
  const { base, value, reason, partial } = compared;
  const current = partial ? { ...figure, value: partial.value } : figure;
  const change = changeOf(indicator, current, { ...figure, value });
  if (value === null) {
    return (
      <span className="muted">
        {base.label} 没有数值{reason && `：${reason}`}
      </span>
    );
  }
  return (
    <span className="number">
      {base.label} 为 {indicatorValue(indicator, value)}，
      <span className={change?.mood ?? 'muted'}>{change?.text ?? NONE}</span>
      {partial && <span className="muted">（本期未完，两期各取同样的天数）</span>}
    </span>
  );
}

/** 定义与各项版本。 */
function Definition({ detail: { indicator, versions, weights } }: { detail: Detail }) {
  const days = (from: string | null, before: string | null) => `${from ?? ''} 至 ${before ?? ''}`;
  return (
    <Descriptions
      size="small"
      bordered
      column={{ xs: 1, md: 2 }}
      items={[
        { key: 'definition', label: '定义', span: 2, children: indicator.definition || NONE },
        { key: 'excludes', label: '排除', children: indicator.excludes || NONE },
        { key: 'owner', label: '责任部门', children: indicator.owner || NONE },
        { key: 'source', label: '来源文件', children: indicator.source },
        { key: 'version', label: '口径版本', children: versions.definition },
        {
          key: 'scheme',
          label: '分组方案',
          children: versions.schemes
            .map(
              ({ name, version, from, before }) =>
                `${name} ${version}${from || before ? `（${days(from, before)}）` : ''}`,
            )
            .join('；'),
        },
        { key: 'weights', label: '权重', children: weights.note },
        { key: 'policy', label: '支付政策', children: versions.policy ?? '本指标不涉及' },
        {
          key: 'lists',
          label: '编码清单',
          children:
            versions.codeLists
              .map(({ name, version, builtIn }) => `${name} ${version}${builtIn ? '（内置，供参考）' : ''}`)
              .join('；') || '本指标不涉及',
        },
        { key: 'note', label: '说明', children: indicator.note || NONE },
      ]}
    />
  );
}

import { Alert } from 'antd';
import { useEffect, useState } from 'react';
import { post, problemOf } from '../api/api.ts';
import type { Indicator, Problem } from '../api/types.ts';
import { count, decimal, indicatorValue } from '../format.ts';
import { useHospital } from '../shared/hospital.tsx';
import { MonthSelect } from '../shared/MonthSelect.tsx';
import type { Preview } from './indicator-types.ts';

interface FormulaPreviewProps {
  numerator: string;
  denominator: string;
  format: Indicator['format'];
  precision: number;
}

const PAUSE = 350;

/** 随写随查:公式写错就说明错在哪里,写对就以所选月份试算。 */
export function FormulaPreview({ numerator, denominator, format, precision }: FormulaPreviewProps) {
  const { hospital, months } = useHospital();
  const [month, setMonth] = useState(months[0]!.month);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const hospitalId = hospital!.id;

  useEffect(() => {
    if (numerator.trim() === '') {
      setPreview(null);
      setProblem(null);
      return;
    }
    let stale = false;
    const timer = setTimeout(async () => {
      const body = { numerator, denominator: denominator.trim() || null, period: month };
      try {
        const found = await post<Preview>(`/indicators/preview?hospital=${encodeURIComponent(hospitalId)}`, body);
        if (!stale) {
          setPreview(found);
          setProblem(null);
        }
      } catch (error) {
        if (!stale) {
          setPreview(null);
          setProblem(problemOf(error));
        }
      }
    }, PAUSE);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [numerator, denominator, month, hospitalId]);

  return (
    <div className="stack" style={{ marginBottom: 12 }}>
      <div className="toolbar">
        <span className="muted">试算月份</span>
        <MonthSelect value={month} onChange={setMonth} />
      </div>
      {problem && <Alert type="error" showIcon title={problem.detail} />}
      {preview && <Outcome preview={preview} indicator={{ format, precision }} />}
      {!problem && !preview && <Alert type="info" title="写下分子后在这里试算" />}
    </div>
  );
}

interface OutcomeProps {
  preview: Preview;
  indicator: Pick<Indicator, 'format' | 'precision'>;
}

function Outcome({ preview: { numeratorText, denominatorText, figure, measures }, indicator }: OutcomeProps) {
  const value = figure?.value ?? null;
  // 试算不折成万元,免得与公式对不上。
  const shown = indicatorValue({ ...indicator, denominator: '1' } as Indicator, value);
  return (
    <Alert
      type={value === null ? 'warning' : 'success'}
      showIcon
      title={value === null ? `没有数值：${figure?.reason}` : `试算结果 ${shown}`}
      description={
        <>
          <div>{denominatorText ? `（${numeratorText}）÷（${denominatorText}）` : numeratorText}</div>
          <div className="muted number">
            {measures
              .map(({ label, value: n }) => `${label} ${Number.isInteger(n) ? count(n) : decimal(n, 4)}`)
              .join('；')}
          </div>
        </>
      }
    />
  );
}

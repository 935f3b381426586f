import type { OfficialIndicator } from '../../analytics/performance/quality-development/definition.ts';
import { termsText } from '../../analytics/performance/quality-development/definition-text.ts';
import { officialIndicator } from '../../analytics/performance/quality-development/official-registry.ts';
import type { OfficialRow } from '../../sql/read-models/quality-development/official-table.read-model.ts';
import type { StoredFigure } from '../../sql/stores/yearly-figure.store.ts';
import { beijingTime, notesOf, type ReportScope, titleOf } from '../sheets/scope.ts';
import { column, times } from '../workbook/expression.ts';
import type { FormatName } from '../workbook/formats.ts';
import type { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Column, WrittenTable } from '../workbook/table.ts';
import { writeTable } from '../workbook/table-writer.ts';
import { amountFormat, valueFormat } from './value-format.ts';

/** 分子分母表的一行:一个指标的一项构成。 */
export interface TermRow {
  readonly indicator: OfficialIndicator;
  readonly role: '分子' | '分母' | '分子分母' | '对照' | '构成' | '填报值' | '文字';
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly unit: string;
  readonly origin: string;
  readonly reason: string | null;
  readonly entry: StoredFigure | null;
  /** 综合指数的一项才有。 */
  readonly part: {
    readonly worst: number;
    readonly best: number;
    readonly weight: number;
    score: number | null;
  } | null;
}

/** 一张清单各指标的构成,逐项一行。 */
export const termRows = (rows: readonly OfficialRow[]): TermRow[] => rows.flatMap(termsOf);

function termsOf(row: OfficialRow): TermRow[] {
  return [...ownTerms(row), ...entryTerm(row)];
}

function ownTerms(row: OfficialRow): TermRow[] {
  const { indicator, figure, components } = row;
  const shared = { indicator, entry: null, part: null, reason: figure.reason };
  if (figure.parts) {
    return figure.parts.map((part) => {
      const { name, unit } = officialIndicator(part.indicator);
      const scored = { worst: part.worst, best: part.best, weight: part.weight, score: part.score };
      const reason = part.value === null ? '没有数,不计分' : null;
      return {
        ...shared,
        role: '构成',
        code: part.indicator,
        name,
        value: part.value,
        unit,
        origin: '指标',
        reason,
        part: scored,
      };
    });
  }
  if (indicator.formulas) return components.map((component) => componentTerm(row, component));
  if (!indicator.registry && !indicator.specialty) return [];
  const text = termsText(indicator);
  const names = indicator.specialty ? ['Σ 例数×病种得分×100', '可计分病种的例数'] : [text.numerator, text.denominator];
  const values = [figure.numerator, figure.denominator];
  return names.flatMap((name, i): TermRow[] => {
    const role = i === 0 ? '分子' : '分母';
    if (name === null) return [];
    return [
      {
        ...shared,
        role,
        code: `${indicator.id}.${role}`,
        name,
        value: values[i] ?? null,
        unit: '',
        origin: '病案首页',
      },
    ];
  });
}

function componentTerm({ indicator }: OfficialRow, component: OfficialRow['components'][number]): TermRow {
  const { name, label, value, unit, origin, reason, entry } = component;
  const inTop = indicator.formulas!.numerator.measures.includes(name);
  const inBottom = indicator.formulas!.denominator?.measures.includes(name) ?? false;
  const role = inTop ? (inBottom ? '分子分母' : '分子') : inBottom ? '分母' : '对照';
  const from = origin === 'records' ? '病案首页' : '填报';
  return { indicator, role, code: name, name: label, value, unit, origin: from, reason, entry, part: null };
}

/** 直接填在指标上的:定性的文字,或填报的指标值。 */
function entryTerm({ indicator, entry, figure }: OfficialRow): TermRow[] {
  const { id, name, unit, qualitative } = indicator;
  const only = !indicator.formulas && !indicator.registry && !indicator.composite && !indicator.specialty;
  if (!entry && !only) return [];
  const shared = { indicator, code: id, name, unit, origin: '填报', entry, part: null };
  const reason = entry ? null : (figure.reason ?? '没有填报');
  return [{ ...shared, role: qualitative ? '文字' : '填报值', value: qualitative ? null : figure.filled, reason }];
}

/** 综合指数的构成与填报的指标值按指标的格式,其余看是不是整数。 */
const formatOf = ({ role, code, indicator, value }: TermRow): FormatName => {
  if (role === '构成') return valueFormat(officialIndicator(code));
  return role === '填报值' ? valueFormat(indicator) : amountFormat(value);
};

const scoreOf = ({ part }: TermRow) => part?.score ?? null;
const text = (key: string, header: string, width: number, value: (row: TermRow) => string | null): Column<TermRow> => ({
  key,
  header,
  width,
  format: 'text',
  value,
});
const number = (key: string, header: string, value: (row: TermRow) => number | null): Column<TermRow> => ({
  key,
  header,
  format: 'index4',
  value,
});

const columns: Column<TermRow>[] = [
  { key: 'no', header: '序号', format: 'serial', value: (_, i) => i + 1 },
  text('indicator', '指标编码', 24, (row) => row.indicator.id),
  text('indicatorName', '指标名称', 34, (row) => row.indicator.name),
  text('role', '角色', 9, (row) => row.role),
  text('code', '项目编码', 24, (row) => row.code),
  text('name', '项目名称', 40, (row) => row.name),
  { key: 'value', header: '值', format: formatOf, width: 18, value: (row) => row.value },
  text('unit', '单位', 11, (row) => row.unit || null),
  number('worst', '得0分的值', ({ part }) => part?.worst ?? null),
  number('best', '得满分的值', ({ part }) => part?.best ?? null),
  number('weight', '权重', ({ part }) => part?.weight ?? null),
  {
    key: 'score',
    header: '得分',
    format: 'index4',
    value: scoreOf,
    live: (row, { ref }) => {
      const [value, worst, best] = ['value', 'worst', 'best'].map(ref) as [string, string, string];
      return { formula: `IFERROR(MAX(0,MIN(1,(${value}-${worst})/(${best}-${worst}))),"—")`, value: scoreOf(row) };
    },
  },
  { key: 'weighted', header: '权重×得分', format: 'index4', formula: times(column('weight'), column('score')) },
  text('origin', '来源', 10, (row) => row.origin),
  text('enteredBy', '填报人', 12, ({ entry }) => entry?.enteredBy ?? null),
  text('enteredAt', '填报时间', 20, ({ entry }) => (entry ? beijingTime(entry.enteredAt) : null)),
  text('how', '怎么来的', 22, ({ entry }) => entry?.source ?? null),
  text('note', '文字说明', 40, ({ entry }) => entry?.text ?? null),
  text('evidence', '佐证说明', 30, ({ entry }) => entry?.evidence ?? null),
  text('attachment', '附件', 24, ({ entry }) => entry?.attachmentName ?? null),
  text('reason', '没有数的原因', 34, (row) => (row.value === null ? row.reason : null)),
];

export function writeTerms(book: ReportWorkbook, scope: ReportScope, rows: readonly TermRow[]): Promise<WrittenTable> {
  return writeTable(
    book,
    {
      sheet: '分子分母',
      title: titleOf(scope, '高质量发展指标分子分母表'),
      notes: notesOf(scope),
      unit: '金额：元',
      columns,
      nameColumns: 3,
      remarks: [
        '综合指数的一项：得分 =（值 − 得0分的值）÷（得满分的值 − 得0分的值），限在 0–1；没有数的项不计分，权重也不计入分母。',
        '「对照」不进公式，列出来供比较；填报的数改一次留一个版本，这里是现行版本。',
      ],
    },
    rows,
  );
}

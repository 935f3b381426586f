import type { z } from 'zod';
import { MEASURE_LABELS } from '../../analytics/performance/measures.ts';
import { definitionText } from '../../analytics/performance/quality-development/definition-text.ts';
import { fillable } from '../../analytics/performance/quality-development/fillable.ts';
import { officialIndicator } from '../../analytics/performance/quality-development/official-registry.ts';
import {
  type DiseaseYear,
  diseaseScore,
  diseaseValues,
} from '../../analytics/performance/quality-development/specialty-index.ts';
import type {
  OfficialRow,
  OfficialTable,
} from '../../sql/read-models/quality-development/official-table.read-model.ts';
import type { StoredFigure } from '../../sql/stores/yearly-figure.store.ts';
import type { EntryVersions, OfficialTableSchema } from './quality-development.schemas.ts';

type Table = z.output<typeof OfficialTableSchema>;

/** 一版填报。 */
export const presentEntry = (entry: StoredFigure): z.output<typeof EntryVersions>[number] => ({
  value: entry.value === null ? null : Number(entry.value),
  text: entry.text,
  evidence: entry.evidence,
  attachmentId: entry.attachmentId,
  attachmentName: entry.attachmentName,
  version: entry.version,
  source: entry.source,
  enteredBy: entry.enteredBy,
  enteredAt: entry.enteredAt.toISOString(),
});
const entryOrNull = (entry: StoredFigure | null) => (entry ? presentEntry(entry) : null);
const days = (period: { from: string; before: string } | null) =>
  period && { from: period.from, before: period.before };
const minus = (a: number | null, b: number | null) => (a === null || b === null ? null : a - b);

export function presentTable({ list, year, before, rows }: OfficialTable, years: number[]): Table {
  const { id, name, short, source, version, note } = list;
  return {
    list: { id, name, short, source, version, note, count: list.items.length },
    year: year.year,
    period: days(year.period),
    lastPeriod: days(before.period),
    years,
    codeLists: Object.values(year.lists).map((use) => {
      const { kind, name: title, version: edition, builtIn } = use;
      return { kind, name: title, version: edition, builtIn };
    }),
    rows: rows.map(presentRow),
    diseases: presentDiseases(year.facts.diseases, before.facts.diseases),
  };
}

/** 清单里的一行。 */
export function presentRow(row: OfficialRow): Table['rows'][number] {
  const { item, indicator, figure, lastYear, change, target, reached, components, entry, dataSource, responsible } =
    row;
  const { percent, integer, kind } = fillable(indicator.id)!;
  return {
    no: item?.no ?? null,
    item: item?.name ?? null,
    dimension: item?.dimension ?? '附加指标',
    id: indicator.id,
    name: row.name,
    kind: indicator.qualitative ? 'qualitative' : 'quantitative',
    direction: indicator.direction,
    unit: indicator.unit,
    format: indicator.format,
    precision: indicator.precision,
    definition: definitionText(indicator),
    note: indicator.note,
    source: indicator.source,
    version: indicator.version,
    value: figure.value,
    numerator: figure.numerator,
    denominator: figure.denominator,
    reason: figure.reason,
    basis: figure.basis,
    computed: figure.computed,
    filled: figure.filled,
    lastYear: lastYear.value,
    change,
    target: target?.target ?? null,
    reached,
    reference: target?.reference ?? null,
    referenceSource: target?.referenceSource ?? null,
    gap: minus(figure.value, target?.target ?? null),
    referenceGap: minus(figure.value, target?.reference ?? null),
    worst: target?.worst ?? null,
    best: target?.best ?? null,
    dataSource,
    responsible,
    components: components.map(({ name, label, unit, value, origin, reason, entry: own }) => {
      return {
        item: name,
        name: label,
        unit,
        value,
        origin,
        reason,
        entry: entryOrNull(own),
        hasCases: Object.hasOwn(MEASURE_LABELS, name),
      };
    }),
    parts: figure.parts?.map((part) => ({ ...part, name: officialIndicator(part.indicator).name })) ?? null,
    entry: entryOrNull(entry),
    fillable: { percent, integer, kind },
  };
}

function presentDiseases(diseases: readonly DiseaseYear[], before: readonly DiseaseYear[]): Table['diseases'] {
  const lastYear = new Map(before.map((disease) => [disease.code, disease]));
  return diseases.map((disease) => {
    const { code, name, cases, deaths } = disease;
    const {
      meanLos = null,
      meanFee = null,
      level4Share = null,
      minimallyInvasiveShare = null,
    } = diseaseValues(disease);
    const score = cases > 0 ? diseaseScore(disease, lastYear.get(code)) : null;
    const mortality = cases > 0 ? deaths / cases : null;
    return { code, name, cases, deaths, meanLos, meanFee, mortality, level4Share, minimallyInvasiveShare, score };
  });
}

import type { SchemeSheet } from '../../analytics/grouping/pack-tables.ts';
import { columnTitle, standardColumns, valueLabel } from '../../analytics/grouping/scheme-names.ts';
import type { SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import type { SchemeTableName } from '../../analytics/grouping/scheme-tables.ts';
import type { FormatName } from '../workbook/formats.ts';
import { displayWidth } from '../workbook/text.ts';

/** 工作表的一列:由方案表的一行(文本)得出这一格。 */
export interface SchemeColumn {
  readonly header: string;
  readonly width: number;
  readonly format: FormatName;
  readonly numeric: boolean;
  text(cells: readonly string[]): string;
}

/** 编码旁边给人看的名称;导入时不读。 */
export class SchemeNames {
  private readonly byKind: Readonly<Record<Aside['names'], ReadonlyMap<string, string>>>;

  constructor(pack: SchemePack) {
    this.byKind = {
      diagnosis: new Map(pack.diagnosisNames.map(({ code, name }) => [code, name])),
      procedure: new Map(pack.procedureNames.map(({ code, name }) => [code, name])),
      drg: new Map(pack.drgs.map(({ drg, name }) => [drg, name])),
    };
  }

  of(kind: Aside['names']): ReadonlyMap<string, string> {
    return this.byKind[kind];
  }
}

interface Aside {
  /** 名称排在这一列之后。 */
  readonly after: string;
  readonly header: string;
  readonly names: 'diagnosis' | 'procedure' | 'drg';
}

const diagnosisName = (after: string): Aside => ({ after, header: '诊断名称', names: 'diagnosis' });
const procedureName: Aside = { after: 'code', header: '手术操作名称', names: 'procedure' };
const ASIDES: { readonly [table in SchemeTableName]?: Aside } = {
  mdc_diagnosis: diagnosisName('code'),
  complication: diagnosisName('code'),
  exclusion: diagnosisName('main_dx'),
  valid_procedure: procedureName,
  drg_weight: { after: 'drg', header: 'DRG名称', names: 'drg' },
};

function asideOf({ kind }: SchemeSheet): Aside | undefined {
  if (kind.table !== 'adrg_code') return ASIDES[kind.table];
  return kind.given.list === 'proc' ? procedureName : diagnosisName('code');
}

const NUMERIC = new Set(['order', 'rw', 'benchmark_cost', 'benchmark_los', 'mortality_risk']);
const NARROW = 8;
const WIDE = 60;
/** 定列宽看这么多行,从头到尾均匀地取。 */
const SAMPLE = 2000;

/** 工作表的各列:方案表的列,编码之后加一列名称(有名称的话)。 */
export function schemeColumns(sheet: SchemeSheet, names: SchemeNames): SchemeColumn[] {
  const aside = asideOf(sheet);
  const columns = sheet.columns.flatMap((column, i) => {
    const own = tableColumn(sheet, column, i);
    const named = aside?.after === column ? names.of(aside.names) : null;
    if (!named || named.size === 0) return [own];
    return [own, textColumn(sheet, aside!.header, (cells) => named.get(cells[i]!) ?? '')];
  });
  return columns;
}

function tableColumn(sheet: SchemeSheet, column: string, i: number): SchemeColumn {
  const header = columnTitle(sheet.kind, column);
  if (NUMERIC.has(column))
    return { ...textColumn(sheet, header, (cells) => cells[i]!), format: 'plainNumber', numeric: true };
  const labelled = standardColumns.find((known) => known === column);
  return textColumn(sheet, header, labelled ? (cells) => valueLabel(labelled, cells[i]!) : (cells) => cells[i]!);
}

function textColumn(sheet: SchemeSheet, header: string, text: SchemeColumn['text']): SchemeColumn {
  const step = Math.ceil(sheet.rows.length / SAMPLE);
  let widest = 0;
  for (let i = 0; i < sheet.rows.length; i += step) widest = Math.max(widest, displayWidth(text(sheet.rows[i]!)));
  const width = Math.min(WIDE, Math.max(NARROW, displayWidth(header) + 5, widest + 3));
  return { header, width, format: 'text', numeric: false, text };
}

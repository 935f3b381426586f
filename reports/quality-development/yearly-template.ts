import type { Writable } from 'node:stream';
import type { OfficialList } from '../../analytics/performance/quality-development/definition.ts';
import { type Fillable, fillablesOfList } from '../../analytics/performance/quality-development/fillable.ts';
import type { StoredFigure } from '../../sql/stores/yearly-figure.store.ts';
import { wrappedRow } from '../sheets/wrapped-rows.ts';
import { ReportWorkbook } from '../workbook/report-workbook.ts';
import type { Cell, SheetWriter } from '../workbook/sheet-writer.ts';
import { safeFileName } from '../workbook/text.ts';

/** 填报模板的列;上传时按列名认。 */
export const TEMPLATE_COLUMNS = {
  year: '年份',
  item: '项目编码',
  name: '项目名称',
  unit: '单位',
  value: '数值',
  text: '文字说明',
  evidence: '佐证说明',
  attachment: '附件文件名',
  responsible: '责任部门',
  note: '填写说明',
} as const;
const HEADERS = Object.values(TEMPLATE_COLUMNS);
const WIDTHS = [7, 24, 40, 12, 18, 40, 30, 26, 16, 44];

export interface TemplateRequest {
  readonly hospital: string;
  readonly list: OfficialList;
  readonly year: number;
  readonly entries: ReadonlyMap<string, StoredFigure>;
  readonly generatedAt: Date;
}

export const templateFileName = ({ hospital, list, year }: TemplateRequest): string =>
  `${safeFileName(`${hospital}_${list.name}_年度填报_${year}年`)}.xlsx`;

/** 年度填报模板:黄色格可填,带出已填的数;改好后原样上传。 */
export async function writeYearlyTemplate(request: TemplateRequest, output: Writable): Promise<void> {
  const { hospital, list, year, generatedAt } = request;
  const marks = { hospital, reportNo: `年度填报-${list.id}-${year}`, confidentiality: '内部资料' };
  const book = new ReportWorkbook(output, marks, generatedAt, hospital);
  const sheet = book.openSheet('年度填报', { widths: WIDTHS, freeze: { rows: 3, columns: 3 }, titleRows: 3 });
  await sheet.title(`${hospital}${year}年度${list.name}填报表`, HEADERS.length);
  await sheet.notes(
    '黄色格可填;不要改项目编码与年份。比例填百分数(12.5 或 12.5%)。空着的行不改已填的数。附件先在页面上传,再填文件名。',
    '',
    HEADERS.length,
  );
  await sheet.row(
    HEADERS.map((value) => ({ value, role: 'header' as const })),
    24,
  );
  const { needed, optional } = fillablesOfList(list);
  for (const field of needed) await writeField(sheet, request, field);
  await sheet.row(
    [{ value: '以下由系统从病案首页等算出,可不填;填了则与算出的数对照(代理口径以填报为准)', role: 'section' }],
    24,
  );
  for (const field of optional) await writeField(sheet, request, field);
  sheet.printArea('A1', `J${sheet.lastRow}`);
  sheet.close();
  await book.close();
}

async function writeField(sheet: SheetWriter, { year, entries }: TemplateRequest, field: Fillable): Promise<void> {
  const entry = entries.get(field.item);
  const fixed = (value: string | number): Cell => ({ value, format: typeof value === 'number' ? 'serial' : 'wrapped' });
  const open = (value: string | null | undefined): Cell => ({ value: value ?? '', role: 'input', format: 'wrapped' });
  const shut: Cell = { value: '', format: 'wrapped' };
  await wrappedRow(
    sheet,
    [
      fixed(year),
      fixed(field.item),
      fixed(field.name),
      fixed(field.unit),
      field.kind === 'number' ? open(shownValue(field, entry)) : shut,
      open(entry?.text),
      open(entry?.evidence),
      open(entry?.attachmentName),
      fixed(field.responsible),
      fixed(field.note),
    ],
    WIDTHS,
  );
}

/** 已填的数,照填写的写法:比例写成百分数。 */
function shownValue(field: Fillable, entry: StoredFigure | undefined): string | null {
  if (!entry?.value) return null;
  return field.percent ? String(Number((Number(entry.value) * 100).toFixed(6))) : entry.value;
}

import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import ExcelJS from 'exceljs';
import { type Chart, chartXml, drawingXml } from './chart-xml.ts';

/**
 * 对 exceljs 4.4.0 流式写出器内部的依赖全部在这个文件里(版本已锁定)。
 * 需要钩住内部的三件事:真正的背压(它自己的流不理会下游快慢)、原生图表、每个部件固定的时间戳。
 */
interface Zip {
  append(source: unknown, data: { name: string; date?: Date }): unknown;
}

/** exceljs 流式工作表中我们用到的公开与内部成员。 */
export interface SheetInternals {
  readonly id: number;
  readonly name: string;
  readonly properties: { outlineLevelCol: number };
  readonly stream: PassThrough;
  startedData: boolean;
  autoFilter: unknown;
  pageSetup: Partial<ExcelJS.PageSetup>;
  columns: Partial<ExcelJS.Column>[];
  _sheetRelsWriter: { addRelationship(relationship: { Target: string; Type: string }): string };
  addConditionalFormatting(rule: ExcelJS.ConditionalFormattingOptions): void;
  commit(): void;
  _write(xml: string): void;
  _writeColumns(): void;
  _writeOpenSheetData(): void;
  _writeCloseSheetData(): void;
  _writeMergeCells(): void;
  _writePageMargins(): void;
  _writeLegacyData(): void;
}

interface WriterInternals {
  readonly zip: Zip;
  readonly created: Date;
  views: Partial<ExcelJS.WorkbookView>[];
  readonly styles: { addStyleModel(style: Partial<ExcelJS.Style>): number };
  readonly sharedStrings: { add(text: string): number };
  readonly definedNames: { add(location: string, name: string): void };
  addWorksheet(name: string, options: Partial<ExcelJS.AddWorksheetOptions>): SheetInternals;
  commit(): Promise<unknown>;
  addThemes(): Promise<void>;
  _openStream(path: string): PassThrough;
}

const Writer = ExcelJS.stream.xlsx.WorkbookWriter as unknown as new (options: object) => WriterInternals;
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PART = 'application/vnd.openxmlformats-officedocument';

/** 工作簿里的一个部件。exceljs 交来的是它自己的缓冲对象,这里换成 Buffer;写满时由 `drain` 告知。 */
class PartStream extends PassThrough {
  // biome-ignore lint/suspicious/noExplicitAny: 与 Writable.write 的多种重载一致
  override write(chunk: any, ...rest: any[]): boolean {
    const bytes = typeof chunk?.toBuffer === 'function' ? chunk.toBuffer() : chunk;
    return (super.write as (...all: unknown[]) => boolean)(bytes, ...rest);
  }
}

/** 流式 .xlsx 包:内容随写随压缩随送出,内存与行数无关。 */
export class ExcelPackage extends Writer {
  #drawings = 0;
  #charts = 0;
  #overrides: string[] = [];

  constructor(output: Writable, createdAt: Date, author: string) {
    super({
      stream: output,
      useStyles: true,
      created: createdAt,
      creator: author,
      lastModifiedBy: author,
      zip: { zlib: { level: 4 } },
    });
    this.views = [{ x: 0, y: 0, width: 24_000, height: 14_000, firstSheet: 0, activeTab: 0, visibility: 'visible' }];
  }

  /** 构造时最先写的部件;在它之前换掉 `zip.append`,使全部部件都带同一时间(同样的输入得到同样的字节)。 */
  override addThemes(): Promise<void> {
    const append = this.zip.append.bind(this.zip);
    this.zip.append = (source, data) =>
      append(data.name === '[Content_Types].xml' ? this.#withOverrides(String(source)) : source, {
        ...data,
        date: this.created,
      });
    return super.addThemes();
  }

  override _openStream(path: string): PassThrough {
    const stream = new PartStream({ highWaterMark: 1 << 18 });
    this.zip.append(stream, { name: path });
    stream.on('finish', () => stream.emit('zipped'));
    return stream;
  }

  /** 在工作表上放原生图表:图表部件、绘图部件、关系与内容类型。须在工作表提交之前调用。 */
  addCharts(sheet: SheetInternals, charts: readonly Chart[]): void {
    const drawing = ++this.#drawings;
    const numbers = charts.map(() => ++this.#charts);
    charts.forEach((chart, i) => {
      this.#addPart(`/xl/charts/chart${numbers[i]}.xml`, `${PART}.drawingml.chart+xml`, chartXml(chart));
    });
    this.#addPart(`/xl/drawings/drawing${drawing}.xml`, `${PART}.drawing+xml`, drawingXml(charts));
    this.zip.append(relationshipsXml(numbers.map((n) => ({ type: 'chart', target: `../charts/chart${n}.xml` }))), {
      name: `/xl/drawings/_rels/drawing${drawing}.xml.rels`,
    });
    const id = sheet._sheetRelsWriter.addRelationship({
      Target: `../drawings/drawing${drawing}.xml`,
      Type: `${OFFICE}/drawing`,
    });
    // drawing 元素的位置在页眉页脚之后、旧式批注之前,正是这一步。
    sheet._writeLegacyData = () => sheet._write(`<drawing r:id="${id}"/>`);
  }

  #addPart(path: string, contentType: string, xml: string) {
    this.#overrides.push(`<Override PartName="${path}" ContentType="${contentType}"/>`);
    this.zip.append(xml, { name: path });
  }

  #withOverrides(contentTypes: string) {
    return contentTypes.replace('</Types>', `${this.#overrides.join('')}</Types>`);
  }
}

/** exceljs 的流式工作表不写「水平居中」,补在页边距之前(架构规定的次序)。 */
export function centreOnPage(sheet: SheetInternals): void {
  const margins = sheet._writePageMargins.bind(sheet);
  sheet._writePageMargins = () => {
    sheet._write('<printOptions horizontalCentered="1"/>');
    margins();
  };
}

/** 合并单元格(只用于说明段落);它的位置在筛选之后。 */
export function mergeRanges(sheet: SheetInternals, ranges: readonly string[]): void {
  if (ranges.length === 0) return;
  sheet._writeMergeCells = () => {
    const cells = ranges.map((range) => `<mergeCell ref="${range}"/>`).join('');
    sheet._write(`<mergeCells count="${ranges.length}">${cells}</mergeCells>`);
  };
}

/**
 * 列宽与分级。exceljs 会把宽 9 的列当作缺省而不写,所以错开一点;
 * 分级等于表的级数时它会标成「已折叠」,底数列要展开可见,所以写列之前把级数调高(表头部分已写出,不受影响)。
 */
export function setColumns(
  sheet: SheetInternals,
  columns: readonly { width: number; outlineLevel?: number; style?: { numFmt: string } }[],
): void {
  sheet.properties.outlineLevelCol = 2;
  sheet.columns = columns.map((c) => (c.width === 9 ? { ...c, width: 9.05 } : c));
}

/** 开始写行:此后直接写行的 XML,不经过 exceljs 的行对象(它占去大表九成的时间)。 */
export function beginRows(sheet: SheetInternals): void {
  sheet._writeColumns();
  sheet._writeOpenSheetData();
  sheet.startedData = true;
}

/** 写一块行的 XML;下游满了就等它取走。 */
export async function writeRows(sheet: SheetInternals, xml: string): Promise<void> {
  if (!sheet.stream.write(xml)) await once(sheet.stream, 'drain');
}

function relationshipsXml(relations: readonly { type: string; target: string }[]): string {
  const items = relations.map(
    (r, i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${r.type}" Target="${r.target}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${items.join('')}</Relationships>`;
}

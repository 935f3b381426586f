import type { Writable } from 'node:stream';
import type { PageSetup } from 'exceljs';
import { beginRows, centreOnPage, ExcelPackage, setColumns } from './exceljs-package.ts';
import { SheetWriter } from './sheet-writer.ts';
import { StyleSheet } from './styles.ts';
import { columnLetter } from './text.ts';

/** 每页页眉页脚上的字。 */
export interface PageMarks {
  readonly hospital: string;
  readonly reportNo: string;
  readonly confidentiality: string;
}

export interface SheetSetup {
  readonly widths: readonly number[];
  /** 冻结的行数与列数。 */
  readonly freeze?: { rows: number; columns: number };
  /** 打印标题:前几行、前几列。 */
  readonly titleRows?: number;
  readonly titleColumns?: number;
  /** 右侧的底数列:分级折叠的组,不在打印区域内。 */
  readonly baseColumns?: { from: number; count: number };
  readonly onePage?: boolean;
  /** 打印成几页宽,缺省一页。 */
  readonly pagesWide?: number;
  readonly portrait?: boolean;
  /** 整列设为文本:以后在空行里填的编码也不会变成数。 */
  readonly asText?: boolean;
}

const CENTIMETRE = 1 / 2.54;
const A4 = 9;

/** 一个工作簿:逐表、逐行写出,写过的不能再改。表按写的次序排列。 */
export class ReportWorkbook {
  readonly #excel: ExcelPackage;
  readonly styles: StyleSheet;
  readonly #written: { name: string; rows: number }[] = [];

  constructor(
    output: Writable,
    private readonly marks: PageMarks,
    createdAt: Date,
    author: string,
  ) {
    this.#excel = new ExcelPackage(output, createdAt, author);
    this.styles = new StyleSheet(this.#excel);
  }

  /** 已写完的工作表与行数。 */
  get sheets(): readonly { name: string; rows: number }[] {
    return this.#written;
  }

  /** 给单元格起名,供公式与条件格式引用。 */
  defineName(name: string, sheet: string, cell: string): void {
    this.#excel.definedNames.add(`'${sheet}'!$${cell.replace(/(\d+)/, '$$$1')}`, name);
  }

  /** 反复出现的文本只存一份;返回它的编号。 */
  sharedText(text: string): number {
    return this.#excel.sharedStrings.add(text);
  }

  openSheet(name: string, setup: SheetSetup): SheetWriter {
    const sheet = this.#excel.addWorksheet(name, {
      properties: { defaultRowHeight: 18, outlineLevelCol: setup.baseColumns ? 1 : 0 },
      pageSetup: pageSetup(setup),
      headerFooter: headerFooter(this.marks),
      views: [view(setup)],
    });
    const { baseColumns } = setup;
    const columns = setup.widths.map((width, i) => {
      const isBase = baseColumns && i + 1 >= baseColumns.from && i + 1 < baseColumns.from + baseColumns.count;
      const style = setup.asText ? { style: { numFmt: '@' } } : {};
      return isBase ? { width, outlineLevel: 1 } : { width, ...style };
    });
    setColumns(sheet, columns);
    centreOnPage(sheet);
    beginRows(sheet);
    return new SheetWriter(sheet, this.styles, (charts) => this.#excel.addCharts(sheet, charts), this.#written);
  }

  /** 写完并关闭;输出流结束后返回。 */
  async close(): Promise<void> {
    await this.#excel.commit();
  }
}

function pageSetup(setup: SheetSetup): Partial<PageSetup> {
  return {
    paperSize: A4,
    orientation: setup.portrait ? 'portrait' : 'landscape',
    fitToPage: true,
    fitToWidth: setup.pagesWide ?? 1,
    ...(setup.pagesWide && setup.pagesWide > 1 ? { pageOrder: 'overThenDown' as const } : {}),
    fitToHeight: setup.onePage ? 1 : 0,
    margins: {
      left: CENTIMETRE,
      right: CENTIMETRE,
      top: 1.5 * CENTIMETRE,
      bottom: 1.5 * CENTIMETRE,
      header: 0.7 * CENTIMETRE,
      footer: 0.7 * CENTIMETRE,
    },
    ...(setup.titleRows ? { printTitlesRow: `1:${setup.titleRows}` } : {}),
    ...(setup.titleColumns ? { printTitlesColumn: `A:${columnLetter(setup.titleColumns)}` } : {}),
  };
}

function headerFooter({ hospital, reportNo, confidentiality }: PageMarks) {
  const plain = (text: string) => text.replaceAll('&', '&&');
  return {
    oddHeader: `&L&"宋体"&9 ${plain(hospital)}&R&"宋体"&9 ${plain(confidentiality)}`,
    oddFooter: `&L&"宋体"&9 编号：${plain(reportNo)}&C&"宋体"&9 第 &P 页 共 &N 页&R&"宋体"&9 打印时间：&D &T`,
  };
}

function view({ freeze }: SheetSetup) {
  const shared = { showGridLines: false, zoomScale: 100, zoomScaleNormal: 100 };
  if (!freeze) return { state: 'normal' as const, ...shared };
  const topLeftCell = `${columnLetter(freeze.columns + 1)}${freeze.rows + 1}`;
  return { state: 'frozen' as const, xSplit: freeze.columns, ySplit: freeze.rows, topLeftCell, ...shared };
}

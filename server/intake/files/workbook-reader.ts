import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import yauzl from 'yauzl';

/** 一张工作表:名称,与逐行的各格。 */
export interface SheetReader extends AsyncIterable<ExcelJS.Row> {
  readonly name: string;
}

interface Relationship {
  Id: string;
  Target: string;
}

/** exceljs 4.4.0 流式读取器的内部成员。 */
interface ReaderInternals {
  workbookRels?: Relationship[];
  model?: { sheets?: { name: string; rId: string }[] };
  sharedStrings?: unknown[];
  _parseRels(part: Readable): Promise<void>;
  _parseWorkbook(part: Readable): Promise<void>;
  _parseStyles(part: Readable): Promise<void>;
  _parseSharedStrings(part: Readable): AsyncGenerator<unknown>;
  _parseWorksheet(part: Readable, sheetNo: string): Iterable<{ value: AsyncIterable<ExcelJS.Row> }>;
}

const Reader = ExcelJS.stream.xlsx.WorkbookReader as unknown as new (path: string, options: object) => ReaderInternals;
const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open);

/**
 * 依目录的次序逐表逐行读工作簿。对 exceljs 4.4.0 读取器内部的依赖全在这里(版本已锁定):各部件由这里按名字取来,
 * 不用它自己按压缩包里的先后去碰——那样工作表排在目录之前时会丢名称,汉字恰在两块之间时会读成乱码。
 */
export async function* workbookSheets(path: string): AsyncGenerator<SheetReader> {
  const parts = await WorkbookParts.open(path);
  try {
    // 不设 styles: 'cache' 时,日期格读出来只是数字。
    const reader = new Reader(path, {
      worksheets: 'emit',
      sharedStrings: 'cache',
      styles: 'cache',
      hyperlinks: 'ignore',
      entries: 'ignore',
    });
    await readDirectory(reader, parts);
    const targets = new Map(reader.workbookRels?.map(({ Id, Target }) => [Id, partName(Target)]));
    for (const { name, rId } of reader.model?.sheets ?? []) {
      const part = await parts.text(targets.get(rId) ?? '');
      if (part) yield* sheetsOf(reader, part, name);
    }
  } finally {
    parts.close();
  }
}

/** 目录、样式、共用的文本:读工作表之前都要有。 */
async function readDirectory(reader: ReaderInternals, parts: WorkbookParts): Promise<void> {
  const workbook = await parts.text('xl/workbook.xml');
  const relationships = await parts.text('xl/_rels/workbook.xml.rels');
  const styles = await parts.text('xl/styles.xml');
  const strings = await parts.text('xl/sharedStrings.xml');
  if (workbook) await reader._parseWorkbook(workbook);
  if (relationships) await reader._parseRels(relationships);
  if (styles) await reader._parseStyles(styles);
  reader.sharedStrings = [];
  if (strings) for await (const _ of reader._parseSharedStrings(strings));
}

/** 关系里的目标可以从 xl 算起,也可以从包的根算起。 */
const partName = (target: string) => (target.startsWith('/') ? target.slice(1) : `xl/${target}`);

function* sheetsOf(reader: ReaderInternals, part: Readable, name: string): Generator<SheetReader> {
  for (const { value } of reader._parseWorksheet(part, '0')) yield Object.assign(value, { name });
}

/** 工作簿压缩包里的各部件,按名字取。 */
class WorkbookParts {
  readonly #streams: Readable[] = [];

  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  static async open(path: string): Promise<WorkbookParts> {
    const zip = await openZip(path, { lazyEntries: true, autoClose: false });
    const entries = new Map<string, yauzl.Entry>();
    await new Promise<void>((resolve, reject) => {
      zip.on('error', reject);
      zip.on('end', resolve);
      zip.on('entry', (entry: yauzl.Entry) => {
        entries.set(entry.fileName, entry);
        zip.readEntry();
      });
      zip.readEntry();
    });
    return new WorkbookParts(zip, entries);
  }

  /** 部件的文本流(块末的半个汉字接到下一块);没有这个部件为 null。 */
  async text(name: string): Promise<Readable | null> {
    const entry = this.entries.get(name);
    if (!entry) return null;
    const stream = await new Promise<Readable>((resolve, reject) => {
      this.zip.openReadStream(entry, (error, opened) => (error || !opened ? reject(error) : resolve(opened)));
    });
    this.#streams.push(stream.setEncoding('utf8'));
    return stream;
  }

  close(): void {
    for (const stream of this.#streams) stream.destroy();
    this.zip.close();
  }
}

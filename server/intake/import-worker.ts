import { createHmac } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import type { DischargeRecord } from '../../analytics/discharge/discharge-record.ts';
import type { NotedInFile } from '../../sql/stores/settle-batch.ts';
import type { ColumnsReport } from '../../sql/tables.ts';
import { openDayRuns, type RunForThread, warmSchemes } from '../grouping/day-runs.ts';
import { openDischargeFile } from './files/discharge-file.ts';
import { FileProblem, type RowBlock } from './files/file-problem.ts';
import {
  assertUsable,
  columnsReport,
  type FoundHeader,
  findHeader,
  likelyColumns,
  noHeader,
  noRows,
  TITLE_ROWS,
} from './find-header.ts';
import type {
  FromImportThread,
  ImportSetup,
  PreparedBlock,
  SchemeForThread,
  ToImportThread,
} from './import-protocol.ts';
import { compileRowPreparer, type Destination, noCounts, type RowPreparer } from './row-preparer.ts';
import { packBlocks, SourceRows } from './source-rows.ts';

/**
 * 导入线程:读文件、检查、分组、写成 COPY 文本;不碰数据库。主线程装得慢,这里就停下来等。
 * 线程留着给下一个文件用:方案只编译一次,小批量的接口提交不必每次等线程启动。
 */
const port = parentPort!;
const MAX_UNDERWAY = 3;

let underway = 0;
let wake: () => void = () => {};
let runAnswered: (runs: RunForThread[]) => void = () => {};
port.on('message', (message: ToImportThread) => {
  if (message.kind === 'warm') warm(message.schemes);
  else if (message.kind === 'import') void importFile(message.setup);
  else if (message.kind === 'run') runAnswered(message.runs);
  else {
    underway--;
    wake();
  }
});

/** 只是提早编好:编不成的,等到用它时再报错。 */
function warm(schemes: SchemeForThread[]): void {
  try {
    warmSchemes(schemes);
  } catch {
    // 导入时会再编一次,由那里说明原因。
  }
}

function send(message: FromImportThread): void {
  const transfer =
    message.kind === 'block'
      ? [
          message.cases.buffer,
          message.groups.buffer,
          message.findings.buffer,
          ...message.source.map(({ payload }) => payload.buffer),
        ]
      : [];
  port.postMessage(message, transfer as ArrayBuffer[]);
}

async function sendBlock(block: PreparedBlock): Promise<void> {
  while (underway >= MAX_UNDERWAY) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  underway++;
  send(block);
}

const hasher = (key: string) => (text: string) =>
  createHmac('sha256', key).update(text).digest('base64url').slice(0, 22);

async function importFile(setup: ImportSetup): Promise<void> {
  const run = new FileImport(setup);
  try {
    const file = await openDischargeFile(setup.path);
    await run.importRows(file.blocks);
    send({ kind: 'end', format: file.format, encoding: file.encoding, columns: run.columns!, noted: run.noted() });
  } catch (error) {
    if (error instanceof FileProblem) send({ kind: 'refused', failure: error.failure, columns: run.columns });
    else send({ kind: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

const noStorableRow = () =>
  new FileProblem({
    code: 'rows-unstorable',
    message: '数据行里没有一行有病案号与组织机构代码,一行也没有存入。',
    fix: '请检查导出的列是否对应正确。',
  });

const afterHeader = (block: RowBlock, headerRow: number): RowBlock =>
  block.firstRow > headerRow
    ? block
    : { ...block, rows: block.rows.slice(headerRow - block.firstRow + 1), firstRow: headerRow + 1 };

/** 一个文件的导入:先找表头,再由第一条能存的记录定下医院,逐块准备,攒够了就送出。 */
class FileImport {
  readonly #setup: ImportSetup;
  columns: ColumnsReport | null = null;
  #preparer: RowPreparer | null = null;
  #destination: Destination | null = null;
  #shippedRows = 0;
  /** 正在压缩、还没有送出的一块。 */
  #shipping: Promise<void> = Promise.resolve();
  constructor(setup: ImportSetup) {
    this.#setup = setup;
  }

  async importRows(blocks: AsyncIterable<RowBlock>): Promise<void> {
    let found: FoundHeader | null = null;
    let bytesRead = 0;
    for await (const block of blocks) {
      bytesRead = block.bytesRead;
      if (!found) {
        found = findHeader(block.rows, block.firstRow, this.#setup.mapping, {
          defaultHospital: this.#setup.defaultHospitalId !== null,
        });
        if (!found) this.columns ??= likelyColumns(block.rows, this.#setup.mapping);
        if (!found && block.firstRow + block.rows.length > TITLE_ROWS) throw noHeader();
        if (!found) continue;
        this.#preparer = await this.#prepareHeader(found);
      }
      await this.#take(this.#preparer!, afterHeader(block, found.row));
      if (this.#preparer!.isFull()) await this.#ship(bytesRead);
    }
    if (!found) throw noHeader();
    await this.#ship(bytesRead);
    await this.#shipping;
    if (!this.#destination) throw this.#shippedRows > 0 ? noStorableRow() : noRows();
  }

  noted(): NotedInFile {
    return this.#preparer!.noted();
  }

  async #prepareHeader({ header }: FoundHeader): Promise<RowPreparer> {
    this.columns = columnsReport(header);
    assertUsable(header);
    const source = new SourceRows([]);
    source.add(header.cells, 0);
    await sendBlock({
      kind: 'block',
      cases: new Uint8Array(),
      groups: new Uint8Array(),
      findings: new Uint8Array(),
      source: await packBlocks(source.take()),
      counts: noCounts(),
      bytesRead: 0,
    });
    const { batchId, defaultHospitalId, today, identityKey } = this.#setup;
    const hashIdentity = identityKey ? hasher(identityKey) : null;
    return compileRowPreparer(header, {
      batchId,
      defaultHospitalId,
      today,
      hashIdentity,
    });
  }

  /** 医院由第一条能存的记录定下;在它之前的行都不能存,只记缺陷。 */
  async #take(preparer: RowPreparer, { rows, firstRow }: RowBlock): Promise<void> {
    let from = 0;
    if (!this.#destination) {
      from = rows.findIndex((cells) => preparer.peek(cells) !== null);
      if (from < 0) return preparer.add(rows, firstRow, null);
      preparer.add(rows.slice(0, from), firstRow, null);
      this.#destination = await destinationOf(preparer.peek(rows[from]!)!);
    }
    preparer.add(from === 0 ? rows : rows.slice(from), firstRow + from, this.#destination);
  }

  /** 送出攒下的一块;压缩在线程池里做,同时接着准备下一块。 */
  async #ship(bytesRead: number): Promise<void> {
    const { source, ...lines } = this.#preparer!.take();
    this.#shippedRows += lines.counts.rows;
    await this.#shipping;
    this.#shipping = packBlocks(source).then((packed) =>
      sendBlock({ kind: 'block', ...lines, source: packed, bytesRead }),
    );
  }
}

/** 主线程登记医院,答以它的各现行运行。 */
async function destinationOf({ hospitalId, hospitalName }: DischargeRecord): Promise<Destination> {
  const runs = await new Promise<RunForThread[]>((resolve) => {
    runAnswered = resolve;
    send({ kind: 'begin', hospitalId, hospitalName });
  });
  return { runs: openDayRuns(runs), hospitalId };
}

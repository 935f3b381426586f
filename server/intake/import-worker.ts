import { createHmac } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import type { NotedInFile } from '../../sql/stores/settle-batch.ts';
import type { ColumnsReport } from '../../sql/tables.ts';
import { readSchemeFolder } from '../grouping/scheme-folder.ts';
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
import type { FromImportThread, ImportSetup, ToImportThread } from './import-protocol.ts';
import { compileRowPreparer, packRows, type RowPreparer } from './row-preparer.ts';

/**
 * 导入线程:读文件、检查、分组、写成 COPY 文本;不碰数据库。主线程装得慢,这里就停下来等。
 * 线程留着给下一个文件用:方案只编译一次,小批量的接口提交不必每次等线程启动。
 */
const port = parentPort!;
const MAX_UNDERWAY = 3;

let underway = 0;
let wake: () => void = () => {};
let runAnswered: (runId: number) => void = () => {};
port.on('message', (message: ToImportThread) => {
  if (message.kind === 'import') void importFile(message.setup);
  else if (message.kind === 'run') runAnswered(message.runId);
  else {
    underway--;
    wake();
  }
});

function send(message: FromImportThread): void {
  const transfer =
    message.kind === 'block'
      ? [
          message.cases.buffer,
          message.groups.buffer,
          message.findings.buffer,
          ...(message.source ? [message.source.payload.buffer] : []),
        ]
      : [];
  port.postMessage(message, transfer as ArrayBuffer[]);
}

async function sendBlock(block: FromImportThread): Promise<void> {
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

let compiled: { folder: string; scheme: CompiledScheme } | null = null;
async function schemeIn(folder: string): Promise<CompiledScheme> {
  if (compiled?.folder !== folder) compiled = { folder, scheme: compileScheme(await readSchemeFolder(folder)) };
  return compiled.scheme;
}

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

interface Started {
  runId: number;
  hospitalId: string;
}

const isBlank = (cells: string[]) => cells.every((cell) => cell.trim() === '');
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

/** 一个文件的导入:先找表头,再由第一条能存的记录定下医院,然后逐块准备。 */
class FileImport {
  readonly #setup: ImportSetup;
  columns: ColumnsReport | null = null;
  #started: Started | null = null;
  #preparer: RowPreparer | null = null;
  /** 医院还没定下时先攒着的块(文件开头几行)。 */
  #held: RowBlock[] = [];
  constructor(setup: ImportSetup) {
    this.#setup = setup;
  }

  async importRows(blocks: AsyncIterable<RowBlock>): Promise<void> {
    let found: FoundHeader | null = null;
    for await (const block of blocks) {
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
    }
    if (!found) throw noHeader();
    if (!this.#started) throw this.#held.some(({ rows }) => !rows.every(isBlank)) ? noStorableRow() : noRows();
  }

  noted(): NotedInFile {
    return this.#preparer!.noted();
  }

  async #prepareHeader({ header }: FoundHeader): Promise<RowPreparer> {
    this.columns = columnsReport(header);
    assertUsable(header);
    const counts = { rows: 0, stored: 0, errors: 0, warnings: 0, unstorable: 0, grouped: 0 };
    const source = await packRows([[...header.cells]], 0, []);
    await sendBlock({
      kind: 'block',
      cases: new Uint8Array(),
      groups: new Uint8Array(),
      findings: new Uint8Array(),
      source,
      counts,
      bytesRead: 0,
    });
    const { batchId, defaultHospitalId, today, identityKey, schemeFolder } = this.#setup;
    const hashIdentity = identityKey ? hasher(identityKey) : null;
    return compileRowPreparer(header, {
      batchId,
      scheme: await schemeIn(schemeFolder),
      defaultHospitalId,
      today,
      hashIdentity,
    });
  }

  async #take(preparer: RowPreparer, block: RowBlock): Promise<void> {
    if (this.#started) return forward(preparer, block, this.#started);
    this.#held.push(block);
    this.#started = await begin(preparer, block.rows);
    if (!this.#started) return;
    for (const held of this.#held) await forward(preparer, held, this.#started);
    this.#held = [];
  }
}

/** 第一条能存的记录决定本批的医院;主线程登记它并答以分组运行的编号。 */
async function begin(preparer: RowPreparer, rows: string[][]): Promise<Started | null> {
  for (const cells of rows) {
    const record = preparer.peek(cells);
    if (!record) continue;
    const runId = await new Promise<number>((resolve) => {
      runAnswered = resolve;
      send({ kind: 'begin', hospitalId: record.hospitalId, hospitalName: record.hospitalName });
    });
    return { runId, hospitalId: record.hospitalId };
  }
  return null;
}

async function forward(preparer: RowPreparer, block: RowBlock, { runId, hospitalId }: Started): Promise<void> {
  const prepared = await preparer.prepare(block.rows, block.firstRow, runId, hospitalId);
  await sendBlock({ ...prepared, bytesRead: block.bytesRead });
}

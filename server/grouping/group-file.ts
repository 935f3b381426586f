import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type Papa from 'papaparse';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { groupDelimitedCase } from '../../analytics/grouping/group-case.ts';
import { type GroupingResult, type GroupingStatus, UNGROUPED_DRG } from '../../analytics/grouping/grouping-case.ts';
import { eachCsvChunk } from '../csv-chunks.ts';
import { type BadValue, CaseColumns, variablesUsed } from './case-columns.ts';
import { readScheme } from './scheme-files/scheme-source.ts';

export interface GroupFileOptions {
  /** 方案:文件夹、.zip 或 .xlsx。 */
  readonly schemeFolder: string;
  /** 病例 CSV,UTF-8。 */
  readonly input: string;
  /** 结果 CSV;已有则覆盖。 */
  readonly output: string;
}

export interface GroupFileCounts {
  readonly cases: number;
  readonly grouped: number;
  readonly ambiguous: number;
  readonly noMdc: number;
  readonly noAdrg: number;
  /** 看不懂、按缺失处理的格数,与其中的前几处。 */
  readonly badValues: number;
  readonly badValueExamples: readonly BadValue[];
  /** 方案的条件用到、病例文件没有的列,都按缺失处理。 */
  readonly unrecorded: readonly string[];
}

/** 病例文件不成文件:空的、不是 UTF-8、引号不成对、与结果同名。 */
export class CaseFileUnreadable extends Error {
  readonly code = 'case-file-unreadable';
}

const notUtf8 = (file: string) => new CaseFileUnreadable(`病例文件「${file}」不是 UTF-8 编码,请另存为 UTF-8`);

const EXAMPLES = 20;
const EXAMPLES_TOLD = 5;

/** 给人看的结果,各一行;看不懂的格、没有的列说清楚。 */
export function groupingReport(counts: GroupFileCounts): string[] {
  const { cases, grouped, ambiguous, noMdc, noAdrg, badValues, badValueExamples, unrecorded } = counts;
  const lines = [`分组 ${cases} 例:入组 ${grouped},歧义 ${ambiguous},没有大类 ${noMdc},没有 ADRG ${noAdrg}`];
  if (unrecorded.length > 0) lines.push(`方案的条件用到而病例文件没有的列,都按缺失处理:${unrecorded.join('、')}`);
  if (badValues > 0) {
    const few = badValueExamples
      .slice(0, EXAMPLES_TOLD)
      .map(({ row, column, value }) => `第 ${row} 行 ${column}「${value}」`);
    lines.push(`${badValues} 格看不懂,按缺失处理:${few.join('、')}`);
  }
  return lines;
}

/**
 * 给一个文件的病例分组,写出 `case_id,mdc,adrg,drg,status`,行序与输入相同;未入组的三列写作 `0000,00,0000`。
 * 边读边写,所占内存与文件大小无关。
 * @throws SchemeRejected | SchemeFolderUnreadable | FileProblem | CaseColumnsMissing | CaseFileUnreadable
 */
export async function groupFile({ schemeFolder, input, output }: GroupFileOptions): Promise<GroupFileCounts> {
  if (resolve(input) === resolve(output)) throw new CaseFileUnreadable('结果文件与病例文件是同一个,会把病例覆盖掉');
  await access(input).catch((cause) => {
    throw new CaseFileUnreadable(`读不了病例文件「${input}」,请核对路径与权限`, { cause });
  });
  const scheme = compileScheme(await readScheme(schemeFolder));
  return new FileGrouping(scheme, input, output).run();
}

class FileGrouping {
  private readonly byStatus: Record<GroupingStatus, number> = { grouped: 0, ambiguous: 0, 'no-mdc': 0, 'no-adrg': 0 };
  private readonly badValues: BadValue[] = [];
  private badValueCount = 0;
  private columns: CaseColumns | null = null;
  private output: WriteStream | null = null;
  private row = 0;

  constructor(
    private readonly scheme: CompiledScheme,
    private readonly input: string,
    private readonly outputPath: string,
  ) {}

  async run(): Promise<GroupFileCounts> {
    try {
      await eachCsvChunk(this.input, (rows, errors) => this.groupChunk(rows, errors));
      if (this.output === null) throw new CaseFileUnreadable(`病例文件「${this.input}」是空的`);
      this.output.end();
      await finished(this.output);
    } catch (error) {
      this.output?.destroy();
      throw error;
    }
    const { grouped, ambiguous } = this.byStatus;
    const [noMdc, noAdrg] = [this.byStatus['no-mdc'], this.byStatus['no-adrg']];
    const cases = grouped + ambiguous + noMdc + noAdrg;
    return {
      cases,
      grouped,
      ambiguous,
      noMdc,
      noAdrg,
      badValues: this.badValueCount,
      badValueExamples: this.badValues,
      unrecorded: this.columns?.unrecorded ?? [],
    };
  }

  private async groupChunk(rows: string[][], errors: readonly Papa.ParseError[]): Promise<void> {
    const [error] = errors;
    if (error) throw new CaseFileUnreadable(`病例文件约第 ${this.row + (error.row ?? 0) + 1} 行的引号不成对`);
    const cases = this.columns === null ? this.readHeader(rows) : rows;
    let text = '';
    for (const cells of cases) text += this.groupRow(cells);
    await this.write(text);
  }

  private readHeader([header, ...cases]: string[][]): string[][] {
    if (!header) return [];
    if (header.some((name) => name.includes('\uFFFD'))) {
      throw notUtf8(this.input);
    }
    this.columns = new CaseColumns(this.input, header, (bad) => this.noteBadValue(bad), variablesUsed(this.scheme));
    // 表头认得出才动结果文件,以免用空文件盖掉上次的结果。
    this.output = createWriteStream(this.outputPath);
    // 写不成(磁盘满、无权限)由 write 与 run 抛出,不让它成为无人接的事件。
    this.output.on('error', () => {});
    this.output.write('case_id,mdc,adrg,drg,status\n');
    this.row = 1;
    return cases;
  }

  private groupRow(cells: string[]): string {
    this.row++;
    const { caseId, facts } = this.columns!.read(cells, this.row);
    if (facts.department?.includes('\uFFFD')) throw notUtf8(this.input);
    const result = groupDelimitedCase(this.scheme, facts);
    this.byStatus[result.status]++;
    return `${quoted(caseId)},${resultCells(result)}\n`;
  }

  private async write(text: string): Promise<void> {
    if (this.output === null) return;
    if (this.output.errored) throw this.output.errored;
    if (!this.output.write(text)) await once(this.output, 'drain');
  }

  private noteBadValue(bad: BadValue): void {
    this.badValueCount++;
    if (this.badValues.length < EXAMPLES) this.badValues.push(bad);
  }
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function resultCells({ status, mdc, adrg, drg }: GroupingResult): string {
  if (drg === UNGROUPED_DRG) return `${UNGROUPED_DRG},00,${UNGROUPED_DRG},${status}`;
  return `${mdc},${adrg},${drg},${status}`;
}

import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import type Papa from 'papaparse';
import { compileRegion } from '../../analytics/dip/compile-region.ts';
import type { CompiledRegion } from '../../analytics/dip/compiled-region.ts';
import { formatPoints, type Points } from '../../analytics/dip/exact-decimal.ts';
import { type DipMatch, matchCase, UNGROUPED_ENTRY } from '../../analytics/dip/match-case.ts';
import { eachCsvChunk } from '../csv-chunks.ts';
import { DipCaseColumns } from './dip-case-columns.ts';
import { readRegion } from './region-source.ts';

export interface MatchFileOptions {
  /** DIP 区域的文件夹。 */
  readonly regionFolder: string;
  /** 病例 CSV,UTF-8:case_id、diagnoses、procedures、total_cost(元);编码以 `|` 相连。 */
  readonly input: string;
  /** 结果 CSV;已有则覆盖。 */
  readonly output: string;
}

/** 费用看不懂的一行:没有匹配,结果各列留空。 */
export interface BadCost {
  /** 文件中的行号,表头是第 1 行。 */
  readonly row: number;
  readonly value: string;
}

export interface MatchFileCounts {
  readonly cases: number;
  readonly matched: number;
  readonly ungrouped: number;
  /** 费用看不懂的行数,与其中的前几行。 */
  readonly badCosts: number;
  readonly badCostExamples: readonly BadCost[];
  /** 全部病例分值之和(四位小数的文本)。 */
  readonly totalPoints: string;
}

/** 病例文件不成文件:空的、不是 UTF-8、引号不成对、与结果同名。 */
export class DipFileUnreadable extends Error {
  readonly code = 'dip-case-file-unreadable';
}

const EXAMPLES = 20;
const HEADER = 'case_id,entry,type,kind,deviation,points\n';

/**
 * 给一个文件的病例匹配病种并计分,写出 `case_id,entry,type,kind,deviation,points`,行序与输入相同;
 * 未入组的 entry 为 `ungrouped`,其余留空。边读边写,所占内存与文件大小无关。
 * @throws RegionRejected | RegionFolderUnreadable | DipColumnsMissing | DipFileUnreadable
 */
export async function matchFile({ regionFolder, input, output }: MatchFileOptions): Promise<MatchFileCounts> {
  if (resolve(input) === resolve(output)) throw new DipFileUnreadable('结果文件与病例文件是同一个,会把病例覆盖掉');
  await access(input).catch((cause) => {
    throw new DipFileUnreadable(`读不了病例文件「${input}」,请核对路径与权限`, { cause });
  });
  const region = compileRegion(await readRegion(regionFolder));
  return new FileMatching(region, input, output).run();
}

class FileMatching {
  private matched = 0;
  private ungrouped = 0;
  private readonly badCosts: BadCost[] = [];
  private badCostCount = 0;
  private points = 0n;
  private columns: DipCaseColumns | null = null;
  private output: WriteStream | null = null;
  private row = 0;

  constructor(
    private readonly region: CompiledRegion,
    private readonly input: string,
    private readonly outputPath: string,
  ) {}

  async run(): Promise<MatchFileCounts> {
    try {
      await eachCsvChunk(this.input, (rows, errors) => this.matchChunk(rows, errors));
      if (this.output === null) throw new DipFileUnreadable(`病例文件「${this.input}」是空的`);
      this.output.end();
      await finished(this.output);
    } catch (error) {
      this.output?.destroy();
      throw error;
    }
    return {
      cases: this.matched + this.ungrouped + this.badCostCount,
      matched: this.matched,
      ungrouped: this.ungrouped,
      badCosts: this.badCostCount,
      badCostExamples: this.badCosts,
      totalPoints: formatPoints(Number(this.points) as Points),
    };
  }

  private async matchChunk(rows: string[][], errors: readonly Papa.ParseError[]): Promise<void> {
    const [error] = errors;
    if (error) throw new DipFileUnreadable(`病例文件约第 ${this.row + (error.row ?? 0) + 1} 行的引号不成对`);
    const cases = this.columns === null ? this.readHeader(rows) : rows;
    let text = '';
    for (const cells of cases) text += this.matchRow(cells);
    await this.write(text);
  }

  private readHeader([header, ...cases]: string[][]): string[][] {
    if (!header) return [];
    if (header.some((name) => name.includes('\uFFFD')))
      throw new DipFileUnreadable(`病例文件「${this.input}」不是 UTF-8 编码,请另存为 UTF-8`);
    this.columns = new DipCaseColumns(this.input, header);
    // 表头认得出才动结果文件,以免用空文件盖掉上次的结果。
    this.output = createWriteStream(this.outputPath);
    // 写不成(磁盘满、无权限)由 write 与 run 抛出,不让它成为无人接的事件。
    this.output.on('error', () => {});
    this.output.write(HEADER);
    this.row = 1;
    return cases;
  }

  private matchRow(cells: string[]): string {
    this.row++;
    const { caseId, case: c, totalCost } = this.columns!.read(cells);
    if (c === null) {
      this.noteBadCost({ row: this.row, value: totalCost });
      return `${quoted(caseId)},,,,,\n`;
    }
    const match = matchCase(this.region, c);
    this.count(match);
    return `${quoted(caseId)},${resultCells(match)}\n`;
  }

  private count({ points }: DipMatch): void {
    if (points === null) this.ungrouped++;
    else this.matched++;
    this.points += BigInt(points ?? 0);
  }

  private async write(text: string): Promise<void> {
    if (this.output === null) return;
    if (this.output.errored) throw this.output.errored;
    if (!this.output.write(text)) await once(this.output, 'drain');
  }

  private noteBadCost(bad: BadCost): void {
    this.badCostCount++;
    if (this.badCosts.length < EXAMPLES) this.badCosts.push(bad);
  }
}

const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function resultCells({ entry, type, kind, deviation, points }: DipMatch): string {
  if (entry === null || points === null) return `${UNGROUPED_ENTRY},,,,`;
  return `${quoted(entry)},${type},${kind},${deviation},${formatPoints(points)}`;
}

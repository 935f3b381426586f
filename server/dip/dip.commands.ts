import { Command } from 'commander';
import { catalogueCommands } from './catalogue.commands.ts';
import { lintRegion, lintReport } from './lint-region.ts';
import { matchFile } from './match-file.ts';
import { addSettlementCommands } from './settle.commands.ts';

/** 命令组 `casemix dip`:匹配一个文件,体检一个区域,目录的登记。 */
export function dipCommands(): Command {
  const dip = new Command('dip').description('DIP:按区域的目录与政策匹配病种、计分');
  dip
    .command('match')
    .description('给病例文件匹配病种并计分')
    .requiredOption('--region <PATH>', '区域:文件夹(catalogue.csv、procedure_kind.csv、policy.json)、.zip 或 .xlsx')
    .requiredOption('--in <FILE>', '病例(CSV:case_id、diagnoses、procedures、total_cost)')
    .requiredOption('--out <FILE>', '结果(CSV:case_id,entry,type,kind,deviation,points)')
    .action(({ region, in: input, out }) => runMatch(region, input, out));
  dip
    .command('lint')
    .description('体检一个区域,一次说全;有错误时退出码为 1')
    .argument('<PATH>', '文件夹、.zip 或 .xlsx')
    .option('--all', '同类的提醒也全部列出')
    .action((folder: string, { all }: { all?: boolean }) => runLint(folder, all ?? false));
  for (const command of catalogueCommands()) dip.addCommand(command);
  addSettlementCommands(dip);
  return dip;
}

async function runMatch(regionFolder: string, input: string, output: string): Promise<void> {
  const counts = await matchFile({ regionFolder, input, output });
  const { cases, matched, ungrouped, badCosts, badCostExamples, totalPoints } = counts;
  console.log(`匹配 ${cases} 例,入组 ${matched} 例,未入组 ${ungrouped} 例,总分值 ${totalPoints},写入 ${output}`);
  if (badCosts === 0) return;
  const few = badCostExamples.slice(0, 5).map(({ row, value }) => `第 ${row} 行「${value}」`);
  console.warn(`${badCosts} 例的 total_cost 看不懂,没有匹配,结果留空:${few.join('、')}`);
}

async function runLint(folder: string, all: boolean): Promise<void> {
  const lint = await lintRegion(folder);
  for (const line of lintReport(lint, all)) console.log(line);
  if (lint.errors > 0) process.exitCode = 1;
}

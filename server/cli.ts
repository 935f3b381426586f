#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from 'commander';
import { monthPeriod, type Period, parsePeriod } from '../analytics/period.ts';
import { importFile } from './commands/import-file.ts';
import { makeReport } from './commands/make-report.ts';
import { describeConfig, readConfig } from './config.ts';
import { runDemo } from './demo/demo.ts';
import { dipCommands } from './dip/dip.commands.ts';
import { groupFile, groupingReport } from './grouping/group-file.ts';
import { schemeCommands } from './grouping/scheme.commands.ts';
import { REPORTS, type ReportId } from './reporting/reports.service.ts';
import { writeSample } from './sample/write-sample.ts';
import { startServer } from './serve.ts';

const program = new Command('casemix')
  .description('DRG/DIP 成本与绩效分析服务。设置经环境变量,见 casemix config。')
  .showHelpAfterError('(加 --help 看用法)');

const integer = (text: string) => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('应是不小于 0 的整数。');
  return Number(text);
};
const month = (text: string) => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('月份请写成 2025-06 的样子。');
  return text;
};

const period = (text: string) => {
  const read = parsePeriod(text);
  if (!read) throw new InvalidArgumentError('期间请写成 2025-06、2025-Q2、2025-H1、2025 的样子。');
  return read;
};
const option = (text: string, given: Record<string, string> = {}) => {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(text) ?? [];
  if (!name || value === undefined) throw new InvalidArgumentError('选项请写成 名称=值。');
  return { ...given, [name]: value };
};

program
  .command('serve')
  .description('启动服务')
  .action(async () => {
    const server = await startServer(readConfig(process.env));
    console.log(`casemix 已启动:${server.url}  (按 Ctrl+C 停止)`);
    const stop = () => void server.close().then(() => process.exit(0));
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });

program
  .command('demo')
  .description('演示:合成医院 20,000 例,导入、分组、出报表')
  .option('--exit', '做完即停')
  .action(({ exit }: { exit?: boolean }) => runDemo({ stay: !exit }));

program
  .command('sample')
  .description('写一个合成医院的出院数据文件;同种子同字节')
  .requiredOption('--cases <N>', '病例数', integer)
  .requiredOption('--seed <S>', '种子', integer)
  .requiredOption('--out <FILE>', '输出文件(CSV)')
  .option('--end-month <MONTH>', '末月', month, '2025-06')
  .option('--months <N>', '月数', integer, 13)
  .action(async ({ cases, seed, out, endMonth, months }) => {
    const summary = await writeSample({ file: out, cases, seed, endMonth, months });
    console.log(
      `写入 ${out}:${cases} 例,${summary.months.length} 个月,带缺陷 ${Object.values(summary.defects).reduce((n, d) => n + d.count, 0)} 行`,
    );
  });

program
  .command('import')
  .description('导入一个出院数据文件(CSV、xlsx、JSON)')
  .argument('<FILE>')
  .option('--source <NAME>', '数据来源(列对照按它保存)', '命令行')
  .option('--by <NAME>', '上传人', '命令行')
  .action(async (file: string, { source, by }) => {
    console.log(await importFile(readConfig(process.env), file, { source, uploadedBy: by }));
  });

program
  .command('report')
  .description(
    `生成报表:${Object.entries(REPORTS)
      .map(([id, { name }]) => `${id} ${name}`)
      .join('、')}`,
  )
  .argument('<REPORT>', '报表编号', (text: string) => {
    if (!(text in REPORTS)) throw new InvalidArgumentError(`没有报表 ${text};有 ${Object.keys(REPORTS).join('、')}。`);
    return text;
  })
  .option('--month <MONTH>', '月份,如 2025-06', month)
  .option('--period <PERIOD>', '期间:2025-06、2025-Q2、2025-H1、2025;各报表能做的期间见报表目录', period)
  .requiredOption('--out <FILE>', '输出文件(.xlsx)')
  .option('--option <NAME=VALUE...>', '报表自己的选项,可写几个', option)
  .option('--hospital <ID>', '机构代码(库中有几家时须写)')
  .option('--by <NAME>', '生成人', '命令行')
  .action(async (report: ReportId, { month: only, period: given, out, hospital, by, option: options = {} }) => {
    const chosen: Period | undefined = given ?? (only && monthPeriod(only));
    if (!chosen) throw new Error('请写明期间:--month 2025-06 或 --period 2025-Q2。');
    const request = { report, period: chosen, out, hospital, generatedBy: by, options };
    console.log(await makeReport(readConfig(process.env), request));
  });

program
  .command('group')
  .description('用一个方案给病例文件分组')
  .requiredOption('--scheme <PATH>', '方案:CSV 表的文件夹、.zip 或 .xlsx')
  .requiredOption('--in <FILE>', '病例(CSV)')
  .requiredOption('--out <FILE>', '结果(CSV:case_id,mdc,adrg,drg,status)')
  .action(async ({ scheme, in: input, out }) => {
    const counts = await groupFile({ schemeFolder: scheme, input, output: out });
    for (const line of groupingReport(counts)) console.log(line);
    console.log(`写入 ${out}`);
  });

program.addCommand(schemeCommands());
program.addCommand(dipCommands());

program
  .command('config')
  .description('列出全部设置与当前值')
  .addOption(new Option('--json', '以 JSON 输出'))
  .action(({ json }: { json?: boolean }) => {
    const settings = describeConfig(process.env);
    if (json) return console.log(JSON.stringify(settings, null, 2));
    for (const { name, value, about } of settings) console.log(`${name} = ${value}\n    ${about}`);
  });

program.parseAsync().catch((error: Error & { code?: string; failure?: { fix?: string } }) => {
  const missing = error.code === 'ENOENT' ? `文件不存在:${(error as NodeJS.ErrnoException).path}` : null;
  console.error(missing ?? `${error.message}${error.failure?.fix ?? ''}`);
  process.exitCode = 1;
});

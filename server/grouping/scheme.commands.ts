import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { lintReport } from '../dip/lint-region.ts';
import { conformanceCommand } from './conformance.command.ts';
import { builtInSchemeFolder } from './live-scheme.ts';
import { registryCommands } from './registry.commands.ts';
import { schemeLimits } from './scheme-files/limits.ts';
import { readScheme, readSchemeSource } from './scheme-files/scheme-source.ts';
import { exportScheme } from './scheme-files/write-scheme.ts';

const BUILT_IN = 'built-in';
const WHERE = `方案:文件夹、.zip 或 .xlsx;${BUILT_IN} 是内置参考方案`;

/** 命令组 `casemix scheme`:体检、导出、核对一个方案。 */
export function schemeCommands(): Command {
  const scheme = new Command('scheme').description('分组方案:体检、导出、核对,登记、施行与试算');
  scheme
    .command('lint')
    .description('体检一个方案,一次说全;有错误时退出码为 1')
    .argument('<PATH>', WHERE)
    .option('--all', '同类的提醒也全部列出')
    .action((path: string, { all }: { all?: boolean }) => lintScheme(path, all ?? false));
  scheme
    .command('export')
    .description('导出一个方案:.xlsx 是工作簿,.zip 是各表的 CSV,此外是文件夹;原样导入得到相同的方案')
    .argument('<PATH>', WHERE)
    .requiredOption('--out <FILE>', '输出(FILE.xlsx、FILE.zip 或文件夹)')
    .action((path: string, { out }: { out: string }) => exportTo(path, out));
  scheme.addCommand(conformanceCommand(WHERE, (path) => readScheme(fileOf(path), readOptions())));
  for (const command of registryCommands()) scheme.addCommand(command);
  return scheme;
}

const fileOf = (path: string) => (path === BUILT_IN ? builtInSchemeFolder() : path);
const readOptions = () => ({ limits: schemeLimits(readConfig(process.env).maxSchemeBytes) });

async function lintScheme(path: string, all: boolean): Promise<void> {
  const { findings, meta } = await readSchemeSource(fileOf(path), readOptions());
  const errors = findings.filter(({ level }) => level === 'error').length;
  console.log(`方案 ${meta.name}(${meta.id}@${meta.version})`);
  for (const line of lintReport({ findings, errors, warnings: findings.length - errors }, all)) console.log(line);
  if (errors > 0) process.exitCode = 1;
}

async function exportTo(path: string, out: string): Promise<void> {
  const pack = await readScheme(fileOf(path), readOptions());
  await exportScheme(pack, out, { at: new Date(), by: '命令行' });
  console.log(`方案 ${pack.meta.name} ${pack.meta.version} 写入 ${out}`);
}

import { Command } from 'commander';
import { requirePeriod } from '../../analytics/period.ts';
import { findJob } from '../../sql/stores/job.store.ts';
import { readConfig } from '../config.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { Problem } from '../http/problem.ts';
import { openServices, type Services } from '../services.ts';
import { compareSchemes } from './compare-schemes.ts';
import { presentSchemes } from './present-scheme.ts';
import { schemeLimits } from './scheme-files/limits.ts';
import { approveScheme, importScheme, liveDayOf, requireWithdrawable } from './scheme-registry.ts';

const STATUS = { draft: '草案', approved: '已核准', live: '施行中', retired: '已停用' } as const;
const BY = ['--by <NAME>', '经手人', '命令行'] as const;

/** 方案登记的各命令:导入、列出、核准、施行、停用、比较、试算;都在数据库上做。 */
export function registryCommands(): Command[] {
  return [
    new Command('import')
      .description('导入一个方案(文件夹、.zip、.xlsx)为草案;有错误则什么也不存')
      .argument('<PATH>')
      .option(...BY)
      .option('--id <ID>', '编号;不写用方案里的')
      .option('--scheme-version <VERSION>', '版本')
      .option('--name <NAME>', '名称')
      .option('--source <TEXT>', '来源(文件名、文号)')
      .option('--effective-from <DAY>', '生效日,如 2025-01-01')
      .action((path: string, options) => withServices((services) => importOne(services, path, options))),
    new Command('list').description('列出登记的方案').action(() => withServices(list)),
    new Command('approve')
      .description('核准草案')
      .argument('<KEY>', '编号@版本')
      .option(...BY)
      .action((key: string, { by }) => withServices(({ db }) => approveScheme(db, key, by))),
    new Command('live')
      .description('从某个出院日起施行,重新分组所涉的日子')
      .argument('<KEY>', '编号@版本')
      .option('--from <DAY>', '从哪个出院日起;不写为方案的生效日')
      .option(...BY)
      .action((key: string, { from, by }) =>
        withServices(async (services) =>
          runJob(services, 'scheme-live', { key, by, from: await liveDayOf(services.db, key, from) }),
        ),
      ),
    new Command('withdraw')
      .description('停用施行中的方案,它的日子归回前一个方案')
      .argument('<KEY>', '编号@版本')
      .option(...BY)
      .action((key: string, { by }) =>
        withServices(async (services) => {
          await requireWithdrawable(services.db, key);
          await runJob(services, 'scheme-withdrawal', { key, by });
        }),
      ),
    new Command('shadow')
      .description('试算:把一个期间的病例按另一方案分组,不动任何指标')
      .argument('<KEY>', '编号@版本,草案也可以')
      .requiredOption('--period <PERIOD>', '期间,如 2025-06、2025')
      .option('--hospital <ID>', '机构代码(库中有几家时须写)')
      .option(...BY)
      .action((schemeKey: string, { period, hospital, by }) =>
        withServices(async (services) => {
          const hospitalId = await resolveHospital(services.db, hospital);
          await runJob(services, 'shadow-run', { hospitalId, schemeKey, period: requirePeriod(period).label, by });
        }),
      ),
    new Command('diff')
      .description('两个登记的方案的规则差异')
      .argument('<OLD>', '旧方案,编号@版本')
      .argument('<NEW>', '新方案,编号@版本')
      .action((older: string, newer: string) => withServices((services) => diff(services, older, newer))),
  ];
}

/** 打开服务做一件事;说明清楚的错误带上各处明细。 */
export async function withServices(run: (services: Services) => Promise<unknown>): Promise<void> {
  const services = await openServices(readConfig(process.env), { serving: false });
  try {
    await run(services);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const details = error.errors.map(({ path, message }) => `  ${path}:${message}`);
    throw new Error([error.message, ...details].join('\n'));
  } finally {
    await services.close();
  }
}

interface ImportOptions {
  by: string;
  id?: string;
  schemeVersion?: string;
  name?: string;
  source?: string;
  effectiveFrom?: string;
}

async function importOne({ db, config }: Services, path: string, options: ImportOptions): Promise<void> {
  const { by, schemeVersion, ...about } = options;
  const given = { ...about, ...(schemeVersion ? { version: schemeVersion } : {}) };
  const limits = schemeLimits(config.maxSchemeBytes);
  const { key, unchanged, findings } = await importScheme(db, { path, given, createdBy: by, limits });
  if (unchanged) return console.log(`${key} 已登记,内容相同,没有改变。`);
  console.log(`${key} 已登记为草案,${findings.length} 条提醒(casemix scheme lint 列出)。`);
}

async function list({ db }: Services): Promise<void> {
  for (const scheme of await presentSchemes(db)) {
    const { key, name, status, liveFrom, liveBefore, drgs, forReference } = scheme;
    const days = status === 'live' ? ` ${liveFrom ?? '最早'} 至 ${liveBefore ?? '今后'}` : '';
    console.log(`${key}\t${STATUS[status]}${days}\t${drgs} 组\t${name}${forReference ? '(参考方案,不用于结算)' : ''}`);
  }
}

async function runJob({ db, jobs }: Services, kind: string, input: Record<string, unknown>): Promise<void> {
  const jobId = await jobs.submit(kind, input);
  await jobs.idle();
  const job = await findJob(db, jobId);
  if (job?.status !== 'done') throw new Error(job?.problem?.message ?? '任务没有完成');
  console.log(`完成:${(job.result as { cases?: number }).cases ?? 0} 例`);
}

async function diff({ db }: Services, older: string, newer: string): Promise<void> {
  const { changes, counts } = await compareSchemes(db, older, newer);
  for (const { level, code, change, old, new: now } of changes) {
    console.log([level, code, change, old ?? '—', now ?? '—'].join('\t'));
  }
  console.log(`共 ${changes.length} 处:${counts.map((c) => `${c.level}${c.change} ${c.rows}`).join('、')}`);
}

import type { Command } from 'commander';
import { insuranceNames } from '../../analytics/dip/insurance-kind.ts';
import type { PointValueBasis } from '../../analytics/dip/point-value.ts';
import { type Period, parsePeriod } from '../../analytics/period.ts';
import { settlement } from '../../sql/read-models/dip/settlement.read-model.ts';
import type { Config } from '../config.ts';
import { readConfig } from '../config.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { openServices, type Services } from '../services.ts';
import { runDip } from './dip-runs.ts';
import { readParameterFile } from './parameter-file.ts';
import { enterSettlementParameters, settlementParameters } from './parameters.service.ts';
import { settlementText } from './settlement-text.ts';

type Listed = Awaited<ReturnType<typeof settlementParameters>>['items'][number];

interface RunOptions {
  readonly period: string;
  readonly hospital?: string;
  readonly catalogue?: string;
  readonly by: string;
}

interface SettleOptions extends Omit<RunOptions, 'catalogue'> {
  readonly basis?: PointValueBasis;
  readonly run?: boolean;
}

interface ParameterOptions {
  readonly year: string;
  readonly region?: string;
  readonly in?: string;
  readonly hospital?: string;
  readonly by: string;
}

/** 在命令组 `casemix dip` 上加运行与结算。 */
export function addSettlementCommands(dip: Command): void {
  dip
    .command('run')
    .description('给一个期间的已存病例匹配病种、计分;写了目录是影子运行,不进结算')
    .requiredOption('--period <PERIOD>', '期间,如 2025-06、2025;供结算的须是整月')
    .option('--hospital <ID>', '机构代码(库中有几家时须写)')
    .option('--catalogue <KEY>', '目录的键,如 city@2025')
    .option('--by <NAME>', '经手人', '命令行')
    .action((options: RunOptions) => withServices((services) => run(services, options)));
  dip
    .command('settle')
    .description('一个月、季或年的 DIP 结算:各险种的一串数,低、基准、高与主要驱动因素')
    .requiredOption('--period <PERIOD>', '期间,如 2025-06、2025')
    .option('--hospital <ID>', '机构代码(库中有几家时须写)')
    .option('--basis <BASIS>', '点值口径:budget 预算、settlement 结算;不写:整年用结算,其余用预算')
    .option('--run', '先重新运行这个期间')
    .option('--by <NAME>', '经手人', '命令行')
    .action((options: SettleOptions) => withServices((services) => settle(services, options)));
  dip
    .command('parameters')
    .description('结算参数:列出现行的;给出文件则录入(CSV:insurance,name,low,base,high,source)')
    .requiredOption('--year <YEAR>', '年份,如 2025')
    .option('--region <ID>', '区域编号;不写用最近运行或施行的目录的区域')
    .option('--in <FILE>', '参数文件;有一项不对就一项也不录')
    .option('--hospital <ID>', '机构代码(库中有几家时须写)')
    .option('--by <NAME>', '经手人', '命令行')
    .action((options: ParameterOptions) => withServices((services) => parameters(services, options)));
}

async function withServices(work: (services: Services) => Promise<string[]>, config: Config = readConfig(process.env)) {
  const services = await openServices(config, { serving: false });
  try {
    for (const line of await work(services)) console.log(line);
  } finally {
    await services.close();
  }
}

function readPeriod(text: string): Period {
  const period = parsePeriod(text);
  if (!period) throw new Error(`「${text}」不是期间;请写 2025-06、2025-Q2 或 2025`);
  return period;
}

async function run(services: Services, { period, hospital, catalogue, by }: RunOptions): Promise<string[]> {
  const hospitalId = await resolveHospital(services.db, hospital);
  const request = { hospitalId, period: readPeriod(period), region: catalogue, createdBy: by };
  const { runIds, purpose, cases } = await runDip(services, request);
  return [`${period}:${cases} 例,运行 ${runIds.join('、')}${purpose === 'shadow' ? '(影子,不进结算)' : ''}`];
}

async function settle(services: Services, options: SettleOptions): Promise<string[]> {
  const { basis } = options;
  if (basis !== undefined && basis !== 'budget' && basis !== 'settlement')
    throw new Error(`--basis「${String(basis)}」不认识;可写 budget(预算点值)、settlement(结算点值)`);
  const done = options.run ? await run(services, options) : [];
  const hospitalId = await resolveHospital(services.db, options.hospital);
  const settled = await settlement(services.db, { hospitalId, period: readPeriod(options.period), basis });
  return [...done, ...settlementText(settled)];
}

async function parameters({ db }: Services, options: ParameterOptions): Promise<string[]> {
  const { hospital, region } = options;
  if (!/^20\d\d$/.test(options.year)) throw new Error(`--year「${options.year}」应是年份,如 2025`);
  const query = {
    year: Number(options.year),
    history: 'false' as const,
    ...(hospital && { hospital }),
    ...(region && { region }),
  };
  const known = await settlementParameters(db, query);
  if (known.region === null) throw new Error('还没有施行的 DIP 目录;请用 --region 写明区域编号');
  if (options.in) {
    const values = await readParameterFile(options.in);
    await enterSettlementParameters(db, { ...query, region: known.region, enteredBy: options.by, values });
  }
  const { items } = await settlementParameters(db, { ...query, region: known.region });
  return [`${known.region} ${options.year} 年结算参数 ${items.length} 项`, ...items.map(parameterText)];
}

const parameterText = ({ insurance, label, low, base, high, source }: Listed) =>
  `${insuranceNames[insurance]}\t${label}\t${low === high ? base : `${low} / ${base} / ${high}`}\t${source}`;

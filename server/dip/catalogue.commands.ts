import { Command, InvalidArgumentError, Option } from 'commander';
import { defaultChoices, type HistoryChoices } from '../../analytics/dip/history-basis.ts';
import { TRIM_METHODS, type TrimMethod } from '../../analytics/trimming.ts';
import { listRegions } from '../../sql/stores/dip-region.store.ts';
import { withServices } from '../grouping/registry.commands.ts';
import { schemeLimits } from '../grouping/scheme-files/limits.ts';
import type { Services } from '../services.ts';
import { type BuiltCatalogue, buildCatalogue } from './build-catalogue.ts';
import { buildOf } from './build-request.ts';
import { explained } from './catalogue-problem.ts';
import { compareCatalogues } from './compare-catalogues.ts';
import { importRegion } from './import-region.ts';
import { approveRegion, discardDraft, putRegionLive, retireRegion, statusNames } from './region-status.ts';
import { exportRegion, regionToExport } from './write-region.ts';

const KEY = '编号@版本';

/** 目录的各命令,都在数据库上做:导入、测算、列出、导出、核准、施行、停用、删除、比较。 */
export function catalogueCommands(): Command[] {
  return [importCommand(), buildCommand(), listCommand(), exportCommand(), ...statusCommands(), diffCommand()];
}

const by = () => new Option('--by <NAME>', '经手人').default('命令行');

/** 登记者可写明的身份。 */
function withAbout(command: Command): Command {
  return command
    .option('--id <ID>', '统筹区的编号')
    .option('--catalogue-version <VERSION>', '版本')
    .option('--name <NAME>', '名称')
    .option('--source <TEXT>', '来源(文件名、文号)')
    .option('--effective-from <DAY>', '生效日,如 2025-01-01')
    .option('--effective-to <DAY>', '有效期的最后一天')
    .option('--based-on <KEY>', '没有的表与政策,沿用这个目录的')
    .addOption(by());
}

interface AboutOptions {
  id?: string;
  catalogueVersion?: string;
  name?: string;
  source?: string;
  effectiveFrom?: string;
  effectiveTo?: string;
  basedOn?: string;
  by: string;
}

const aboutOf = (options: AboutOptions) => ({
  id: options.id,
  version: options.catalogueVersion,
  name: options.name,
  source: options.source,
  effective_from: options.effectiveFrom,
  effective_to: options.effectiveTo,
});

const importCommand = () =>
  withAbout(
    new Command('import')
      .description('导入一个目录(文件夹、.zip、.xlsx,或只有病种目录的 .csv)为草案;有错误则什么也不存')
      .argument('<PATH>'),
  ).action((path: string, options: AboutOptions) =>
    withServices(async ({ db, config }) => {
      const { key, entries, warnings, sameAs } = await importRegion(db, {
        path,
        limits: schemeLimits(config.maxSchemeBytes),
        about: aboutOf(options),
        basedOn: options.basedOn ?? null,
        createdBy: options.by,
      });
      console.log(`${key} 已登记为草案:${entries} 个病种,${warnings.length} 条提醒(casemix dip lint 列出)。`);
      if (sameAs.length > 0) console.log(`内容与 ${sameAs.join('、')} 完全相同。`);
    }),
  );

const month = (text: string) => {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) throw new InvalidArgumentError('月份请写成 2025-06 的样子。');
  return text;
};
const positive = (text: string) => {
  if (!/^\d+(\.\d+)?$/.test(text) || Number(text) === 0) throw new InvalidArgumentError('应是大于 0 的数。');
  return Number(text);
};
const weights = (text: string) => text.split(/[::,]/).map(positive);

interface BuildOptions extends AboutOptions {
  from: string;
  to: string;
  weights?: number[];
  trim: TrimMethod;
  threshold: number;
  exclusive?: boolean;
  counted: string;
  scale: number;
  minFee: number;
  maxLos: number;
  maxCv: number;
  hospital?: string;
  dictionary?: string;
}

const buildCommand = () =>
  withAbout(
    new Command('build')
      .description('由已存病例测算一个目录,登记为草案')
      .requiredOption('--from <MONTH>', '首月,如 2023-01', month)
      .requiredOption('--to <MONTH>', '末月(含),共 12、24 或 36 个月', month)
      .option('--weights <W>', '年权数,由旧到新(默认三年 1:2:7)', weights)
      .addOption(new Option('--trim <METHOD>', '裁剪方法').choices(TRIM_METHODS).default(defaultChoices.trim))
      .option('--threshold <N>', '核心病种的例数界限', positive, defaultChoices.threshold)
      .option('--exclusive', '例数要大于界限(默认大于等于)')
      .option('--counted <KINDS>', '进入操作组合的操作', defaultChoices.countedKinds.join(','))
      .option('--scale <N>', '分值 = RW × N', positive, defaultChoices.scale)
      .option('--min-fee <YUAN>', '参加测算的费用下限(元)', positive, defaultChoices.minFee)
      .option('--max-los <DAYS>', '参加测算的住院日上限', positive, defaultChoices.maxLos)
      .option('--max-cv <CV>', '变异系数不小于此为不稳定', positive, defaultChoices.maxCv)
      .option('--hospital <ID>', '只用一家医院的病例')
      .option('--dictionary <KEY>', '操作字典(默认内置的参考字典)'),
  ).action((options: BuildOptions) => withServices((services) => build(services, options)));

async function build({ db }: Services, options: BuildOptions): Promise<void> {
  const { weights: yearWeights, exclusive, counted, ...rest } = options;
  const countedKinds = counted.split(',').map((kind) => kind.trim()) as HistoryChoices['countedKinds'];
  const built = await explained(async () =>
    buildCatalogue(
      db,
      buildOf({
        ...rest,
        yearWeights,
        countedKinds,
        inclusive: !exclusive,
        about: aboutOf(options),
        createdBy: options.by,
      }),
      ({ done, total }) => console.log(`第 ${done}/${total} 步`),
    ),
  );
  for (const line of buildReport(built)) console.log(line);
  if (options.basedOn) await diff(db, options.basedOn, built.key);
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** 测算的结果,给人看的几行。 */
export function buildReport(built: BuiltCatalogue): string[] {
  const { counts, byType } = built;
  const typeLine = (name: string, { entries, cases, fee, caseShare, feeShare }: BuiltCatalogue['byType']['core']) =>
    `${name}:${entries} 个,${cases} 例(${percent(caseShare)}),${fee} 元(${percent(feeShare)})`;
  return [
    `${built.key} 已登记为草案:${built.entries} 个病种,${built.warnings.length} 条提醒`,
    `病例 ${counts.stored} 例,参加测算 ${counts.used} 例;有 E 级缺陷 ${counts.withErrors},费用或住院日在界外 ${counts.outOfBounds},没有 ICD-10 类目 ${counts.withoutCategory}`,
    `各年 ${built.years.join('、')};加权均费 ${built.overallMean} 元`,
    typeLine('核心病种', byType.core),
    typeLine('综合病种', byType.comprehensive),
    `变异系数过大 ${built.unstable} 个,不足两例、看不出的 ${built.stabilityUnknown} 个`,
  ];
}

const listCommand = () =>
  new Command('list').description('列出登记的目录').action(() =>
    withServices(async ({ db }) => {
      for (const row of await listRegions(db)) {
        const days = `${row.effective_from} 起${row.effective_before ? `,${row.effective_before} 前` : ''}`;
        console.log(`${row.region_key}\t${statusNames[row.status]}\t${days}\t${row.entry_count} 个病种\t${row.name}`);
      }
    }),
  );

const exportCommand = () =>
  new Command('export')
    .description('导出一个目录:.xlsx 是工作簿,.zip 是各表的 CSV,此外是文件夹;原样导入得到相同的目录')
    .argument('<KEY>', KEY)
    .requiredOption('--out <FILE>', '输出(FILE.xlsx、FILE.zip 或文件夹)')
    .action((key: string, { out }: { out: string }) =>
      withServices(async ({ db }) => {
        await exportRegion(await regionToExport(db, key), out, { at: new Date(), by: '命令行' });
        console.log(`${key} 写入 ${out}`);
      }),
    );

function statusCommands(): Command[] {
  const moves = [
    ['approve', '核准草案', approveRegion],
    ['live', '施行:管有效期内的出院日;与施行中的目录不能重叠', putRegionLive],
    ['withdraw', '停用施行中的目录', retireRegion],
  ] as const;
  const commands = moves.map(([name, about, move]) =>
    new Command(name)
      .description(about)
      .argument('<KEY>', KEY)
      .addOption(by())
      .action((key: string, options: { by: string }) =>
        withServices(async ({ db }) => {
          const { status } = await move(db, key, options.by);
          console.log(`${key} 现在是「${statusNames[status]}」`);
        }),
      ),
  );
  const discard = new Command('discard')
    .description('删除草案')
    .argument('<KEY>', KEY)
    .action((key: string) =>
      withServices(async ({ db }) => {
        await discardDraft(db, key);
        console.log(`${key} 的草案已删除`);
      }),
    );
  return [...commands, discard];
}

const diffCommand = () =>
  new Command('diff')
    .description('比较两个登记的目录')
    .argument('<OLD>', `旧目录,${KEY}`)
    .argument('<NEW>', `新目录,${KEY}`)
    .action((older: string, newer: string) => withServices(({ db }) => diff(db, older, newer)));

const SHOWN = 20;

async function diff(db: Services['db'], older: string, newer: string): Promise<void> {
  const { added, removed, changed, same, policies } = await compareCatalogues(db, older, newer);
  console.log(`${older} → ${newer}:新增 ${added.length},删除 ${removed.length},变动 ${changed.length},相同 ${same}`);
  for (const { key, before, after } of policies)
    console.log(`政策 ${key}:${before || '(没有写)'} → ${after || '(没有写)'}`);
  for (const { before, after, scoreChange } of changed.slice(0, SHOWN)) {
    const move = scoreChange === null ? '' : `,分值 ${scoreChange < 0 ? '' : '+'}${percent(scoreChange)}`;
    console.log(`变动 ${before.code} → ${after.code}「${after.name}」${move}`);
  }
  for (const entry of added.slice(0, SHOWN)) console.log(`新增 ${entry.code}「${entry.name}」`);
  for (const entry of removed.slice(0, SHOWN)) console.log(`删除 ${entry.code}「${entry.name}」`);
}

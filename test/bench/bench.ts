import { openPostgres } from '../../sql/database.ts';
import { migrate } from '../../sql/migrate.ts';
import type { Measurement } from './measurement.ts';
import { withPostgres } from './postgres.ts';

/**
 * 基准:`npm run bench [-- 名称]`,每行一个 JSON:`{"name","value","unit","ratio"?}`。
 * 与裸基线的比在同一次运行里测得;机器忙闲不一,只看比与中位数。
 */
const BENCHES: Record<string, () => Promise<Measurement[]>> = {
  'group.from_codes': async () => (await import('./grouping.ts')).benchGroupFromCodes(),
  'group.parsed': async () => (await import('./grouping.ts')).benchGroupParsed(),
  'group.proof': async () => (await import('./grouping.ts')).benchGroupProof(),
  'scheme.compile': async () => (await import('./grouping.ts')).benchSchemeCompile(),
  'group.now': async () => (await import('./group-now.ts')).benchGroupNow(),
  'dip.match': async () => (await import('./dip-match.ts')).benchDipMatch(),
  'dip.build': async () => (await import('./dip-build.ts')).benchDipBuild(),
  'ingest.pg': async () => (await import('./ingest.ts')).benchIngestPostgres(),
  'ingest.pglite': async () => (await import('./ingest.ts')).benchIngestEmbedded(),
  'ingest.rss': async () => (await import('./ingest.ts')).benchIngestMemory(),
  regroup: async () => (await import('./regroup.ts')).benchRegroup(),
  'report.r01': reportR01,
  'figures.dashboard': () => figuresBench('figures.dashboard'),
  'rollup.refresh': () => figuresBench('rollup.refresh'),
  'figures.benchmark': () => figuresBench('figures.benchmark'),
  'figures.all': () => figuresBench('figures.all'),
};

const figuresBench = async (name: string) => (await import('./figures.ts')).benchFigures(name);

/** R01 十万例(PostgreSQL):每秒单元格,与裸流式写出器之比。 */
async function reportR01(): Promise<Measurement[]> {
  const { benchReportR01 } = await import('./report-r01.ts');
  const { cellsPerSecond, ratio } = await withPostgres(async (url) => {
    const db = openPostgres(url);
    await migrate(db);
    return benchReportR01(db).finally(() => db.destroy());
  });
  return [{ name: 'report.r01', value: cellsPerSecond, unit: 'cells/s', ratio: Number(ratio.toFixed(3)) }];
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`没有基准 ${unknown.join('、')};有 ${Object.keys(BENCHES).join('、')}`);
  process.exit(1);
}
for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) {
  for (const measured of await BENCHES[name]!()) console.log(JSON.stringify(measured));
}

import type { Writable } from 'node:stream';
import type { Db } from '../../sql/database.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { type LowRiskDeaths, lowRiskDeaths } from '../../sql/read-models/low-risk-deaths/low-risk-deaths.read-model.ts';
import { writeCover } from '../sheets/cover.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import { fileNameOf, type ReportManifest, type ReportRequest, reportScope, runChecksum } from '../sheets/scope.ts';
import { writeTrace } from '../sheets/trace.ts';
import { writeRiskDeaths } from './death-list-sheet.ts';
import { writeRiskSummary } from './risk-summary-sheet.ts';
import { riskTrace } from './risk-trace.ts';

const REPORT = { no: 'R07', name: '低风险组死亡病例清单' };

/** R07 低风险组死亡病例清单:写到输出流,返回清单。 */
export async function writeLowRiskDeathsReport(
  db: Db,
  request: ReportRequest,
  output: Writable,
): Promise<ReportManifest> {
  const { hospitalId, period, options = {} } = request;
  const tierZeroAsLow = options.tierZeroAsLow === '是';
  const set = await figures(db, { hospitalId, period, by: 'hospital' });
  const data = await lowRiskDeaths(db, hospitalId, period, { tierZeroAsLow });
  const scope = await reportScope(db, request, REPORT, set);
  const book = openReport(output, scope);
  await writeCover(book, scope, runChecksum(scope, [data.summary, data.deaths]));
  const summary = await writeRiskSummary(book, scope, data);
  await writeRiskDeaths(book, scope, data, 1);
  await writeRiskDeaths(book, scope, data, 2);
  await writeDefinitions(book, scope, { cautions: cautionsOf(data, tierZeroAsLow), missing: MISSING });
  if (isRegistered(data, tierZeroAsLow)) await writeTrace(book, scope, riskTrace(data, summary));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: data.deaths.length };
}

/** 登记的低风险组指标只认装载的分级;按本院测算的分级、或把等级 0 当作低风险的,不是登记的那个数。 */
const isRegistered = ({ source }: Pick<LowRiskDeaths, 'source'>, tierZeroAsLow: boolean): boolean =>
  source.origin === 'loaded' && !tierZeroAsLow;

function cautionsOf({ source }: Pick<LowRiskDeaths, 'source'>, tierZeroAsLow: boolean): Remark[] {
  return [
    ['死亡风险等级的来源', source.note],
    ...(isRegistered({ source }, tierZeroAsLow)
      ? []
      : [['溯源', '本表没有按装载的分级统计，与系统的低风险组指标不是同一个数，故没有溯源表。'] as const]),
    [
      '分级方法',
      '参考集（地区或全国一年）各病组死亡率取自然对数，μ、σ 按病组不加权、总体标准差：低于 μ−σ 为低风险，μ−σ 至 μ 为中低，μ 至 μ+σ 为中高，不低于 μ+σ 为高。「低于均值减一倍标准差」见三级公立医院绩效监测操作手册（2025 版），对数与其余界值未见官方全文。',
    ],
    [
      '参考集中没有死亡的病组（等级 0）',
      tierZeroAsLow
        ? '本表按选项当作低风险。'
        : '默认不当作低风险：没有死亡可能只是例数少。生成报表时可选择当作低风险。',
    ],
    [
      '组死亡率',
      `本院参考期（${source.reference.from} 至 ${source.reference.before} 前出院）该病组的死亡率；没有病例为「—」。`,
    ],
    [
      '肿瘤终末/放弃治疗',
      '按诊断编码提示恶性肿瘤（C00–C97）与姑息治疗（Z51.5）；是否终末期、是否放弃治疗以病历为准，由科室核实。',
    ],
  ];
}

const MISSING: readonly Remark[] = [
  ['患者姓名', '导入时已去除身份信息，系统不存姓名；请凭病案号在病案系统中核对。'],
  ['可填的列', '首页编码复核结果、死亡讨论结论、整改措施由科室与质控填写（黄色格）。'],
];

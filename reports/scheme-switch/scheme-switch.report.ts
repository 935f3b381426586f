import type { Writable } from 'node:stream';
import { ChangeImpact } from '../../analytics/grouping/change-impact.ts';
import type { SchemeChange } from '../../analytics/grouping/scheme-change.ts';
import type { Db } from '../../sql/database.ts';
import { migrationMatrix, migrationOverall, migrationUnits } from '../../sql/read-models/case-migration.read-model.ts';
import { eachChangedCase } from '../../sql/read-models/changed-cases.read-model.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { type ShadowRun, weightsTextOf } from '../../sql/stores/shadow-run.store.ts';
import { writeChecks } from '../sheets/checks.ts';
import { writeCover } from '../sheets/cover.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import { fileNameOf, type ReportManifest, type ReportRequest, reportScope, runChecksum } from '../sheets/scope.ts';
import { writeMatrix } from './matrix-sheet.ts';
import { writeOverall } from './overall-sheet.ts';
import { writeRules } from './rule-sheet.ts';
import { switchChecks } from './switch-checks.ts';
import { writeUnits } from './unit-sheet.ts';

const REPORT = { no: 'R14', name: '方案切换模拟对比表' };

/** 报表要的试算与规则差异,由调用者先做好。 */
export interface SwitchSources {
  readonly run: ShadowRun;
  /** 规则差异的旧方案,如 `编号@版本`。 */
  readonly against: string;
  readonly changes: readonly SchemeChange[];
  /** 比较时要注意的,印在总体影响表下。 */
  readonly notes: readonly string[];
}

const CAUTIONS: readonly Remark[] = [
  ['新方案', '把期间内的现行病例按新方案另行分组（试算），不改变任何已发布的指标。'],
  ['组变化', '按病组编码比较：编码相同而名称、权重不同的不算变化；未入组与歧义记作「未入组」。'],
  ['病组影响', '按现行病组归集：一行是现行在该组的病例，看它们在新方案下的权重。'],
  ['总权重差', '两边各用各的权重表；权重来源不同时不宜直接相比，见总体影响表下的说明。'],
  ['CMI现行、CMI新', '两边都是总权重 ÷ 有权重的入组病例数，与本院采用哪一种 CMI 算法无关。'],
  ['影响例数', '只计换了病组的病例；一个病例可以涉及几处规则差异，各行不可相加。'],
];
const MISSING: readonly Remark[] = [
  ['支付、差额、盈亏、高低倍率', '未装载支付政策，两个方案的支付标准都不知道；装载后再生成即得。'],
];

/** R14 方案切换模拟对比表:写到输出流,返回清单。 */
export async function writeSchemeSwitchReport(
  db: Db,
  request: ReportRequest,
  output: Writable,
  { run, against, changes, notes }: SwitchSources,
): Promise<ReportManifest> {
  const { hospitalId, period } = request;
  const set = await figures(db, { hospitalId, period, by: 'hospital' });
  const scope = await reportScope(db, request, REPORT, set);
  const overall = await migrationOverall(db, run);
  const matrix = await migrationMatrix(db, run);
  const nameOf = await departmentNames(db, hospitalId);
  const departments = (await migrationUnits(db, run, 'department')).map((unit) => ({
    ...unit,
    name: nameOf(unit.code),
  }));
  const groups = await migrationUnits(db, run, 'drg');
  const impact = new ChangeImpact(changes);
  if (changes.length > 0) await eachChangedCase(db, run, (changed) => impact.add(changed));

  const book = openReport(output, scope);
  await writeCover(book, scope, runChecksum(scope, [run.schemeKey, overall, matrix]), [
    [
      '新方案',
      `${run.schemeName} ${run.schemeVersion}`,
      run.forReference ? '参考方案，不用于结算' : `编号 ${run.schemeKey}`,
    ],
    ['新方案的权重', weightsTextOf(run), ''],
    ['规则差异的旧方案', against, '期末施行的方案'],
  ]);
  const overallTable = await writeOverall(book, scope, overall, notes);
  const matrixTable = await writeMatrix(book, scope, matrix, overall);
  const departmentTable = await writeUnits(book, scope, 'department', departments);
  const groupTable = await writeUnits(book, scope, 'drg', groups);
  await writeRules(book, scope, changes, impact);
  await writeDefinitions(book, scope, { cautions: CAUTIONS, missing: MISSING });
  const tables = { overall: overallTable, matrix: matrixTable, departments: departmentTable, groups: groupTable };
  await writeChecks(book, scope, switchChecks(tables, overall, scope.includedCases));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: overall.cases };
}

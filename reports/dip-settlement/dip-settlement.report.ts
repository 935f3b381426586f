import type { Writable } from 'node:stream';
import { basisName } from '../../analytics/dip/payment-terms.ts';
import { periodKind } from '../../analytics/period.ts';
import type { Db } from '../../sql/database.ts';
import { deviationCases } from '../../sql/read-models/dip/deviation-cases.read-model.ts';
import type { InsuranceSettlement, Settlement } from '../../sql/read-models/dip/settlement.read-model.ts';
import { figures } from '../../sql/read-models/figures.read-model.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { writeChecks } from '../sheets/checks.ts';
import { type CoverLine, writeCover } from '../sheets/cover.ts';
import { type Remark, writeDefinitions } from '../sheets/definitions.ts';
import { openReport } from '../sheets/open-report.ts';
import {
  fileNameOf,
  type ReportManifest,
  type ReportRequest,
  type ReportScope,
  reportScope,
  runChecksum,
} from '../sheets/scope.ts';
import { NOT_AVAILABLE } from '../workbook/text.ts';
import { writeDipDepartments } from './department-sheet.ts';
import { writeDeviations } from './deviation-sheet.ts';
import { dipChecks } from './dip-checks.ts';
import { DIP_CAUTIONS, DIP_DEFINITIONS } from './dip-definitions.ts';
import { activeInsurances, dipFigures, insuranceName } from './dip-figures.ts';
import { writeDipEntries } from './entry-sheet.ts';
import { writeScenarios } from './scenario-sheet.ts';
import { writeDipSummary } from './summary-sheet.ts';

const REPORT = { no: 'R09', name: 'DIP分值与点值测算表' };

/** R09 DIP分值与点值测算表:写到输出流,返回清单。 @throws SettlementRefused 还没有 DIP 运行,或期间跨年。 */
export async function writeDipSettlementReport(
  db: Db,
  request: ReportRequest,
  output: Writable,
): Promise<ReportManifest> {
  const data = await dipFigures(db, request);
  const { settled } = data;
  const scope = await dipScope(db, request, settled);
  const book = openReport(output, scope);
  const checksum = runChecksum(
    scope,
    [data.entries, data.departments].map((rows) => rows.map(({ unit }) => unit)),
  );
  await writeCover(book, scope, checksum, coverLines(settled, scope));
  const summary = await writeDipSummary(book, scope, settled);
  const entries = await writeDipEntries(book, scope, data.entries, summary);
  const departments = await writeDipDepartments(book, scope, data.departments);
  const names = await departmentNames(db, request.hospitalId);
  const deviations = await writeDeviations(book, scope, settled, names, deviationCases(db, settled));
  const { table: scenarios, rows } = await writeScenarios(book, scope, settled);
  await writeDefinitions(book, scope, {
    definitions: DIP_DEFINITIONS,
    cautions: DIP_CAUTIONS,
    missing: missingFrom(settled),
  });
  await writeChecks(book, scope, dipChecks({ summary, entries, departments, deviations, scenarios }, rows));
  await book.close();
  return { fileName: fileNameOf(scope), sheets: book.sheets, cases: scope.includedCases };
}

/** 抬头:方案是 DIP 目录,分值出自目录,没有权重表。 */
async function dipScope(db: Db, request: ReportRequest, settled: Settlement): Promise<ReportScope> {
  const { hospitalId, period } = request;
  const scope = await reportScope(db, request, REPORT, await figures(db, { hospitalId, period, by: 'hospital' }));
  const regions = [...new Map(settled.runs.map((run) => [run.region_key, run])).values()];
  const name = regions.map((run) => `${run.region_name} ${run.version}`).join('、');
  return {
    ...scope,
    scheme: { id: settled.regionId, name: `DIP目录 ${name}`, version: '', forReference: false },
    weights: { origin: 'none', note: `无（${basisName(settled.basis)}）`, tables: [], monthsWithout: [] },
  };
}

function coverLines({ insurances, runs, basis }: Settlement, { excludedRecords }: ReportScope): CoverLine[] {
  const active = insurances.filter(({ counts }) => counts.cases > 0);
  const values = active.map((one) => `${insuranceName(one.insurance)} ${pointValueText(one)}`);
  const coefficients = active.map(
    ({ insurance, parameters }) =>
      `${insuranceName(insurance)} ${parameters.hospitalCoefficient?.base.toFixed() ?? `${Number(runs.at(-1)!.hospital_coefficient)}（目录政策）`}`,
  );
  return [
    ['点值/费率', values.join('；') || NOT_AVAILABLE, basisName(basis)],
    ['机构系数', [...new Set(coefficients)].join('；') || NOT_AVAILABLE, '基层病种用基层系数，不随机构系数'],
    [
      'DIP运行',
      runs.map(({ run_id, engine_version }) => `${run_id}（引擎 ${engine_version}）`).join('、'),
      '病种与分值出自这些运行',
    ],
    ['排除病例数', excludedRecords, '有 E 级缺陷的记录，不进入任何指标'],
  ];
}

function pointValueText({ chain, pointValue }: InsuranceSettlement): string {
  const range = chain?.pointValue.range;
  if (!range || !pointValue.ok) return NOT_AVAILABLE;
  const base = range.base.toFixed(4);
  return range.low.equals(range.high) ? base : `${base}（${range.low.toFixed(4)}–${range.high.toFixed(4)}）`;
}

function missingFrom(settled: Settlement): Remark[] {
  const active = activeInsurances(settled);
  const wholeYear = periodKind(settled.scope.period) === 'year';
  return [
    ...active.flatMap(({ insurance, pointValue }): Remark[] =>
      pointValue.ok ? [] : [[`${insuranceName(insurance)}点值与支付`, pointValue.reason]],
    ),
    ...active.flatMap(({ insurance, parameters }): Remark[] =>
      parameters.prepaid && wholeYear
        ? []
        : [
            [
              `${insuranceName(insurance)}统筹已付`,
              wholeYear ? '没有录「全年已预付」。' : '只有全年的已预付，期间不是整年。',
            ],
          ],
    ),
    ...active.flatMap(({ insurance, counts: { withoutBurden, pending } }): Remark[] => [
      ...(withoutBurden > 0
        ? ([
            [`${insuranceName(insurance)}缺个人负担`, `${withoutBurden} 例有分值而没有个人负担，没有进结算。`],
          ] as const)
        : []),
      ...(pending > 0
        ? ([
            [
              `${insuranceName(insurance)}待运行`,
              `${pending} 例还没有 DIP 结果（运行之后才导入，或当日没有施行的目录），没有进结算。`,
            ],
          ] as const)
        : []),
    ]),
    ['主要手术操作名称', 'DIP 目录只有操作编码。'],
  ];
}

import type { z } from 'zod';
import { typeNames } from '../../analytics/dip/region-pack.ts';
import type { Db } from '../../sql/database.ts';
import { comparedCaseList } from '../../sql/read-models/dip/compared-cases.read-model.ts';
import { dipUnitParts } from '../../sql/read-models/dip/dip-units.read-model.ts';
import { comparisonDrivers } from '../../sql/read-models/dip/drg-terms.ts';
import { entryLabels } from '../../sql/read-models/dip/entry-labels.ts';
import { type SettlementBasis, settlement, settlementBasis } from '../../sql/read-models/dip/settlement.read-model.ts';
import { type ComparedBy, sideBySide } from '../../sql/read-models/dip/side-by-side.read-model.ts';
import { unitsOf } from '../../sql/read-models/dip/unit-money.ts';
import { departmentNames } from '../../sql/read-models/unit-names.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { driverText, presentRange, presentSettlement } from './present-settlement.ts';
import type {
  ComparedCaseQuery,
  ComparedUnitSchema,
  CompareQuery,
  SettlementQuerySchema,
  UnitSchema,
  UnitsQuery,
} from './settlement.schemas.ts';
import { explained } from './settlement-problem.ts';

type Query = z.output<typeof SettlementQuerySchema>;

async function settlementQuery(db: Db, { hospital, period, basis, run }: Query) {
  return { hospitalId: await resolveHospital(db, hospital), period, basis, runId: run };
}

/** 一个期间的结算。 @throws Problem */
export const settlementOf = (db: Db, query: Query) =>
  explained(async () => presentSettlement(await settlement(db, await settlementQuery(db, query))));

const basisOf = (db: Db, query: Query) => explained(async () => settlementBasis(db, await settlementQuery(db, query)));

const pageOf = <T>(all: readonly T[], page: number, pageSize: number) => ({
  items: all.slice((page - 1) * pageSize, page * pageSize),
  total: all.length,
  page,
  pageSize,
});

/** 科室或病种的支付与盈亏,总费用高的在前。 */
export async function settlementUnits(db: Db, query: z.output<typeof UnitsQuery>) {
  const basis = await basisOf(db, query);
  const parts = await dipUnitParts(db, basis, query.by);
  const codes = [...new Map(totalCosts(parts)).entries()].sort((a, b) => b[1] - a[1]).map(([code]) => code);
  const page = pageOf(codes, query.page, query.pageSize);
  const shown = new Set(page.items);
  const units = unitsOf(
    basis,
    parts.filter(({ code }) => shown.has(code)),
  );
  const label = await unitLabels(db, basis, query.by);
  const items = units.map(
    (unit): z.output<typeof UnitSchema> => ({
      code: unit.code,
      ...label(unit.code),
      cases: unit.cases,
      entries: unit.entries,
      lowCases: unit.lowCases,
      highCases: unit.highCases,
      score: unit.score.toFixed(4),
      points: unit.points.toFixed(4),
      cost: unit.cost.toFixed(2),
      costRatio: unit.costRatio?.toFixed(4) ?? null,
      standard: presentRange(unit, 'standard'),
      balance: presentRange(unit, 'balance'),
    }),
  );
  return { ...page, items };
}

function totalCosts(parts: readonly { code: string; sums: { cost: number } }[]): Map<string, number> {
  const totals = new Map<string, number>();
  for (const { code, sums } of parts) totals.set(code, (totals.get(code) ?? 0) + sums.cost);
  return totals;
}

type Label = (code: string) => { name: string; type: string | null };

async function unitLabels(db: Db, basis: SettlementBasis, by: ComparedBy): Promise<Label> {
  if (by === 'department') {
    const name = await departmentNames(db, basis.scope.hospitalId);
    return (code) => ({ name: name(code), type: null });
  }
  if (by === 'entry') {
    const entries = await entryLabels(db, basis.runs);
    return (code) => {
      const entry = entries.get(code);
      return { name: entry?.name ?? code, type: entry ? typeNames[entry.type] : null };
    };
  }
  if (by === 'hospital') return () => ({ name: '全院', type: null });
  const rows = await db
    .selectFrom('drg_catalogue as d')
    .innerJoin('grouping_run as r', 'r.scheme_key', 'd.scheme_key')
    .where('r.hospital_id', '=', basis.scope.hospitalId)
    .where('r.is_current', '=', true)
    .select(['d.drg', 'd.drg_name'])
    .execute();
  const names = new Map(rows.map(({ drg, drg_name }) => [drg, drg_name]));
  return (code) => ({ name: names.get(code) ?? code, type: null });
}

/** DRG 与 DIP 对照。 */
export async function comparison(db: Db, query: z.output<typeof CompareQuery>) {
  const basis = await basisOf(db, query);
  const { units, left, drgReason, dipReason } = await sideBySide(db, basis, query.by);
  const page = pageOf(units, query.page, query.pageSize);
  const label = await unitLabels(db, basis, query.by);
  const amounts = (by: (typeof units)[number]['drg']) =>
    by && { low: by.low.toFixed(2), base: by.base.toFixed(2), high: by.high.toFixed(2) };
  const items = page.items.map(
    (unit): z.output<typeof ComparedUnitSchema> => ({
      code: unit.code,
      name: label(unit.code).name,
      cases: unit.cases,
      rw: unit.rw.toFixed(4),
      points: unit.points.toFixed(4),
      cost: unit.cost.toFixed(2),
      drg: amounts(unit.drg),
      dip: amounts(unit.dip),
      outcomes: unit.outcomes,
    }),
  );
  const drivers = comparisonDrivers(basis);
  const [drgDriver, dipDriver] = [drivers.drg, drivers.dip].map((driver) => driverText({ driver }));
  return { ...page, items, left, drgReason, dipReason, drgDriver, dipDriver };
}

/** 在一边结余、在另一边亏损(或两边相同)的病例。 */
export async function comparedCases(db: Db, query: z.output<typeof ComparedCaseQuery>) {
  const basis = await basisOf(db, query);
  const { outcome, department, drg, entry } = query;
  const found = await comparedCaseList(db, basis, { outcome, department, drg, entry }, query.page, query.pageSize);
  const departmentName = await departmentNames(db, basis.scope.hospitalId);
  const items = found.items.map((row) => ({
    caseId: row.case_id,
    recordNo: row.record_no,
    department: row.department_code,
    departmentName: departmentName(row.department_code),
    insurance: row.insurance,
    dischargedOn: row.discharged_on,
    principalDiagnosis: row.principal_diagnosis,
    drg: row.drg,
    rw: row.rw,
    entry: row.entry,
    points: row.points,
    costDecided: row.cost_decided,
    totalFee: row.total_fee,
    drgStandard: row.drg_standard,
    dipStandard: row.dip_standard,
    outcome: row.outcome,
  }));
  return { ...found, items };
}

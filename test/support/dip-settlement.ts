import { Decimal } from 'decimal.js';
import type { InsuranceKind } from '../../analytics/dip/insurance-kind.ts';
import type { ParameterName } from '../../analytics/dip/settlement-parameters.ts';
import { requirePeriod } from '../../analytics/period.ts';
import { runDip } from '../../server/dip/dip-runs.ts';
import { createLiveRegions, type LiveRegions } from '../../server/dip/live-regions.ts';
import { approveRegion, putRegionLive } from '../../server/dip/region-status.ts';
import { registerRegion } from '../../server/dip/register-region.ts';
import type { LiveSchemes } from '../../server/grouping/live-schemes.ts';
import type { Db } from '../../sql/database.ts';
import { enterParameters } from '../../sql/stores/dip-parameter.store.ts';
import { HOSPITAL } from '../sql/figures-fixture.ts';
import { type RegionSpec, regionFiles } from './dip-region.ts';

export const REGION_ID = 'testcity';

/** 一个小目录:阑尾炎(核心,保守与手术)、高血压(基层)、面瘫(中医优势)、消化系统(综合)。 */
export const testRegion: RegionSpec = {
  entries: [
    { code: 'A1', name: '急性阑尾炎', diagnosis: 'K35.9', score: '500', mean_cost: '5000.00' },
    {
      code: 'A2',
      name: '急性阑尾炎手术',
      diagnosis: 'K35.9',
      procedures: '47.0100',
      kind: 'surgery',
      score: '1200.5',
      mean_cost: '12000.00',
    },
    { code: 'G1', name: '高血压', diagnosis: 'I10.x', type: 'grassroots', score: '300', mean_cost: '3000.00' },
    { code: 'T1', name: '面瘫', diagnosis: 'G51.0', type: 'tcm', score: '400', mean_cost: '4000.00' },
    {
      code: 'Z1',
      name: '消化系统疾病',
      diagnosis: 'K00-K93',
      type: 'comprehensive',
      score: '600.25',
      mean_cost: '6000.00',
    },
  ],
  procedureKinds: { '47.0100': 'surgery' },
  policy: {
    type_order: ['core', 'tcm', 'grassroots', 'comprehensive'],
    hospital_coefficient: 1.05,
    grassroots_coefficient: 0.95,
    tcm_factor: 1.1,
    id: REGION_ID,
    version: '2025',
    name: '测试市目录',
    source: '测试文号',
    effective_from: '2025-01-01',
  },
};

export interface DipFact {
  readonly day: string;
  readonly diagnosis: string | null;
  readonly procedures?: string;
  readonly fee?: string | null;
  readonly burden?: string | null;
  readonly payer?: string | null;
  readonly department?: string;
  readonly hasError?: boolean;
  readonly isCurrent?: boolean;
  /** DRG 现行运行与病组;不写则没有分组结果。 */
  readonly drg?: { readonly run: number; readonly code: string };
  readonly age?: number;
}

let nextCaseId = 5_000_000;

/** 把病例直接写进库;返回病例号。 */
export async function storeDipCases(db: Db, facts: readonly DipFact[], hospitalId = HOSPITAL): Promise<string[]> {
  const ids = facts.map(() => String(nextCaseId++));
  await db
    .insertInto('discharge_case')
    .values(facts.map((fact, i) => caseRow(fact, ids[i]!, hospitalId)))
    .execute();
  const grouped = facts.flatMap(({ drg }, i) => (drg ? [{ ...drg, id: ids[i]! }] : []));
  if (grouped.length > 0)
    await db
      .insertInto('case_group')
      .values(
        grouped.map(({ run, code, id }) => ({
          run_id: run,
          case_id: id,
          status: 'grouped',
          mdc: code.slice(0, 1),
          adrg: code.slice(0, 3),
          drg: code,
        })),
      )
      .execute();
  return ids;
}

const caseRow = (fact: DipFact, id: string, hospitalId: string) =>
  ({
    case_id: id,
    hospital_id: hospitalId,
    batch_id: '1',
    row_no: 1,
    record_no: `R${id}`,
    admission_key: '1',
    is_current: fact.isCurrent ?? true,
    has_error: fact.hasError ?? false,
    discharged_on: fact.day,
    department_code: fact.department ?? '0401',
    physician_code: 'P1',
    payer: fact.payer === undefined ? '01' : fact.payer,
    los: 5,
    age_years: fact.age ?? 50,
    is_surgical: false,
    died: false,
    principal_diagnosis: fact.diagnosis,
    diagnosis_codes: fact.diagnosis,
    procedure_codes: fact.procedures ?? null,
    total_fee: fact.fee === undefined ? '6000.00' : fact.fee,
    self_paid: fact.burden === undefined ? '1000.00' : fact.burden,
  }) as never;

/** 登记、核准并施行一个区域。 */
export async function liveTestRegion(db: Db, spec: RegionSpec = testRegion): Promise<string> {
  const { key } = await registerRegion(db, { files: regionFiles(spec), createdBy: '测试员' });
  await approveRegion(db, key, '测试员');
  await putRegionLive(db, key, '测试员');
  return key;
}

/** 没有对照表、没有用到并发症时,分组方案只原样交还编码。 */
const plainSchemes = { schemeFor: () => ({ codes: { convert: (c: unknown) => c } }) } as unknown as LiveSchemes;

export const runTestDip = (
  db: Db,
  period: string,
  more: { region?: string; schemes?: LiveSchemes; regions?: LiveRegions } = {},
) =>
  runDip(
    { db, schemes: more.schemes ?? plainSchemes, regions: more.regions ?? createLiveRegions() },
    { hospitalId: HOSPITAL, period: requirePeriod(period), region: more.region, createdBy: '测试员' },
  );

type Figures = number | readonly [low: number, base: number, high: number];

/** 录入参数;三个数是低、基准、高。 */
export async function enterTestParameters(
  db: Db,
  insurance: InsuranceKind,
  values: Partial<Record<ParameterName, Figures>>,
  { year = 2025, hospitalId = '' } = {},
): Promise<void> {
  await enterParameters(
    db,
    (Object.entries(values) as [ParameterName, Figures][]).map(([name, figures]) => {
      const [low, base, high] = typeof figures === 'number' ? [figures, figures, figures] : figures;
      return {
        regionId: REGION_ID,
        year,
        insurance,
        hospitalId,
        name,
        low: new Decimal(low),
        base: new Decimal(base),
        high: new Decimal(high),
        source: '测试文号',
        enteredBy: '测试员',
      };
    }),
  );
}

const DIAGNOSES = ['K35.900', 'I10.x00', 'G51.000', 'K80.100', 'J18.900'] as const;
const DEPARTMENTS = ['0401', '0304', '0303', '=0310'] as const;
const PAYERS = ['01', '02', '02', '07'] as const;

/** 一批有规律的病例:几个科室、两种医保与自费,费用有低有高;同样的例数得到同样的病例。 */
export function manyDipCases(count: number, month = '2025-06'): DipFact[] {
  return Array.from({ length: count }, (_, i) => ({
    day: `${month}-${String(1 + (i % 28)).padStart(2, '0')}`,
    diagnosis: DIAGNOSES[(i * 7) % DIAGNOSES.length]!,
    ...(i % 3 === 0 && { procedures: '47.0100' }),
    fee: (1000 + ((i * 7919) % 30_000) + (i % 100) / 100).toFixed(2),
    burden: i % 41 === 0 ? null : (300 + (i % 7) * 11.11).toFixed(2),
    payer: PAYERS[i % PAYERS.length]!,
    department: DEPARTMENTS[(i * 5) % DEPARTMENTS.length]!,
  }));
}

import { Decimal } from 'decimal.js';
import type { z } from 'zod';
import { insuranceNames } from '../../analytics/dip/insurance-kind.ts';
import {
  type ParameterName,
  parameterDefinition,
  parameterFault,
  parameterLabel,
  SETTLEMENT_PARAMETERS,
} from '../../analytics/dip/settlement-parameters.ts';
import type { Db } from '../../sql/database.ts';
import {
  enterParameters,
  listParameters,
  type ParameterEntry,
  withdrawParameter,
} from '../../sql/stores/dip-parameter.store.ts';
import { listDipRuns } from '../../sql/stores/dip-run.store.ts';
import { resolveHospital } from '../hospitals/hospitals.service.ts';
import { notFound, Problem, type ProblemDetail } from '../http/problem.ts';
import type { ParameterBody, ParameterQuery, ParameterSchema } from './settlement.schemas.ts';

/** 至多 13 位整数、六位小数,与列的精度一致。 */
const DECIMAL = /^\d{1,13}(\.\d{1,6})?$/;

export const parameterKinds = () =>
  (Object.keys(SETTLEMENT_PARAMETERS) as ParameterName[]).map((name) => ({ name, ...parameterDefinition(name) }));

type Body = z.output<typeof ParameterBody>;

/** 录入参数:有一项不对就一项也不录,一次说全。 @throws Problem */
export async function enterSettlementParameters(db: Db, body: Body): Promise<void> {
  const hospitalId = await resolveHospital(db, body.hospital);
  const errors: ProblemDetail[] = [];
  const entries = body.values.flatMap((value, index): ParameterEntry[] => {
    const read = readValue(value);
    if (typeof read !== 'string')
      return [
        {
          ...read,
          regionId: body.region,
          year: body.year,
          hospitalId: placeOf(read.name, hospitalId),
          enteredBy: body.enteredBy,
        },
      ];
    errors.push({ path: `values.${index}`, message: read });
    return [];
  });
  if (errors.length > 0) {
    const detail = errors.map(({ message }) => message).join(';');
    throw new Problem(422, 'dip-parameter-invalid', '参数不成立', `${detail}。一项也没有录入。`, errors);
  }
  await db.transaction().execute((trx) => enterParameters(trx, entries));
}

const placeOf = (name: ParameterName, hospitalId: string) =>
  parameterDefinition(name).scope === 'hospital' ? hospitalId : '';

type ReadValue = Omit<ParameterEntry, 'regionId' | 'year' | 'hospitalId' | 'enteredBy'>;

/** 读一项;不对时返回中文说明。 */
function readValue({
  insurance,
  name: given,
  base,
  low = base,
  high = base,
  source,
}: Body['values'][number]): ReadValue | string {
  const name = given as ParameterName;
  const label = `${insuranceNames[insurance]}「${parameterLabel(name)}」`;
  const bad = [low, base, high].find((text) => !DECIMAL.test(text));
  if (bad !== undefined) return `${label}的「${bad}」应是不小于 0、至多六位小数的数`;
  const value = { low: new Decimal(low), base: new Decimal(base), high: new Decimal(high) };
  const fault = parameterFault(name, value);
  return fault ? `${label}:${fault}` : { insurance, name, source, ...value };
}

/** 参数清单。 */
export async function settlementParameters(
  db: Db,
  { region, year, hospital, history }: z.output<typeof ParameterQuery>,
): Promise<{ region: string | null; items: z.output<typeof ParameterSchema>[] }> {
  const hospitalId = await resolveHospital(db, hospital);
  const regionId = region ?? (await latestRegion(db, hospitalId));
  if (regionId === null) return { region: null, items: [] };
  const rows = await listParameters(db, { regionId, year, hospitalId, history: history === 'true' });
  const items = rows.map((row) => ({
    id: row.parameter_id,
    region: row.region_id,
    year: row.year,
    insurance: row.insurance,
    scope: row.hospital_id === '' ? ('region' as const) : ('hospital' as const),
    name: row.name,
    label: parameterLabel(row.name as ParameterName),
    low: new Decimal(row.low).toFixed(),
    base: new Decimal(row.base).toFixed(),
    high: new Decimal(row.high).toFixed(),
    source: row.source,
    enteredBy: row.entered_by,
    enteredAt: row.entered_at.toISOString(),
    current: row.is_current,
  }));
  return { region: regionId, items };
}

/** 最近一次运行的区域;还没有运行过,用最近施行的目录的区域。 */
async function latestRegion(db: Db, hospitalId: string): Promise<string | null> {
  const [run] = (await listDipRuns(db, hospitalId, 1, 1)).items;
  if (run) return run.region_id;
  const live = await db
    .selectFrom('dip_region')
    .where('status', '=', 'live')
    .select('region_id')
    .orderBy('effective_from', 'desc')
    .executeTakeFirst();
  return live?.region_id ?? null;
}

/** 撤销一项。 @throws Problem */
export async function removeParameter(db: Db, id: string): Promise<void> {
  if (!(await withdrawParameter(db, id))) throw notFound('现行参数', id);
}

import { Decimal } from 'decimal.js';
import type { InsuranceKind } from '../../analytics/dip/insurance-kind.ts';
import {
  type ParameterName,
  type ParameterSet,
  type ParameterValue,
  parameterDefinition,
} from '../../analytics/dip/settlement-parameters.ts';
import type { Db } from '../database.ts';
import type { DipParameterTable } from '../tables/dip-settlement.ts';

/** 一项参数归谁:区域、年、险种;医院的再按医院,'' 是全区域。 */
export interface ParameterPlace {
  readonly regionId: string;
  readonly year: number;
  readonly insurance: InsuranceKind;
  readonly hospitalId: string;
}

export interface ParameterEntry extends ParameterPlace, ParameterValue {
  readonly name: ParameterName;
  readonly enteredBy: string;
}

/** 录入若干项:先前的同一项不再现行,留作历史。 */
export async function enterParameters(trx: Db, entries: readonly ParameterEntry[]): Promise<void> {
  for (const entry of entries) {
    await retire(trx, entry, entry.name);
    await trx
      .insertInto('dip_parameter')
      .values({
        region_id: entry.regionId,
        year: entry.year,
        insurance: entry.insurance,
        hospital_id: entry.hospitalId,
        name: entry.name,
        low: entry.low.toFixed(),
        base: entry.base.toFixed(),
        high: entry.high.toFixed(),
        source: entry.source,
        entered_by: entry.enteredBy,
      })
      .execute();
  }
}

const retire = (trx: Db, place: ParameterPlace, name: string) =>
  trx
    .updateTable('dip_parameter')
    .set({ is_current: false })
    .where('region_id', '=', place.regionId)
    .where('year', '=', place.year)
    .where('insurance', '=', place.insurance)
    .where('hospital_id', '=', place.hospitalId)
    .where('name', '=', name)
    .where('is_current', '=', true)
    .execute();

/** 撤销一项现行的参数;没有这一项返回 false。 */
export async function withdrawParameter(db: Db, parameterId: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('dip_parameter')
    .set({ is_current: false })
    .where('parameter_id', '=', parameterId)
    .where('is_current', '=', true)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export interface ParameterFilter {
  readonly regionId: string;
  readonly year?: number | undefined;
  /** 只看全区域的与这家医院的。 */
  readonly hospitalId: string;
  /** 连同不再现行的。 */
  readonly history?: boolean;
}

/** 参数清单,新的在前。 */
export const listParameters = (db: Db, { regionId, year, hospitalId, history }: ParameterFilter) =>
  db
    .selectFrom('dip_parameter')
    .selectAll()
    .where('region_id', '=', regionId)
    .where('hospital_id', 'in', ['', hospitalId])
    .$if(year !== undefined, (q) => q.where('year', '=', year!))
    .$if(!history, (q) => q.where('is_current', '=', true))
    .orderBy('year', 'desc')
    .orderBy('insurance')
    .orderBy('name')
    .orderBy('parameter_id', 'desc')
    .execute();

type ParameterRow = Pick<DipParameterTable, 'low' | 'base' | 'high' | 'source'>;
const parameterValue = ({ low, base, high, source }: ParameterRow): ParameterValue => ({
  low: new Decimal(low),
  base: new Decimal(base),
  high: new Decimal(high),
  source,
});

/** 某年某险种现行的全部参数:全区域的与这家医院的。 */
export async function parameterSet(
  db: Db,
  { regionId, year, insurance, hospitalId }: ParameterPlace,
): Promise<ParameterSet> {
  const rows = await listParameters(db, { regionId, year, hospitalId });
  const applying = rows.filter((row) => {
    const scope = parameterDefinition(row.name as ParameterName)?.scope;
    return row.insurance === insurance && row.hospital_id === (scope === 'hospital' ? hospitalId : '');
  });
  return Object.fromEntries(applying.map((row) => [row.name, parameterValue(row)]));
}

import { minuteNumber } from './day.ts';

/** 查重要看的五样;in.duplicates 的 A01、A48、A49、B12、B15。 */
export interface StayKey {
  readonly hospitalId: string;
  readonly recordNo: string;
  /** 住院次数;没有时用就诊 ID。 */
  readonly admission: string | number | null;
  readonly admittedAt: string | null;
  readonly dischargedAt: string | null;
}

export interface Duplicates {
  /** 五样全同的行对(行号从 0)。 */
  readonly exactDuplicatePairs: [number, number][];
  /** 同院同病案号、住院时段重叠、又不是完全重复的行对。 */
  readonly overlapPairs: [number, number][];
}

const exactKey = (s: StayKey) => [s.hospitalId, s.recordNo, s.admission, s.admittedAt, s.dischargedAt].join('\u0001');

/** 查重(in.duplicates)。出院与下次入院同一时刻不算重叠;缺日期的行不参加重叠比较。 */
export function findDuplicates(rows: readonly StayKey[]): Duplicates {
  const patients = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const key = `${row.hospitalId}\u0001${row.recordNo}`;
    const same = patients.get(key);
    if (same) same.push(at);
    else patients.set(key, [at]);
  });
  const result: Duplicates = { exactDuplicatePairs: [], overlapPairs: [] };
  for (const at of patients.values()) if (at.length > 1) comparePairs(rows, at, result);
  return result;
}

function comparePairs(rows: readonly StayKey[], at: readonly number[], result: Duplicates): void {
  for (let i = 0; i < at.length; i++) {
    for (let j = i + 1; j < at.length; j++) {
      const pair: [number, number] = [at[i] as number, at[j] as number];
      const [a, b] = [rows[pair[0]] as StayKey, rows[pair[1]] as StayKey];
      if (exactKey(a) === exactKey(b)) result.exactDuplicatePairs.push(pair);
      else if (staysOverlap(a, b)) result.overlapPairs.push(pair);
    }
  }
}

/** 两次住院的时段是否重叠;首尾相接不算。 */
export function staysOverlap(a: StayKey, b: StayKey): boolean {
  if (!a.admittedAt || !a.dischargedAt || !b.admittedAt || !b.dischargedAt) return false;
  return (
    minuteNumber(a.admittedAt) < minuteNumber(b.dischargedAt) &&
    minuteNumber(b.admittedAt) < minuteNumber(a.dischargedAt)
  );
}

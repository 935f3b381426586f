import { parsePeriod } from '../period.ts';
import { clinicalSpecialtyCode } from './clinical-specialty.ts';
import type { Indicator } from './indicator.ts';
import type { PeerValue } from './peer-values.ts';

export const PEER_COLUMNS = {
  indicator: '指标',
  peerGroup: '同行范围',
  specialty: '专科',
  period: '期间',
  mean: '均值',
  p25: 'P25',
  p50: 'P50',
  p75: 'P75',
  peers: '同行数',
  source: '来源',
} as const;
export type PeerColumn = keyof typeof PEER_COLUMNS;

/** 文件的一行,各格是原文;没有的列为空串。 */
export interface PeerRow {
  readonly row: number;
  readonly cell: (column: PeerColumn) => string;
}

export interface PeerFinding {
  readonly row: number;
  readonly column: string;
  readonly message: string;
}

type Registry = ReadonlyMap<string, Indicator>;
type Say = (column: PeerColumn, message: string) => void;

/** 读同行值各行;有一行不对整个文件不装,所以错误全部列出。 */
export function readPeerRows(
  rows: readonly PeerRow[],
  registry: Registry,
): { values: PeerValue[]; findings: PeerFinding[] } {
  const findings: PeerFinding[] = [];
  const values: PeerValue[] = [];
  const seen = new Map<string, number>();
  for (const given of rows) {
    const say: Say = (column, message) => findings.push({ row: given.row, column: PEER_COLUMNS[column], message });
    const value = readPeerRow(given, registry, say);
    if (!value) continue;
    const key = JSON.stringify([value.indicator, value.peerGroup, value.specialty, value.period]);
    const earlier = seen.get(key);
    if (earlier === undefined) seen.set(key, given.row);
    else say('indicator', `与第 ${earlier} 行是同一指标、同行范围、专科与期间，请只留一行`);
    values.push(value);
  }
  return { values, findings };
}

const MAX_TEXT = 200;

function readPeerRow({ cell }: PeerRow, registry: Registry, say: Say): PeerValue | null {
  const indicator = indicatorOf(cell('indicator'), registry);
  if (!indicator) {
    const given = cell('indicator');
    say('indicator', given === '' ? '没有写指标的编码或名称' : `没有指标「${given}」；请写指标登记表里的编码或名称`);
    return null;
  }
  const written = (column: 'peerGroup' | 'source') => {
    const text = cell(column);
    if (text === '') say(column, `没有写${PEER_COLUMNS[column]}`);
    else if (text.length > MAX_TEXT) say(column, `${PEER_COLUMNS[column]}超过 ${MAX_TEXT} 字`);
    return text;
  };
  const number = (column: 'mean' | 'p25' | 'p50' | 'p75') =>
    readNumber(cell(column), indicator, (message) => say(column, message));
  const value = {
    indicator: indicator.id,
    peerGroup: written('peerGroup'),
    specialty: specialtyOf(cell('specialty'), say),
    period: periodOf(cell('period'), say),
    mean: number('mean'),
    p25: number('p25'),
    p50: number('p50'),
    p75: number('p75'),
    peers: peersOf(cell('peers'), say),
    source: written('source'),
  };
  checkQuantiles(value, cell, say);
  return value;
}

/** 编码优先;名称相同的只认唯一的一个。 */
function indicatorOf(text: string, registry: Registry): Indicator | undefined {
  const byName = [...registry.values()].filter(({ name }) => name === text);
  return registry.get(text) ?? (byName.length === 1 ? byName[0] : undefined);
}

function specialtyOf(text: string, say: Say): string {
  if (text === '' || text === '全院') return '';
  const code = clinicalSpecialtyCode(text);
  if (code === undefined) say('specialty', `「${text}」不是诊疗科目的编码或名称；全院请留空`);
  return code ?? '';
}

function periodOf(text: string, say: Say): string {
  if (!parsePeriod(text)) say('period', `「${text}」不是期间；请写 2025-06、2025-Q2、2025-H1 或 2025`);
  return text;
}

function peersOf(text: string, say: Say): number {
  const count = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (count === 0) say('peers', `同行数应是大于 0 的整数，现为「${text}」`);
  return count;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** 一个数;比例写成 12.5% 或 0.125。空着为 null。 */
function readNumber(text: string, { format }: Indicator, say: (message: string) => void): number | null {
  if (text === '') return null;
  const plain = text.replaceAll(/[,，]/g, '');
  const isPercent = /[%％]$/.test(plain);
  const digits = isPercent ? plain.slice(0, -1).trim() : plain;
  if (!NUMBER.test(digits)) say(`应是数，现为「${text}」`);
  else if (isPercent && format !== 'share') say(`这个指标不是比例，不能写百分号，现为「${text}」`);
  else if (format === 'share' && !isPercent && Math.abs(Number(digits)) > 1)
    say(`比例请写成 12.5% 或 0.125，现为「${text}」`);
  // 除以 100 之后去掉浮点尾差。
  else return isPercent ? Number((Number(digits) / 100).toPrecision(12)) : Number(digits);
  return null;
}

function checkQuantiles(value: PeerValue, cell: PeerRow['cell'], say: Say): void {
  const { mean, p25, p50, p75 } = value;
  if ((['mean', 'p25', 'p50', 'p75'] as const).every((column) => cell(column) === ''))
    say('mean', '均值与各分位至少写一个');
  if (mean === null && p25 === null && p50 === null && p75 === null) return;
  const steps = [
    ['p25', p25, 'P50', p50],
    ['p50', p50, 'P75', p75],
    ['p25', p25, 'P75', p75],
  ] as const;
  const wrong = steps.find(([, low, , high]) => low !== null && high !== null && low > high);
  if (wrong) say(wrong[0], `${PEER_COLUMNS[wrong[0]]} ${wrong[1]} 大于 ${wrong[2]} ${wrong[3]}；分位应由小到大`);
}

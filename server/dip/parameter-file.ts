import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import { INSURANCE_KINDS, type InsuranceKind, insuranceNames } from '../../analytics/dip/insurance-kind.ts';
import {
  type ParameterName,
  parameterLabel,
  SETTLEMENT_PARAMETERS,
} from '../../analytics/dip/settlement-parameters.ts';
import { Problem, type ProblemDetail } from '../http/problem.ts';

/** 参数文件的一行。 */
export interface ParameterLine {
  readonly insurance: InsuranceKind;
  readonly name: ParameterName;
  readonly low?: string;
  readonly base: string;
  readonly high?: string;
  readonly source: string;
}

const COLUMNS = ['insurance', 'name', 'low', 'base', 'high', 'source'] as const;
const NAMES = Object.keys(SETTLEMENT_PARAMETERS) as ParameterName[];

/**
 * 读参数文件(CSV,UTF-8):insurance,name,low,base,high,source。险种与参数可写代码或中文名;low、high 空着与 base 相同。
 * 不对的行一次说全。 @throws Problem
 */
export async function readParameterFile(file: string): Promise<ParameterLine[]> {
  const text = await readFile(file, 'utf8');
  const { data, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    delimiter: ',',
    skipEmptyLines: 'greedy',
  });
  const missing = COLUMNS.filter((column) => !meta.fields?.includes(column));
  if (missing.length > 0) throw invalid([{ path: '第 1 行', message: `缺少列 ${missing.join('、')}` }]);
  const errors: ProblemDetail[] = [];
  const lines = data.flatMap((row, i): ParameterLine[] => {
    const line = readLine(row);
    if (typeof line !== 'string') return [line];
    errors.push({ path: `第 ${i + 2} 行`, message: line });
    return [];
  });
  if (errors.length > 0) throw invalid(errors);
  return lines;
}

function readLine(row: Record<string, string>): ParameterLine | string {
  const cell = (column: (typeof COLUMNS)[number]) => (row[column] ?? '').trim();
  const insurance = INSURANCE_KINDS.find((kind) => [kind, insuranceNames[kind]].includes(cell('insurance')));
  if (!insurance) return `insurance「${cell('insurance')}」不认识;可写 ${INSURANCE_KINDS.join('、')}`;
  const name = NAMES.find((known) => [known, parameterLabel(known)].includes(cell('name')));
  if (!name) return `name「${cell('name')}」不认识;可写 ${NAMES.join('、')}`;
  if (cell('base') === '') return 'base 没有写;还不知道的不要写这一行';
  if (cell('source') === '') return 'source 没有写;请写明出处(文件、通知、测算)';
  const [low, high] = [cell('low'), cell('high')];
  return { insurance, name, base: cell('base'), source: cell('source'), ...(low && { low }), ...(high && { high }) };
}

function invalid(errors: ProblemDetail[]): Problem {
  const detail = errors.map(({ path, message }) => `${path}:${message}`).join('\n');
  return new Problem(
    422,
    'dip-parameter-file',
    '参数文件有错误',
    `参数文件有 ${errors.length} 处错误,一项也没有录入:\n${detail}`,
    errors,
  );
}

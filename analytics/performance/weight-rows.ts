/** 待装载的权重表的一行:都是文本或数,缺的为 null。费用单位元,住院日单位天。 */
export interface WeightRowInput {
  /** 源文件中的行号,报错时用。 */
  readonly row: number;
  readonly drg: string;
  readonly rw?: string | number | null;
  readonly benchmarkCost?: string | number | null;
  readonly benchmarkLos?: string | number | null;
  /** 0–4,或「低」「中低」「中高」「高」。 */
  readonly mortalityRisk?: string | number | null;
  readonly cases?: string | number | null;
}

export interface WeightRow {
  readonly drg: string;
  readonly rw: string | null;
  readonly benchmarkCost: string | null;
  readonly benchmarkLos: string | null;
  readonly mortalityRisk: number | null;
  readonly cases: number | null;
}

export interface WeightFinding {
  readonly row: number;
  readonly column: 'drg' | 'rw' | 'benchmarkCost' | 'benchmarkLos' | 'mortalityRisk' | 'cases';
  readonly code: string;
  readonly severity: 'E' | 'W';
  readonly message: string;
}

const TIERS: Readonly<Record<string, number>> = {
  低: 1,
  低风险: 1,
  中低: 2,
  中低风险: 2,
  中高: 3,
  中高风险: 3,
  高: 4,
  高风险: 4,
};
/** 各列的小数位与上限,与表列的 numeric 一致。 */
const COLUMNS = {
  rw: { label: 'RW', decimals: 6, below: 1e6 },
  benchmarkCost: { label: '标杆费用', decimals: 2, below: 1e12 },
  benchmarkLos: { label: '标杆住院日', decimals: 4, below: 1e6 },
} as const;

/**
 * 检查权重表各行。方案中没有的病组是提示(W),其余是错误(E);有错误时整张表不应装载。
 * 错误:病组为空或重复;RW、标杆不是正数;等级不是 0–4;一行什么也没给。
 */
export function checkWeightRows(
  rows: readonly WeightRowInput[],
  knownDrgs: ReadonlySet<string>,
): { rows: WeightRow[]; findings: WeightFinding[] } {
  const findings: WeightFinding[] = [];
  const firstRow = new Map<string, number>();
  const good: WeightRow[] = [];
  if (rows.length === 0) {
    findings.push({ row: 1, column: 'drg', code: 'weight-table-empty', severity: 'E', message: '列名之后没有数据行' });
  }
  for (const input of rows) {
    const before = findings.length;
    const drg = input.drg.trim();
    findings.push(...checkDrg({ ...input, drg }, firstRow, knownDrgs));
    const row = readRow({ ...input, drg }, findings);
    if (!findings.slice(before).some((finding) => finding.severity === 'E')) good.push(row);
  }
  return { rows: good, findings };
}

function checkDrg(
  { row, drg }: WeightRowInput,
  firstRow: Map<string, number>,
  knownDrgs: ReadonlySet<string>,
): WeightFinding[] {
  const finding = (code: string, severity: 'E' | 'W', message: string): WeightFinding[] => [
    { row, column: 'drg', code, severity, message },
  ];
  if (drg === '') return finding('drg-empty', 'E', '没有病组编码');
  const earlier = firstRow.get(drg);
  if (earlier !== undefined) return finding('drg-duplicate', 'E', `病组 ${drg} 与第 ${earlier} 行重复`);
  firstRow.set(drg, row);
  return knownDrgs.has(drg) ? [] : finding('drg-unknown', 'W', `分组方案中没有病组 ${drg},该行不会被用到`);
}

function readRow(input: WeightRowInput, findings: WeightFinding[]): WeightRow {
  const positive = (column: keyof typeof COLUMNS) => readPositive(input, column, findings);
  const row = {
    drg: input.drg,
    rw: positive('rw'),
    benchmarkCost: positive('benchmarkCost'),
    benchmarkLos: positive('benchmarkLos'),
    mortalityRisk: readTier(input, findings),
    cases: readCases(input, findings),
  };
  const given = [input.rw, input.benchmarkCost, input.benchmarkLos, input.mortalityRisk].some(
    (value) => !isBlank(value),
  );
  if (!given) {
    report(findings, input.row, 'rw', 'row-empty', `病组 ${input.drg} 没有 RW、标杆或死亡风险等级`);
  }
  return row;
}

const isBlank = (value: unknown) => value === null || value === undefined || String(value).trim() === '';

function report(
  findings: WeightFinding[],
  row: number,
  column: WeightFinding['column'],
  code: string,
  message: string,
) {
  findings.push({ row, column, code, severity: 'E', message });
}

function readPositive(input: WeightRowInput, column: keyof typeof COLUMNS, findings: WeightFinding[]): string | null {
  const raw = input[column];
  if (isBlank(raw)) return null;
  const { label, decimals, below } = COLUMNS[column];
  const text = String(raw).trim().replaceAll(',', '');
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  // 舍入到列的小数位之后仍须为正,否则会存成 0。
  if (!(value > 0 && value < below) || Number(value.toFixed(decimals)) === 0) {
    report(findings, input.row, column, `${column}-not-positive`, `${label} 须是大于 0 的数,现为「${String(raw)}」`);
    return null;
  }
  return /e/i.test(text) ? value.toFixed(decimals) : text;
}

function readTier(input: WeightRowInput, findings: WeightFinding[]): number | null {
  if (isBlank(input.mortalityRisk)) return null;
  const text = String(input.mortalityRisk).trim();
  const tier = TIERS[text] ?? (/^[0-4]$/.test(text) ? Number(text) : null);
  if (tier === null) {
    report(findings, input.row, 'mortalityRisk', 'tier-invalid', `死亡风险等级须是 0–4,现为「${text}」`);
  }
  return tier;
}

function readCases(input: WeightRowInput, findings: WeightFinding[]): number | null {
  if (isBlank(input.cases)) return null;
  const text = String(input.cases).trim();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  report(findings, input.row, 'cases', 'cases-invalid', `例数须是不小于 0 的整数,现为「${text}」`);
  return null;
}

/** 一条合格的出院记录(HQMS 代码);测试只写要紧的列。 */
const DEFAULT_ROW: Record<string, string> = {
  A01: 'H1',
  A02: '示例医院',
  A48: 'R001',
  A49: '1',
  A46C: '01',
  A12C: '1',
  A13: '1960-05-20',
  A14: '65',
  B11C: '2',
  B12: '2025-06-01 09:00',
  B13C: '0303',
  B15: '2025-06-08 10:00',
  B16C: '0303',
  B20: '7',
  C03C: 'J18.900',
  C04N: '肺炎',
  B24: '0303001',
  B34C: '1',
  D01: '8000.00',
  D11: '1000.00',
  D16: '2000.00',
  D23: '5000.00',
};

export type CsvRow = Partial<Record<string, string>>;

/** 由若干行写成 CSV;列取各行用到的并集(缺省列在前)。 */
export function dischargeCsv(rows: CsvRow[], separator = ','): string {
  const columns = [...new Set([...Object.keys(DEFAULT_ROW), ...rows.flatMap((row) => Object.keys(row))])];
  const lines = rows.map((row) =>
    columns.map((column) => quote(row[column] ?? DEFAULT_ROW[column] ?? '', separator)).join(separator),
  );
  return `${columns.join(separator)}\n${lines.join('\n')}\n`;
}

/** 同样的行,作为 JSON 病例。 */
export const dischargeCases = (rows: CsvRow[]): Record<string, string | undefined>[] =>
  rows.map((row) => ({ ...DEFAULT_ROW, ...row }));

const quote = (value: string, separator: string) =>
  value.includes(separator) || value.includes('"') || value.includes('\n') ? `"${value.replaceAll('"', '""')}"` : value;

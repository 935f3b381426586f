import { headerKey, headerReadings } from '../discharge/header-text.ts';
import words from './region-words.json' with { type: 'json' };

/** 区域的各张表;同时是文件名与工作表名。 */
export const REGION_TABLES = ['catalogue', 'procedure_kind', 'auxiliary', 'policy'] as const;
export type RegionTableName = (typeof REGION_TABLES)[number];

type Spellings = Readonly<Record<string, readonly string[]>>;
const columns: Readonly<Record<string, Spellings>> = words.columns;
const cellWords: Readonly<Record<string, Readonly<Record<string, string>>>> = words.words;

/** 写法不拘大小写、空白与标点,括号里的单位可有可无。 */
function byName(spellings: Spellings, text: string): string | undefined {
  const readings = headerReadings(text).names;
  return Object.keys(spellings).find((name) =>
    [name, ...spellings[name]!].some((spelling) => readings.includes(headerKey(spelling))),
  );
}

/** 工作表或文件的名称是哪张表;都不是为 undefined。 */
export const tableNamed = (text: string): RegionTableName | undefined =>
  byName(words.sheets, text) as RegionTableName | undefined;

/** 表头文字是哪一列;不认识为 undefined。 */
export const columnNamed = (table: string, text: string): string | undefined => byName(columns[table] ?? {}, text);

/** 格里的中文词换成规范的词;没有对应的照原样。 */
export const wordNamed = (column: string, text: string): string => cellWords[column]?.[text] ?? text;

/** 表与列的中文名(各取第一种写法),导出用。 */
export const tableTitle = (table: RegionTableName): string => words.sheets[table][0]!;
export const columnTitle = (table: string, column: string): string => columns[table]?.[column]?.[0] ?? column;

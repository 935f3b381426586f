import { auxiliaryListText } from './auxiliary-lists.ts';
import { formatMillionths, type Millionths } from './exact-decimal.ts';
import { ABOUT_KEYS, DICTIONARY_KEY } from './region-about.ts';
import type { RegionFiles } from './region-inspection.ts';
import type { CatalogueEntry, RegionPack } from './region-pack.ts';

/** 目录的列,按规范的次序;导出、入库、摘要都用它。 */
export const ENTRY_COLUMNS = [
  'code',
  'name',
  'diagnosis',
  'procedures',
  'kind',
  'type',
  'score',
  'mean_cost',
  'mean_cost_1',
  'mean_cost_2',
  'mean_cost_3',
  'drug_score',
  'material_score',
] as const;
export const PROCEDURE_KIND_COLUMNS = ['code', 'kind', 'level'] as const;
/** 清单两列在最后:先前存下的内容没有它们,其余各列的位置不能变。 */
export const AUXILIARY_COLUMNS = ['catalogue', 'code', 'name', 'entry', 'condition', 'factor', 'dx', 'proc'] as const;

type Cells = readonly string[];

/**
 * 区域的规范内容:每格只有一种写法,所以内容相同的两个区域,无论来自文件夹、工作簿还是数据库,写出来逐字相同。
 * 不含身份(编号、版本、生效日)。
 */
export interface RegionContent {
  readonly entries: readonly Cells[];
  /** 没有操作表的区域为 null,所用字典写在 `dictionary`。 */
  readonly procedureKinds: readonly Cells[] | null;
  readonly dictionary: string | null;
  readonly auxiliary: readonly Cells[];
  readonly policy: Readonly<Record<string, unknown>>;
}

const amount = (value: Millionths | null) => (value === null ? '' : formatMillionths(value));

/** 体检无误的区域 → 规范内容;`policy` 是政策的原文。 */
export function contentOf(pack: RegionPack, policy: unknown): RegionContent {
  return {
    entries: pack.entries.map(entryCells),
    procedureKinds:
      pack.dictionary === null
        ? pack.procedureKinds.map(({ code, kind, level }) => [code, kind, level === null ? '' : String(level)])
        : null,
    dictionary: pack.dictionary?.key ?? null,
    auxiliary: pack.auxiliary.map(({ catalogue, code, name, entry, text, lists, factor }) => [
      catalogue,
      code,
      name,
      entry ?? '',
      text,
      formatMillionths(factor),
      auxiliaryListText(lists.dx),
      auxiliaryListText(lists.proc),
    ]),
    policy: canonicalPolicy(policy),
  };
}

const entryCells = (entry: CatalogueEntry): string[] => [
  entry.code,
  entry.name,
  entry.diagnosis.text,
  entry.procedures?.text ?? '',
  entry.kind,
  entry.type,
  formatMillionths(entry.score),
  amount(entry.meanCost),
  ...entry.meanCostByLevel.map(amount),
  amount(entry.drugScore),
  amount(entry.materialScore),
];

/** 键排好次序,数写成文本,去掉身份与字典的键(另存):同一政策只有一种写法。 */
function canonicalPolicy(policy: unknown): Record<string, unknown> {
  const { ...choices } = policy as Record<string, unknown>;
  for (const key of [...ABOUT_KEYS, DICTIONARY_KEY]) delete choices[key];
  return canonical(choices) as Record<string, unknown>;
}

function canonical(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const pairs = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(
    pairs.sort(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([key, item]) => [key, canonical(item)]),
  );
}

/** 规范内容 → 区域的各表,与读文件得到的一样再体检、编译。字典由调用者按 `dictionary` 找来。 */
export function filesOf(content: RegionContent): Omit<RegionFiles, 'dictionary'> {
  const table = (source: string, columns: readonly string[], rows: readonly Cells[]) => ({ source, columns, rows });
  const { entries, procedureKinds, auxiliary, policy } = content;
  return {
    catalogue: table('catalogue', ENTRY_COLUMNS, entries),
    ...(procedureKinds && { procedureKind: table('procedure_kind', PROCEDURE_KIND_COLUMNS, procedureKinds) }),
    ...(auxiliary.length > 0 && { auxiliary: table('auxiliary', AUXILIARY_COLUMNS, auxiliary) }),
    policy,
  };
}

/** 求摘要的原文。 */
export const contentText = ({ entries, procedureKinds, dictionary, auxiliary, policy }: RegionContent): string =>
  JSON.stringify([entries, procedureKinds, dictionary, auxiliary, policy]);

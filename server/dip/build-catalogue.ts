import {
  defaultChoices,
  defaultYearWeights,
  type HistoryChoices,
  historyYears,
  requireChoices,
  yearsBetween,
} from '../../analytics/dip/history-basis.ts';
import {
  type HistoryCatalogue,
  type HistoryCounts,
  historyCells,
  scoreHistory,
} from '../../analytics/dip/history-catalogue.ts';
import { ENTRY_COLUMNS } from '../../analytics/dip/region-content.ts';
import type { RegionFiles } from '../../analytics/dip/region-inspection.ts';
import { kindRank, type TreatmentKind } from '../../analytics/dip/region-pack.ts';
import { isProcedureForm } from '../../analytics/discharge/icd-code.ts';
import type { ProcedureDictionary, ProcedureKind } from '../../analytics/discharge/procedure-dictionary.ts';
import type { Db } from '../../sql/database.ts';
import {
  type CodeKind,
  collectPairs,
  commonNames,
  type HistoryScope,
  measureGroups,
} from '../../sql/read-models/dip-history.read-model.ts';
import type { JobProgress } from '../jobs/job-runner.ts';
import { loadStoredRegion, sharedTables } from './live-regions.ts';
import { dictionaryByKey } from './procedure-dictionaries.ts';
import { type RegisteredDraft, registerRegion } from './register-region.ts';

export interface CatalogueBuild {
  /** 只用一家医院的病例;null 为全部。 */
  readonly hospitalId: string | null;
  readonly choices: HistoryChoices;
  /** 沿用这个目录的政策、操作表与辅助目录;null 用默认政策与字典。 */
  readonly basedOn: string | null;
  /** 没有沿用目录的操作表时所用的字典;null 为内置的参考字典。 */
  readonly dictionary: string | null;
  readonly about: Readonly<Record<string, string | undefined>>;
  readonly createdBy: string;
}

export interface BuiltCatalogue
  extends RegisteredDraft,
    Pick<HistoryCatalogue, 'byType' | 'unstable' | 'stabilityUnknown'> {
  readonly counts: HistoryCounts;
  /** 按年加权的全部病例均费(元,两位小数)。 */
  readonly overallMean: string;
  readonly years: readonly string[];
}

/** 写明的选择补上默认的。 @throws HistoryChoicesInvalid */
export function choicesOf(given: Partial<HistoryChoices> & Pick<HistoryChoices, 'from' | 'to'>): HistoryChoices {
  const years = yearsBetween(given.from, given.to);
  const choices = { ...defaultChoices, yearWeights: defaultYearWeights(years), ...defined(given) };
  requireChoices(choices);
  return choices;
}

const defined = <T extends object>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;

const STEPS = 4;

/**
 * 由已存病例测算一个目录,登记为草案;与导入的目录一样核准、施行、比较。
 * @throws NoHistory | HistoryChoicesInvalid | RegionRejected | Problem
 */
export async function buildCatalogue(
  db: Db,
  build: CatalogueBuild,
  report: (progress: JobProgress) => void = () => {},
): Promise<BuiltCatalogue> {
  const step = (done: number) => report({ done, total: STEPS, unit: '步' });
  const base = await baseOf(db, build);
  const scope = { hospitalId: build.hospitalId, years: historyYears(build.choices), choices: build.choices };
  step(0);
  const { counts, catalogue } = await measure(db, scope, base, step);
  const overallMean = catalogue.overallMean.toFixed(2);
  const summary = {
    years: scope.years.map(({ label }) => label),
    overallMean,
    counts,
    byType: catalogue.byType,
    unstable: catalogue.unstable,
    stabilityUnknown: catalogue.stabilityUnknown,
  };
  const { hospitalId, basedOn, dictionary } = build;
  const draft = await registerRegion(db, {
    files: { ...base.files, catalogue: catalogueTable(catalogue) },
    about: build.about,
    createdBy: build.createdBy,
    basis: { choices: build.choices, hospitalId, basedOn, dictionary: base.dictionary?.key ?? dictionary, ...summary },
    entryBasis: catalogue.entries,
  });
  step(STEPS);
  return { ...draft, ...summary };
}

/** 各步在一个事务里,用临时表;不改任何数据。 */
function measure(db: Db, scope: HistoryScope, base: Base, step: (done: number) => void) {
  return db.transaction().execute(async (trx) => {
    const { counts, codes } = await collectPairs(trx, scope);
    step(1);
    const groups = await measureGroups(trx, scope, codeKinds(codes, base, scope.choices));
    step(2);
    const names = await commonNames(trx);
    step(3);
    return { counts, catalogue: scoreHistory(groups, scope.choices, names) };
  });
}

interface Base {
  /** 病种目录之外的各表与政策。 */
  readonly files: Omit<RegionFiles, 'catalogue'>;
  readonly dictionary: ProcedureDictionary | null;
  readonly kindOf: (code: string) => ProcedureKind | TreatmentKind | null;
}

async function baseOf(db: Db, { basedOn, dictionary }: CatalogueBuild): Promise<Base> {
  if (basedOn === null) return withDictionary({ policy: DEFAULT_POLICY }, await dictionaryByKey(db, dictionary));
  const files = await sharedTables(db, basedOn);
  if (files.procedureKind === undefined)
    return withDictionary(files, dictionary === null ? files.dictionary! : await dictionaryByKey(db, dictionary));
  const { procedureKinds } = await loadStoredRegion(db, basedOn);
  const kinds = new Map(procedureKinds.map(({ code, kind }) => [code, kind]));
  return { files, dictionary: null, kindOf: (code) => kinds.get(code) ?? null };
}

const withDictionary = (files: Base['files'], dictionary: ProcedureDictionary): Base => ({
  files: { ...files, dictionary },
  dictionary,
  kindOf: (code) => dictionary.find(code)?.kind ?? null,
});

/** 病例里出现过的操作各是什么方式;不合医保版写法的编码定得了治疗方式,但进不了操作组合。 */
function codeKinds(codes: readonly string[], { kindOf }: Base, { countedKinds }: HistoryChoices): CodeKind[] {
  return codes.flatMap((code) => {
    const kind = kindOf(code) ?? 'other';
    if (kind === 'other' || kind === 'conservative') return [];
    return [{ code, kind: kindRank(kind), counted: countedKinds.includes(kind) && isProcedureForm(code) }];
  });
}

const catalogueTable = ({ entries }: HistoryCatalogue) => ({
  source: '历史测算',
  columns: ENTRY_COLUMNS.slice(0, 8),
  rows: entries.map(historyCells),
});

/** 没有沿用目录时的政策:先后取通行的次序,机构系数 1;核准前应换成当地的。 */
const DEFAULT_POLICY = {
  type_order: ['core', 'comprehensive'],
  order: ['parts', 'matched', 'kind', 'cost', 'code'],
  comprehensive_falls_back: false,
  deviation: { low: '0.5', high: '2', extreme: '5' },
  hospital_coefficient: '1',
  note: '历史测算的默认政策;施行前请换成当地的政策。',
};

import type { HistoryChoices } from '../../analytics/dip/history-basis.ts';
import { addMonths } from '../../analytics/period.ts';
import { type CatalogueBuild, choicesOf } from './build-catalogue.ts';

/** 测算的要求,接口与命令行共用;没有写的用默认。 */
export type BuildRequest = Partial<{ [K in keyof HistoryChoices]: HistoryChoices[K] | undefined }> & {
  readonly from: string;
  readonly to: string;
  readonly hospital?: string | undefined;
  readonly basedOn?: string | undefined;
  readonly dictionary?: string | undefined;
  readonly about: Readonly<Record<string, string | undefined>>;
  readonly createdBy: string;
};

/** 要求 → 一次测算。没有写明身份的,以期间为版本,从期间之后起生效。 @throws HistoryChoicesInvalid */
export function buildOf({ hospital, basedOn, dictionary, about, createdBy, ...given }: BuildRequest): CatalogueBuild {
  const { from, to } = given;
  const standard = {
    id: 'dip-history',
    version: `${from}_${to}`,
    name: '历史测算目录',
    source: '由已存病例测算',
    effective_from: `${addMonths(to, 1)}-01`,
  };
  const named = Object.fromEntries(Object.entries(about).filter(([, value]) => value));
  return {
    hospitalId: hospital ?? null,
    choices: choicesOf(pick(given)),
    basedOn: basedOn ?? null,
    dictionary: dictionary ?? null,
    about: { ...standard, ...named },
    createdBy,
  };
}

/** 只取测算的选择,别的(身份等)不带。 */
function pick(given: Partial<Record<keyof HistoryChoices, unknown>>): HistoryChoices {
  const { from, to, yearWeights, trim, threshold, inclusive, countedKinds, scale, minFee, maxLos, maxCv } = given;
  return {
    from,
    to,
    yearWeights,
    trim,
    threshold,
    inclusive,
    countedKinds,
    scale,
    minFee,
    maxLos,
    maxCv,
  } as HistoryChoices;
}

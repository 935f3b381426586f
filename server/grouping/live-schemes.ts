import { compileCaseCodes } from '../../analytics/codes/case-codes.ts';
import { compileScheme } from '../../analytics/grouping/compile-scheme.ts';
import type { Db } from '../../sql/database.ts';
import { findScheme, liveSchemeRows, type SchemeRecord, schemeContent } from '../../sql/stores/scheme.store.ts';
import { type LiveMappings, NO_MAPPINGS, readLiveMappings, sharedBytes } from '../codes/live-mappings.ts';
import { notFound, Problem } from '../http/problem.ts';
import { ENGINE_VERSION, type LiveScheme, type OpenScheme } from './live-scheme.ts';
import { packOfContent } from './scheme-content.ts';

/** 施行中的各方案,已编好;病例归出院日施行的那个。 */
export interface LiveSchemes {
  /** 全部施行中的方案,起始日早的在前。 */
  all(): readonly LiveScheme[];
  /** 出院日(YYYY-MM-DD)施行的方案;没有出院日的归最近施行的。 */
  schemeFor(day: string | null): LiveScheme;
  /** 施行中的方案,按登记的键(编号@版本)。 */
  byKey(key: string): LiveScheme | undefined;
  /** 库中登记的施行中的各方案;只读,不换上。事务里看到的是事务里的登记。 */
  read(db: Db): Promise<readonly LiveScheme[]>;
  /** 按库中的登记换上(别的进程可能改过),返回施行中的各方案。 */
  refresh(db: Db): Promise<readonly LiveScheme[]>;
  /** 任何登记过的方案,草案也可以;没有该方案时抛出 404。 */
  open(db: Db, key: string): Promise<OpenScheme>;
}

/** 施行之外另留几个编好的方案(试算、比较用);每个几十兆,不宜多留。 */
const SPARE = 2;

/** 由登记装入施行中的各方案。 */
export async function openLiveSchemes(db: Db): Promise<LiveSchemes> {
  const schemes = new SchemeShelf();
  await schemes.refresh(db);
  return schemes;
}

class SchemeShelf implements LiveSchemes {
  private live: readonly LiveScheme[] = [];
  private spare: OpenScheme[] = [];
  private mappings: LiveMappings = NO_MAPPINGS;

  all(): readonly LiveScheme[] {
    return this.live;
  }

  schemeFor(day: string | null): LiveScheme {
    const last = this.live.at(-1)!;
    return day === null ? last : (this.live.findLast(({ from }) => from === null || from <= day) ?? last);
  }

  byKey(key: string): LiveScheme | undefined {
    return this.live.find((scheme) => scheme.key === key);
  }

  async refresh(db: Db): Promise<readonly LiveScheme[]> {
    this.live = await this.read(db);
    return this.live;
  }

  async read(db: Db): Promise<readonly LiveScheme[]> {
    this.mappings = await readLiveMappings(db, this.mappings);
    const rows = await liveSchemeRows(db);
    const opened: OpenScheme[] = [];
    for (const row of rows) opened.push(this.known(row) ?? (await this.load(db, row)));
    return opened.map((scheme, i) => ({
      ...scheme,
      // 最早施行的方案也管它之前的日子:没有一天没有方案。
      from: i === 0 ? null : rows[i]!.live_from,
      before: rows[i + 1]?.live_from ?? null,
    }));
  }

  async open(db: Db, key: string): Promise<OpenScheme> {
    const row = await findScheme(db, key);
    if (!row) throw notFound('分组方案', key);
    return this.known(row) ?? this.load(db, row);
  }

  private async load(db: Db, row: SchemeRecord): Promise<OpenScheme> {
    const scheme = await load(db, row, this.mappings);
    this.spare = [scheme, ...this.spare].slice(0, SPARE);
    return scheme;
  }

  /** 已编好的;内容或对照表换过的不算。 */
  private known({ scheme_key, content_hash }: SchemeRecord): OpenScheme | undefined {
    const wanted = content_hash && hashOf(content_hash, this.mappings);
    return [...this.live, ...this.spare].find(({ key, hash }) => key === scheme_key && hash === wanted);
  }
}

const hashOf = (contentHash: string, { fingerprint }: LiveMappings) =>
  fingerprint === '' ? contentHash : `${contentHash}+${fingerprint}`;

async function load(
  db: Db,
  { scheme_key: key, content_hash, for_reference }: SchemeRecord,
  live: LiveMappings,
): Promise<OpenScheme> {
  const stored = await schemeContent(db, key);
  if (!stored || content_hash === null) {
    const detail = `方案 ${key} 是早先登记的,没有存下各表,不能用来分组;请重新导入。`;
    throw new Problem(409, 'scheme-without-content', '方案没有内容', detail);
  }
  const compiled = compileScheme(packOfContent(stored));
  return {
    key,
    hash: hashOf(content_hash, live),
    engineVersion: ENGINE_VERSION,
    forReference: for_reference,
    compiled,
    content: sharedBytes(stored),
    codes: compileCaseCodes(compiled, live.mappings),
    mappings: live.content,
  };
}

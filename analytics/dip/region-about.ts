import type { FindingList, RowPlace } from '../grouping/scheme-finding.ts';
import { addDays, parsePeriod, periodKind } from '../period.ts';

/** 区域的身份:哪里的、哪一版、从哪天到哪天、出自哪份文件。 */
export interface RegionAbout {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  /** 生效日。 */
  readonly effectiveFrom: string;
  /** 失效日(不含);null 为一直有效。 */
  readonly effectiveBefore: string | null;
}

/** 政策中说明身份的键;其余是政策的选择。 */
export const ABOUT_KEYS = ['id', 'name', 'version', 'source', 'effective_from', 'effective_to'] as const;

/** 没有操作表的区域所用字典的键,写在政策里。 */
export const DICTIONARY_KEY = 'procedure_dictionary';
export type AboutKey = (typeof ABOUT_KEYS)[number];

const KEY_FORM = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u;

const dayAfter = (day: string | null) => (day ? addDays(day, 1) : null);

/** 读区域的身份;入库的区域各项都要有,缺的一次说全,返回 null。 */
export function readAbout(policy: unknown, at: RowPlace, findings: FindingList): RegionAbout | null {
  const reader = new AboutReader(policy, at, findings);
  const about = {
    id: reader.key('id', '统筹区的编号'),
    version: reader.key('version', '版本'),
    name: reader.text('name', '名称'),
    source: reader.text('source', '出处(文件名、文号)'),
    effectiveFrom: reader.day('effective_from', '生效日') ?? reader.missing('effective_from', '生效日'),
    effectiveBefore: dayAfter(reader.day('effective_to', '有效期的最后一天')),
  };
  if (reader.sound && about.effectiveBefore !== null && about.effectiveBefore <= about.effectiveFrom)
    reader.fail('有效期的最后一天 effective_to 早于生效日 effective_from');
  return reader.sound ? about : null;
}

class AboutReader {
  sound = true;
  private readonly cells: Readonly<Record<string, unknown>>;

  constructor(
    policy: unknown,
    private readonly at: RowPlace,
    private readonly findings: FindingList,
  ) {
    this.cells = typeof policy === 'object' && policy !== null ? (policy as Record<string, unknown>) : {};
  }

  fail(message: string): string {
    this.sound = false;
    this.findings.error('about-invalid', this.at, message);
    return '';
  }

  missing(key: AboutKey, name: string): string {
    return this.fail(`没有写${name} ${key}`);
  }

  cell(key: AboutKey): string {
    return String(this.cells[key] ?? '').trim();
  }

  text(key: AboutKey, name: string): string {
    return this.cell(key) || this.missing(key, name);
  }

  key(key: AboutKey, name: string): string {
    const text = this.text(key, name);
    if (text === '' || KEY_FORM.test(text)) return text;
    return this.fail(`${name} ${key}「${text}」只能用文字、数字与 . _ -,至多 60 字`);
  }

  /** 没有写为 null,写错为空文本。 */
  day(key: AboutKey, name: string): string | null {
    const text = this.cell(key);
    if (text === '') return null;
    const day = text.replaceAll('/', '-').slice(0, 10);
    const period = parsePeriod(day);
    if (period !== null && periodKind(period) === 'day') return day;
    return this.fail(`${name} ${key}「${text}」应写成 2025-01-01 的样子`);
  }
}

/** 身份写回政策的键。 */
export const aboutCells = (about: RegionAbout): Record<string, string> => ({
  id: about.id,
  name: about.name,
  version: about.version,
  source: about.source,
  effective_from: about.effectiveFrom,
  ...(about.effectiveBefore === null ? {} : { effective_to: addDays(about.effectiveBefore, -1) }),
});

export const regionKey = ({ id, version }: Pick<RegionAbout, 'id' | 'version'>): string => `${id}@${version}`;

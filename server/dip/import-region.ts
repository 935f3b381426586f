import type { Db } from '../../sql/database.ts';
import type { SchemeLimits } from '../grouping/scheme-files/limits.ts';
import { explained } from './catalogue-problem.ts';
import { readRegionSource } from './region-source.ts';
import { type RegisteredDraft, registerRegion } from './register-region.ts';

export interface RegionImport {
  readonly path: string;
  /** 文件原来的名称。 */
  readonly fileName?: string;
  readonly limits?: SchemeLimits;
  /** 登记者写明的身份,盖过文件里的;键同政策。 */
  readonly about: Readonly<Record<string, string | undefined>>;
  /** 文件里没有的表与政策,沿用这个目录的。 */
  readonly basedOn?: string | null;
  readonly createdBy: string;
}

/** 读一个目录文件(文件夹、.zip、.xlsx,或只有病种目录的 .csv),登记为草案。 @throws Problem 有错误,什么也没有存。 */
export const importRegion = (db: Db, order: RegionImport): Promise<RegisteredDraft> =>
  explained(async () => {
    const { files, findings, name } = await readRegionSource(order.path, order.fileName, order.limits);
    const { about, basedOn, createdBy } = order;
    return registerRegion(db, {
      files,
      found: findings,
      about: { ...about, name: about.name ?? (nameIn(files.policy) || name) },
      basedOn: basedOn ?? null,
      createdBy,
    });
  });

/** 政策里写了名称的,不用文件名。 */
const nameIn = (policy: unknown): string => String((policy as Record<string, unknown> | undefined)?.name ?? '');

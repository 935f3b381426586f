import type { SchemeInspection } from '../../analytics/grouping/scheme-lint.ts';
import type { SchemePack } from '../../analytics/grouping/scheme-pack.ts';
import { readScheme, readSchemeSource } from './scheme-files/scheme-source.ts';

export { SchemeFolderUnreadable } from './scheme-files/pack-files.ts';

/** 读方案(文件夹、.zip、.xlsx 都可以)成为可编译的方案包。 @throws SchemeRejected | SchemeFolderUnreadable | FileProblem */
export const readSchemeFolder = (path: string): Promise<SchemePack> => readScheme(path);

/** 读并体检方案,错误与提醒都在结果里。 @throws SchemeFolderUnreadable | FileProblem */
export const inspectSchemeFolder = (path: string): Promise<SchemeInspection> => readSchemeSource(path);

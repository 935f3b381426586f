import { join } from 'node:path';
import type { CaseCodes } from '../../analytics/codes/case-codes.ts';
import type { CompiledScheme } from '../../analytics/grouping/compiled-scheme.ts';
import { projectFolder } from '../../sql/project-folder.ts';

/** 分组引擎的版本:规则执行的方式变了就加一,旧结果留在旧的运行里。 */
export const ENGINE_VERSION = '2';

const BUILT_IN = ['analytics', 'grouping', 'schemes', 'casemix-reference'];

export const builtInSchemeFolder = (): string => join(projectFolder(), ...BUILT_IN);

/** 装入了的方案:登记的键、内容的摘要、编好的规则与编码的转换。 */
export interface OpenScheme {
  readonly key: string;
  /** 内容(与施行的编码对照表)的摘要:变了,旧运行的结果就不能再用。 */
  readonly hash: string;
  readonly engineVersion: string;
  /** 参考方案,不用于结算。 */
  readonly forReference: boolean;
  readonly compiled: CompiledScheme;
  /** 存库的内容,在共享内存里:导入线程据此自行编译。 */
  readonly content: Uint8Array;
  /** 病例的编码怎样换成这个方案认得的。 */
  readonly codes: CaseCodes;
  /** 施行的编码对照表,在共享内存里。 */
  readonly mappings: Uint8Array;
}

/** 施行中的方案:`from` ≤ 出院日 < `before` 的病例归它;null 是那一头不限。 */
export interface LiveScheme extends OpenScheme {
  readonly from: string | null;
  readonly before: string | null;
}

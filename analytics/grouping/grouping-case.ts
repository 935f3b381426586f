/** 一个病例中编码之外、分组要看的事实。缺失一律为 null,与缺失比较的条件一律不成立。 */
export interface CaseFacts {
  /** 1 男,2 女;其余与缺失为 null。 */
  sex: number | null;
  /** 周岁。 */
  age: number | null;
  /** 入院时的日龄(天);不满一岁才必有。 */
  ageDays: number | null;
  /** 新生儿出生体重(克)。 */
  birthWeight: number | null;
  /** 新生儿入院体重(克)。 */
  admissionWeight: number | null;
  /** 住院天数。 */
  los: number | null;
  /** 离院方式 1…5、9;5 为死亡。 */
  dischargeType: number | null;
  department: string | null;
  ventilatorHours: number | null;
  icuHours: number | null;
  crrtHours: number | null;
  daySurgery: boolean | null;
  newTechnique: boolean | null;
}

/** 分组器的输入。编码须是标准写法:字母大写,扩展位的 x 小写。 */
export interface GroupingCase extends CaseFacts {
  /** 首个是主要诊断。 */
  diagnoses: readonly string[];
  /** 首个是主要手术操作;可为空。 */
  procedures: readonly string[];
}

/** 同上,编码是以 `|` 相连的文本(首个为主要);批量分组时省去逐例拆成数组。 */
export interface DelimitedCase extends CaseFacts {
  diagnoses: string;
  procedures: string;
}

/** 编码已换成事实表的行的病例;见 parseCase。 */
export interface ParsedCase {
  readonly facts: CaseFacts;
  readonly dx: Int32Array;
  readonly proc: Int32Array;
}

/** 未入组的 DRG 码。 */
export const UNGROUPED_DRG = '0000';

/** 分组状态。`grouped` 之外都算未入组,不进 CMI 等指标。 */
export type GroupingStatus =
  | 'grouped'
  /** 没有 MDC 收它:0000。 */
  | 'no-mdc'
  /** 有 MDC,但其中没有 ADRG 成立(已试到最后一个 MDC):0000,nearest MDC 保留在 mdc。 */
  | 'no-adrg'
  /** 歧义病案:xQY。 */
  | 'ambiguous';

/** 一个病例的分组结果;未入组时 drg 为 `0000`(或歧义码)。 */
export interface GroupingResult {
  readonly status: GroupingStatus;
  readonly mdc: string | null;
  readonly adrg: string | null;
  readonly drg: string;
}

/** 一种常见诊疗:什么病、做什么、花多少、住多久。规格写成短行,编译一次后供生成器使用。 */
export interface PatternOptions {
  /** 男性占比;0 或 1 表示只见于一种性别。缺省 0.52。 */
  male?: number;
  /** 年龄范围(岁,可带小数)。缺省 18–85。 */
  age?: readonly [number, number];
  /** 新生儿:入院日龄范围与出生体重(克)的均值、标准差、下限、上限。 */
  newborn?: { days: readonly [number, number]; weight: readonly [number, number, number, number] };
  /** 死亡率。缺省 0.002。 */
  died?: number;
  /** 日间(当日出院)占比。 */
  day?: number;
  /** 由同一病人再次住院形成的占比。 */
  again?: number;
  /** 该组特有的其他诊断,写法同合并症表。 */
  also?: string;
  /** 冬季高峰的幅度,0.5 表示一月比平均高一半。 */
  winter?: number;
  /** 损伤中毒外部原因(可多选一)。 */
  cause?: string;
  /** 31 日内再住院的目的。 */
  plan?: string;
  /** 病理诊断(肿瘤手术)。 */
  pathology?: string;
  /** 入院途径为急诊的占比。缺省 0.35。 */
  emergency?: number;
}

export interface PatternSpec extends PatternOptions {
  /** 预期的 ADRG(CHS-DRG 结构);首字母即 MDC。 */
  adrg: string;
  /** 收治科室,`0304:8,0310:2` 表示按 8:2 分流。 */
  departments: string;
  /** 相对频度。 */
  frequency: number;
  /** 主要诊断,`|` 分隔可替换者,靠前者更常见。 */
  principal: string;
  /**
   * 手术操作,逗号分隔;首项为主要手术。每项可写 `A|B@0.6`:任选其一,出现概率 0.6;
   * `A/B` 则与主要诊断的次序一一对应(肱骨骨折做肱骨的手术)。
   */
  procedures: string;
  comorbidity: string;
  /** 平均费用(元)与对数标准差。 */
  cost: readonly [number, number];
  /** 平均住院日与对数标准差。 */
  stay: readonly [number, number];
  /** 费用结构名。 */
  profile: string;
}

/** 以位置参数写一行规格,使各专科的表读起来像表。 */
export function pattern(
  adrg: string,
  departments: string,
  frequency: number,
  principal: string,
  procedures: string,
  comorbidity: string,
  cost: readonly [number, number],
  stay: readonly [number, number],
  profile: string,
  options: PatternOptions = {},
): PatternSpec {
  return { adrg, departments, frequency, principal, procedures, comorbidity, cost, stay, profile, ...options };
}

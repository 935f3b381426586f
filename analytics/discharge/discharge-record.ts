import type { Fen } from '../money.ts';
import type { FeeItemCode } from './fee-items.ts';

/** 一条出院记录(病案首页或结算清单的一行)读成的类型化事实。缺失为 null,从不为 0 或空串。 */
export interface DischargeRecord {
  /** 组织机构代码 A01。 */
  hospitalId: string;
  hospitalName: string | null;
  /** 病案号 A48。 */
  recordNo: string;
  /** 住院次数 A49;结算清单没有它,用就诊 ID 区分各次住院。 */
  admissionNo: number | null;
  /** 就诊 ID / 结算 ID。 */
  encounterId: string | null;
  /** 跨次住院认同一人用的键(人员编号或身份证号的带密钥哈希),没有则 null。 */
  personKey: string | null;
  /** 医疗付费方式 A46C。 */
  payer: string | null;
  /** 1 男,2 女,0/9 未知。 */
  sex: number | null;
  birthDate: string | null;
  /** 周岁 A14(填报值)。 */
  ageYears: number | null;
  /** 不足一周岁的天数 A16(填报值)。 */
  ageDays: number | null;
  /** 新生儿入院体重 A17(克)。 */
  admissionWeight: number | null;
  /** 新生儿出生体重 A18x01…(克),多胞胎有多个。 */
  birthWeights: readonly number[];
  admissionRoute: string | null;
  /** 入院时间 `YYYY-MM-DDTHH:MM`(原文只有日期时为 `YYYY-MM-DD`)。 */
  admittedAt: string | null;
  admissionDepartment: string | null;
  dischargedAt: string | null;
  dischargeDepartment: string | null;
  dischargeWard: string | null;
  /** 实际住院天数 B20(填报值)。 */
  los: number | null;
  /** 首个是主要诊断;有名无码时 code 为 null。 */
  diagnoses: readonly Diagnosis[];
  externalCause: string | null;
  pathology: string | null;
  /** 首个是主要手术操作。 */
  procedures: readonly Procedure[];
  /** 医师与护士:B22 科主任、B23 主任医师、B24 主治、B25 住院医师、chfpdr_code 主诊医师。 */
  staff: Staff;
  /** 离院方式 B34C:1 医嘱,2 转院,3 转社区,4 非医嘱,5 死亡,9 其他。 */
  dischargeMode: string | null;
  /** 转往机构名称(离院方式 2、3 时应填)。 */
  destination: string | null;
  /** 31 日内再住院计划 B36C:1 无,2 有。 */
  readmissionPlan: string | null;
  readmissionPurpose: string | null;
  autopsy: string | null;
  ventilatorHours: number | null;
  icuHours: number | null;
  /** 记录了输血(结算清单 bldinfo)。 */
  transfused: boolean | null;
  totalFee: Fen | null;
  selfPaid: Fen | null;
  /** 分类费用 D11…D34 及其中项 x01/x02;未填的项不在其中。 */
  fees: Partial<Record<FeeItemCode, Fen>>;
}

export interface Diagnosis {
  code: string | null;
  name: string | null;
  /** 入院病情 1 有,2 临床未确定,3 情况不明,4 无。 */
  admissionCondition: string | null;
}

export interface Procedure {
  code: string | null;
  name: string | null;
  /** 手术及操作日期 `YYYY-MM-DD` 或带时刻。 */
  date: string | null;
  /** 手术级别 1–4。 */
  level: string | null;
  surgeon: string | null;
  incision: string | null;
  anaesthesia: string | null;
}

export interface Staff {
  head: string | null;
  chief: string | null;
  attending: string | null;
  resident: string | null;
  nurse: string | null;
  /** 主诊医师 chfpdr_code。 */
  responsible: string | null;
}

/** 一处缺陷:一条规则在一个字段上的触发。 */
export interface Finding {
  /** 规则编号 Q01…Q32;读不懂的值用 F01…(格式)编号。 */
  rule: string;
  severity: 'E' | 'W';
  /** 字段的中文名与代码,如 `出院时间(B15)`。 */
  field: string;
  /** 原值(截断到 80 字)。 */
  value: string;
  message: string;
  fix: string;
}

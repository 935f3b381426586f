import type { CheckKind, CheckRun } from './check-run.ts';
import { timeText } from './check-run.ts';
import type { DischargeRecord } from './discharge-record.ts';

type Value = string | number | null;
type Get = (run: CheckRun) => Value;

/** 规则能说的记录字段。逐个写明:各取各的属性,比按名字取快,也由类型检查。 */
const FIELDS: Readonly<Record<string, (record: DischargeRecord) => Value>> = {
  hospitalId: (r) => r.hospitalId,
  hospitalName: (r) => r.hospitalName,
  recordNo: (r) => r.recordNo,
  admissionNo: (r) => r.admissionNo,
  encounterId: (r) => r.encounterId,
  payer: (r) => r.payer,
  sex: (r) => r.sex,
  birthDate: (r) => r.birthDate,
  ageYears: (r) => r.ageYears,
  ageDays: (r) => r.ageDays,
  admissionRoute: (r) => r.admissionRoute,
  admittedAt: (r) => r.admittedAt,
  admissionDepartment: (r) => r.admissionDepartment,
  dischargedAt: (r) => r.dischargedAt,
  dischargeDepartment: (r) => r.dischargeDepartment,
  dischargeWard: (r) => r.dischargeWard,
  los: (r) => r.los,
  externalCause: (r) => r.externalCause,
  pathology: (r) => r.pathology,
  dischargeMode: (r) => r.dischargeMode,
  destination: (r) => r.destination,
  readmissionPlan: (r) => r.readmissionPlan,
  readmissionPurpose: (r) => r.readmissionPurpose,
  autopsy: (r) => r.autopsy,
  ventilatorHours: (r) => r.ventilatorHours,
  icuHours: (r) => r.icuHours,
  totalFee: (r) => r.totalFee,
  selfPaid: (r) => r.selfPaid,
  'diagnoses.0.admissionCondition': (r) => r.diagnoses[0]?.admissionCondition ?? null,
};

/** 算出来的值。 */
const COMPUTED: Readonly<Record<string, Get>> = {
  los: (run) => run.los,
  ageYears: (run) => run.ageYears,
  totalFeeYuan: (run) => (run.record.totalFee === null ? null : run.record.totalFee / 100),
};

/** 记录字段的取法;规则数据写了不认识的字段时抛出 RangeError。 */
function fieldOf(id: string): (record: DischargeRecord) => Value {
  const field = FIELDS[id];
  if (field === undefined) throw new RangeError(`质控规则写了不认识的字段:${id}`);
  return field;
}

function recordValue(id: string): Get {
  const field = fieldOf(id);
  return (run) => field(run.record);
}
const getterOf = (id: string): Get => COMPUTED[id] ?? recordValue(id);

/** 必填的字段不为空;文件没有的列不查,另有代替字段的也算填了。 */
const required: CheckKind = (check, params, present) => {
  const orElse = (params.orElse ?? {}) as Record<string, string>;
  const fields = check.fields
    .filter((id) => present.has(id))
    .map((id) => {
      const other = orElse[id];
      return { id, get: fieldOf(id), other: other === undefined ? () => null : recordValue(other) };
    });
  return (run) => {
    const { record } = run;
    for (const { id, get, other } of fields) {
      if (get(record) !== null) continue;
      if (other(run) === null && !run.isUnreadable(id)) run.add(check, id, null);
    }
  };
};

/** 有主要诊断就要有它的入院病情。 */
const conditionMissing: CheckKind = (check) => {
  const id = check.fields[0] as string;
  return (run) => {
    if (run.principal === null || run.record.diagnoses[0]?.admissionCondition !== null) return;
    if (!run.isUnreadable(id)) run.add(check, id, null);
  };
};

/** 后一时间不早于前一时间;有一个只写到日就只比日期。 */
const timeOrder: CheckKind = (check, params) => {
  const earlierOf = recordValue(params.earlier as string);
  const laterOf = recordValue(params.later as string);
  return (run) => {
    const earlier = earlierOf(run) as string | null;
    const later = laterOf(run) as string | null;
    if (earlier === null || later === null) return;
    const length = Math.min(earlier.length, later.length);
    if (later.slice(0, length) >= earlier.slice(0, length)) return;
    run.add(check, check.fields[0] as string, later, { earlier: timeText(earlier), later: timeText(later) });
  };
};

/** 日期不晚于 context.today。 */
const notFuture: CheckKind = (check) => {
  const fields = check.fields.map((id) => ({ id, get: recordValue(id) }));
  return (run) => {
    for (const { id, get } of fields) {
      const time = get(run) as string | null;
      if (time !== null && time.slice(0, 10) > run.context.today) {
        run.add(check, id, timeText(time), { today: run.context.today });
      }
    }
  };
};

/** 填报值等于算出的值;日期倒置时算不出,不比。 */
const equalsComputed: CheckKind = (check, params) => {
  const id = check.fields[0] as string;
  const filledOf = recordValue(id);
  const computedOf = params.computed as 'los' | 'ageYears';
  return (run) => {
    const filled = filledOf(run);
    const computed = run[computedOf];
    if (filled === null || computed === null || computed < 0 || filled === computed) return;
    run.add(check, id, filled, { computed });
  };
};

/** 值在 min–max 之间(含界)。 */
const limits: CheckKind = (check, params) => {
  const get = getterOf(params.of as string);
  const min = (params.min as number | undefined) ?? Number.NEGATIVE_INFINITY;
  const max = (params.max as number | undefined) ?? Number.POSITIVE_INFINITY;
  return (run) => {
    const value = get(run) as number | null;
    if (value !== null && (value < min || value > max)) run.add(check, check.fields[0] as string, value, { min, max });
  };
};

const infantDays: CheckKind = (check) => (run) => {
  const id = check.fields[0] as string;
  if (run.ageYears === 0 && run.record.ageDays === null && !run.isUnreadable(id)) run.add(check, id, null);
};

/** 新生儿的出生体重:missing 查有没有,否则查范围(克)。 */
const newbornWeight: CheckKind = (check, params) => {
  const maxDays = params.maxDays as number;
  const { missing, min, max } = params as { missing?: boolean; min: number; max: number };
  const id = check.fields[0] as string;
  return (run) => {
    if (run.ageDays === null || run.ageDays > maxDays || (run.ageYears ?? 0) > 0) return;
    const weights = run.record.birthWeights;
    if (missing) {
      if (weights.length === 0) run.add(check, id, null, { days: run.ageDays });
      return;
    }
    for (const weight of weights) if (weight < min || weight > max) run.add(check, id, weight, { min, max });
  };
};

interface Condition {
  readonly of: string;
  readonly in: readonly (string | null)[];
}

/** 几个条件同时成立就是缺陷;`null` 指没有填。 */
const together: CheckKind = (check, params) => {
  const conditions = (params.all as Condition[]).map((condition) => ({
    get: getterOf(condition.of),
    in: condition.in,
  }));
  const id = check.fields[0] as string;
  return (run) => {
    for (const condition of conditions) if (!condition.in.includes(condition.get(run) as string | null)) return;
    run.add(check, id, getterOf(id)(run) ?? null);
  };
};

/** 某项时长不超过住院天数 × 24 小时。 */
const hoursBeyondStay: CheckKind = (check, params) => {
  const get = recordValue(params.of as string);
  return (run) => {
    const hours = get(run) as number | null;
    if (hours === null || run.los === null || run.los < 1 || hours <= run.los * 24) return;
    run.add(check, check.fields[0] as string, hours, { los: run.los, limit: run.los * 24 });
  };
};

/** 看字段与日期的检查。 */
export const FIELD_KINDS: Readonly<Record<string, CheckKind>> = {
  required,
  conditionMissing,
  timeOrder,
  notFuture,
  equalsComputed,
  limits,
  infantDays,
  newbornWeight,
  together,
  hoursBeyondStay,
};

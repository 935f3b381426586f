import { type CheckKind, type CheckRun, positionsWith, timeText } from './check-run.ts';
import { dayNumber, dayText } from './day.ts';
import type { Procedure } from './discharge-record.ts';

/** 逐个有编码的手术操作做同一测试。 */
function eachProcedure(run: CheckRun, test: (procedure: Procedure, code: string, at: number) => void): void {
  const { procedures } = run.record;
  for (let at = 0; at < procedures.length; at++) {
    const procedure = procedures[at] as Procedure;
    if (procedure.code !== null) test(procedure, procedure.code, at);
  }
}

/** 有编码没有日期;文件没有日期列的位置不查。 */
const procedureDateMissing: CheckKind = (check, _params, present) => {
  const dated = positionsWith(present, 'procedures', 'date');
  if (dated === null) return null;
  return (run) =>
    eachProcedure(run, ({ date }, code, at) => {
      const id = `procedures.${at}.date`;
      if (date === null && dated[at] === 1 && !run.isUnreadable(id)) run.add(check, id, null, { code });
    });
};

/** 日期在入院前 daysBefore 天至出院日之间;入出院日期不全的一端不查。 */
const procedureDateOutside: CheckKind = (check, params) => {
  const daysBefore = params.daysBefore as number;
  return (run) => {
    const { admittedAt, dischargedAt, procedures } = run.record;
    if (procedures.length === 0) return;
    const from = admittedAt === null ? Number.NEGATIVE_INFINITY : dayNumber(admittedAt) - daysBefore;
    const to = dischargedAt === null ? Number.POSITIVE_INFINITY : dayNumber(dischargedAt);
    eachProcedure(run, ({ date }, code, at) => {
      if (date === null) return;
      const day = dayNumber(date);
      if (day >= from && day <= to) return;
      const text = (n: number) => (Number.isFinite(n) ? dayText(n) : '不明');
      run.add(check, `procedures.${at}.date`, timeText(date), { code, from: text(from), to: text(to) });
    });
  };
};

const levelValue: CheckKind = (check, params) => {
  const values = params.values as string[];
  return (run) =>
    eachProcedure(run, ({ level }, code, at) => {
      if (level !== null && !values.includes(level)) run.add(check, `procedures.${at}.level`, level, { code });
    });
};

/** 主要手术属于手术而没有级别。 */
const levelMissing: CheckKind = (check) => (run) => {
  const main = run.record.procedures[0];
  if (!main || main.code === null || main.level !== null || !run.isSurgical(main.code)) return;
  run.add(check, check.fields[0] as string, null, { code: main.code });
};

const levelBelowList: CheckKind = (check, params) => (run) => {
  const isLevelFour = run.context.isLevelFour;
  if (isLevelFour === undefined) return;
  eachProcedure(run, ({ level }, code, at) => {
    if (level === null || Number(level) >= (params.level as number) || !isLevelFour(code)) return;
    run.add(check, `procedures.${at}.level`, level, { code });
  });
};

const incisionWithoutCode: CheckKind = (check) => (run) => {
  const { procedures } = run.record;
  for (let at = 0; at < procedures.length; at++) {
    const { code, incision } = procedures[at] as Procedure;
    if (code === null && incision !== null) run.add(check, `procedures.${at}.incision`, incision);
  }
};

const incisionValue: CheckKind = (check, params) => {
  const values = params.values as string[];
  return (run) =>
    eachProcedure(run, ({ incision }, code, at) => {
      if (incision !== null && !values.includes(incision))
        run.add(check, `procedures.${at}.incision`, incision, { code });
    });
};

/** 看手术操作的日期、级别、切口的检查。 */
export const PROCEDURE_KINDS: Readonly<Record<string, CheckKind>> = {
  procedureDateMissing,
  procedureDateOutside,
  levelValue,
  levelMissing,
  levelBelowList,
  incisionWithoutCode,
  incisionValue,
};

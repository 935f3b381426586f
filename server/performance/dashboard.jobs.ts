import type { Logger } from 'pino';
import type { Db } from '../../sql/database.ts';
import { listHospitals } from '../../sql/stores/hospital.store.ts';
import { ensureMonthWeights } from '../../sql/stores/month-weight.store.ts';
import { monthsOfHospital } from '../../sql/stores/rollup.store.ts';
import { ensureUnitMonths } from '../../sql/stores/unit-month.store.ts';
import type { JobHandler, JobProgress, JobRunner } from '../jobs/job-runner.ts';

type Handlers = Record<string, JobHandler>;

export interface DashboardFiller {
  readonly handlers: Handlers;
  /** 这些任务做完之后补齐看板汇总。 */
  after(handlers: Handlers): Handlers;
  /** 数据、权重或清单变了:登记一个补齐的任务;已有一个在等的就不再登记。 */
  changed(): Promise<void>;
}

/**
 * 数据变了之后在后台补齐看板汇总,打开页面的人就不用等。
 * 取数的一方本来也会补(没有这个任务也不会错),所以登记不成只记日志。
 */
export function createDashboardFiller(db: Db, log: Logger, jobs: () => JobRunner): DashboardFiller {
  let waiting = false;
  const changed = async () => {
    if (waiting) return;
    waiting = true;
    try {
      await jobs().submit('dashboard', {});
    } catch (error) {
      waiting = false;
      log.error({ err: error }, '看板汇总的任务没有登记上,下次取数时再补');
    }
  };
  const followed =
    (handler: JobHandler): JobHandler =>
    async (input, report) => {
      const result = await handler(input, report);
      await changed();
      return result;
    };
  return {
    handlers: {
      dashboard: (_, report) => {
        waiting = false;
        return fillDashboards(db, report);
      },
    },
    after: (handlers) => Object.fromEntries(Object.entries(handlers).map(([kind, each]) => [kind, followed(each)])),
    changed,
  };
}

async function fillDashboards(db: Db, report: (progress: JobProgress) => void): Promise<Record<string, unknown>> {
  let total = 0;
  for (const { hospital_id: hospitalId } of await listHospitals(db)) {
    const months = await monthsOfHospital(db, hospitalId);
    await ensureMonthWeights(db, hospitalId, months);
    // 近的月份先补:看得最多。
    for (const [done, month] of [...months].reverse().entries()) {
      await ensureUnitMonths(db, hospitalId, [month]);
      report({ done: done + 1, total: months.length, unit: '月' });
    }
    total += months.length;
  }
  return { months: total };
}

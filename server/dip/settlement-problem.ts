import { SettlementRefused } from '../../sql/read-models/dip/settlement.read-model.ts';
import { Problem } from '../http/problem.ts';
import { JobFailed } from '../jobs/job-runner.ts';

/** 不能结算的,换成给使用者看的说明。 */
export async function explained<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof SettlementRefused)) throw error;
    const missing = error.code === 'dip-run-missing';
    const title = missing ? '还没有 DIP 运行' : '期间不能结算';
    throw new Problem(missing ? 409 : 422, error.code, title, error.message);
  }
}

/** 任务里的同上:以说明失败,不算内部错误。 */
export async function explainedInJob<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof SettlementRefused) throw new JobFailed({ code: error.code, message: error.message });
    throw error;
  }
}

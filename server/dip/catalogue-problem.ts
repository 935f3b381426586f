import { HistoryChoicesInvalid } from '../../analytics/dip/history-basis.ts';
import { NoHistory } from '../../analytics/dip/history-catalogue.ts';
import { RegionRejected } from '../../analytics/dip/region-inspection.ts';
import type { SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import { Problem } from '../http/problem.ts';
import { FileProblem } from '../intake/files/file-problem.ts';
import { JobFailed, type JobHandler } from '../jobs/job-runner.ts';
import { RegionFolderUnreadable } from './region-folder.ts';

/** 至多给出这么多处错误;再多的改完这些再看。 */
const SHOWN = 200;

/** 目录的各种错误 → 给使用者看的说明;不认识的原样返回。 */
export function asProblem(error: unknown): unknown {
  if (error instanceof RegionRejected) return rejected(error);
  if (error instanceof FileProblem)
    return new Problem(422, error.failure.code, '目录文件不能读', `${error.failure.message}${error.failure.fix ?? ''}`);
  if (error instanceof RegionFolderUnreadable) return new Problem(422, error.code, '目录文件不能读', error.message);
  if (error instanceof HistoryChoicesInvalid) return new Problem(422, error.code, '测算的选择不成立', error.message);
  if (error instanceof NoHistory) return new Problem(422, error.code, '没有可用的病例', error.message);
  return error;
}

/** 执行,错误换成给使用者看的说明。 */
export async function explained<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw asProblem(error);
  }
}

/** 任务里的同上:以说明失败,不算内部错误。 */
export const explainedJob =
  (handle: JobHandler): JobHandler =>
  async (input, report) => {
    try {
      return await handle(input, report);
    } catch (error) {
      const problem = asProblem(error);
      if (!(problem instanceof Problem)) throw error;
      const details = problem.errors.slice(0, 5).map(({ path, message }) => `${path}:${message}`);
      throw new JobFailed({ code: problem.code, message: [problem.message, ...details].join('\n') });
    }
  };

function rejected({ region, findings, code }: RegionRejected): Problem {
  const errors = findings.filter(({ level }) => level === 'error');
  const details = errors.slice(0, SHOWN).map((finding) => ({ path: placeOf(finding), message: finding.message }));
  const first = details[0]!;
  const text = `「${region}」有 ${errors.length} 处错误,一条也没有存,施行中的目录不受影响;例如 ${first.path}:${first.message}`;
  return new Problem(422, code, '目录有错误', text, details);
}

const placeOf = ({ source, row }: SchemeFinding) => (row === null ? source : `${source} 第 ${row} 行`);

import { z } from 'zod';

/** 登记的东西(方案、DIP 目录、编码对照表)各步是谁、何时做的;三处同一写法。 */
interface StepColumns {
  approved_by: string | null;
  approved_at: Date | null;
  live_by: string | null;
  live_at: Date | null;
  retired_by: string | null;
  retired_at: Date | null;
}

const step = (what: string) =>
  z.object({ by: z.string(), at: z.string().nullable() }).nullable().describe(`${what}:谁、何时`);

export const RegistryStatus = z.enum(['draft', 'approved', 'live', 'retired']).describe('草案、已核准、施行中、已停用');
/** 各步的字段,展开在一件的答案里。 */
export const RegistrySteps = {
  created: step('登记'),
  approved: step('核准'),
  live: step('施行'),
  retired: step('停用'),
};

const done = (by: string | null, at: Date | null) => (by === null ? null : { by, at: at?.toISOString() ?? null });

/** 库中一行的各步;登记人的列名各表不同,另给。 */
export const stepsOf = (row: StepColumns, createdBy: string | null, createdAt: Date | null) => ({
  created: done(createdBy, createdAt),
  approved: done(row.approved_by, row.approved_at),
  live: done(row.live_by, row.live_at),
  retired: done(row.retired_by, row.retired_at),
});

import { rm } from 'node:fs/promises';
import { checkMappingRows, type MappingFinding } from '../../analytics/codes/code-mapping.ts';
import type { Db } from '../../sql/database.ts';
import {
  advanceMapping,
  findMapping,
  type MappingRegistration,
  type MappingStep,
  overlappingLive,
  registerMapping,
} from '../../sql/stores/code-mapping.store.ts';
import { conflict, notFound, Problem } from '../http/problem.ts';
import { FileProblem } from '../intake/files/file-problem.ts';
import { readMappingFile } from './mapping-file.ts';

export interface LoadedMapping {
  readonly id: number;
  readonly rows: number;
  readonly warnings: readonly MappingFinding[];
}

/** 一次列给人看的错误数;其余只计数。 */
const SHOWN_ERRORS = 200;

/**
 * 装载一个对照表文件为草案:有一行错误就整张不装,列出错误。
 * `about` 给出名称、版本、来源等(不正确时自行抛出);用完的上传文件总会删除。
 */
export async function importMapping(db: Db, path: string, about: () => MappingRegistration): Promise<LoadedMapping> {
  try {
    const inputs = await readMappingFile(path);
    const registration = about();
    const { rows, findings } = checkMappingRows(inputs, registration.kind);
    const errors = findings.filter(({ severity }) => severity === 'E');
    if (errors.length > 0)
      throw new Problem(
        422,
        'mapping-invalid',
        '对照表有误',
        `对照表有 ${errors.length} 处错误,没有装载;例如第 ${errors[0]!.row} 行:${errors[0]!.message}。`,
        errors.slice(0, SHOWN_ERRORS).map(({ row, message }) => ({ path: `第 ${row} 行`, message })),
      );
    if (rows.length === 0)
      throw new Problem(422, 'mapping-empty', '对照表是空的', '对照表没有一行可用的对照,没有装载。');
    return { id: await register(db, registration, rows), rows: rows.length, warnings: findings };
  } catch (error) {
    if (error instanceof FileProblem)
      throw new Problem(422, error.failure.code, '对照表不能读', `${error.failure.message}${error.failure.fix ?? ''}`);
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

async function register(db: Db, about: MappingRegistration, rows: Parameters<typeof registerMapping>[2]) {
  try {
    return await registerMapping(db, about, rows);
  } catch (error) {
    if ((error as { constraint?: string }).constraint !== 'code_mapping_version') throw error;
    throw conflict(
      'mapping-exists',
      '已有这个版本',
      `已有名为「${about.name}」、版本 ${about.version} 的对照表;更正请换一个版本号。`,
    );
  }
}

const STEP_NAMES: Record<MappingStep, string> = { approved: '核准', live: '施行', retired: '停用' };
const STATUS_NAMES = { draft: '草案', approved: '已核准', live: '施行中', retired: '已停用' } as const;

/** 核准、施行、停用;次序不对,或同一天已有施行的另一张表时拒绝。 */
export async function stepMapping(db: Db, id: number, step: MappingStep, by: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const mapping = await findMapping(trx, id);
    if (!mapping) throw notFound('对照表', String(id));
    if (step === 'live') {
      const { kind, effective_from: from, effective_before: before } = mapping;
      const other = await overlappingLive(trx, { id, kind, from, before });
      if (other)
        throw conflict(
          'mapping-overlap',
          '同一天只能施行一张对照表',
          `「${other.name} ${other.version}」已从 ${other.effective_from} 起施行,与这张表的日子重叠;请先停用它,或改生效日。`,
        );
    }
    if (!(await advanceMapping(trx, id, step, by)))
      throw conflict(
        'mapping-status',
        `现在不能${STEP_NAMES[step]}`,
        `这张对照表现在是「${STATUS_NAMES[mapping.status]}」;次序是 草案 → 核准 → 施行 → 停用。`,
      );
  });
}

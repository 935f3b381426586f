import { CODE_CHANGES, type CodeKind, writtenChanges } from '../../analytics/codes/code-repair.ts';
import type { CodeNote } from '../../analytics/grouping/case-proof.ts';
import { normaliseCode } from '../../analytics/grouping/code-entry.ts';
import type { GroupingCase } from '../../analytics/grouping/grouping-case.ts';
import type { Db } from '../../sql/database.ts';
import { sourceRow } from '../cases/source-rows.ts';

/** 编码不会比它长;更长的格是文字。 */
const LONGEST_CODE = 40;
const AXES = [
  ['dx', 'diagnoses', 'diagnosis'],
  ['proc', 'procedures', 'procedure'],
] as const satisfies readonly (readonly ['dx' | 'proc', 'diagnoses' | 'procedures', CodeKind])[];

/** 存下的编码已是规范写法;由来源行找回原来的写法与改了什么。没有存来源行的,无从说起。 */
export async function givenCodes(db: Db, caseId: string, c: GroupingCase): Promise<CodeNote[]> {
  const cells = await codeCells(db, caseId);
  return AXES.flatMap(([axis, field, kind]) =>
    c[field].flatMap((code, place): CodeNote[] => {
      const given = cells.get(code);
      if (given === undefined || given === code) return [];
      const changes = writtenChanges(given, kind).map((change) => CODE_CHANGES[change]);
      return [{ axis, place, given, changes, mapped: false, targets: [] }];
    }),
  );
}

/** 规范写法 → 来源行里的写法;有一格本来就规范的,以它为准。 */
async function codeCells(db: Db, caseId: string): Promise<Map<string, string>> {
  const at = await db
    .selectFrom('discharge_case')
    .select(['batch_id', 'row_no'])
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  const row = (at && (await sourceRow(db, at.batch_id, at.row_no))) ?? [];
  const cells = new Map<string, string>();
  for (const { value } of row) {
    if (value === '' || value.length > LONGEST_CODE) continue;
    const code = normaliseCode(value);
    if (value === code || !cells.has(code)) cells.set(code, value);
  }
  return cells;
}

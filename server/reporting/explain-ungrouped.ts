import { ungroupedCause } from '../../analytics/grouping/ungrouped-cause.ts';
import type { UngroupedReason } from '../../reports/ungrouped/ungrouped-row.ts';
import type { UngroupedCaseRow } from '../../sql/read-models/ungrouped-cases.read-model.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { groupingCaseOf } from '../grouping/stored-case.ts';
import { JobFailed } from '../jobs/job-runner.ts';

/** 已存的未入组病例的原因,按其出院日施行的方案;方案刚换过、现在能入组的,说明须重新分组。 */
export function explainUngrouped(schemes: LiveSchemes, row: UngroupedCaseRow): UngroupedReason {
  const { compiled, codes } = schemes.schemeFor(row.discharged_on);
  const given = groupingCaseOf(row);
  const cause = ungroupedCause(compiled, codes.convert(given, row.discharged_on));
  if (cause === null)
    throw new JobFailed({
      code: 'grouping-outdated',
      message: `病例 ${row.record_no} 存的是未入组,而按施行的方案能入组:分组结果已过时。`,
      fix: '请等重新分组的任务做完,再生成报表。',
    });
  const converted = codes.conversions(given, row.discharged_on).map(({ given, code }) => ({ given, used: code }));
  return { cause, converted };
}

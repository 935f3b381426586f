import type { AssessmentDimension, AssessmentItem, AssessmentPlan } from './assessment-plan.ts';

/** 方案的一处错误:在哪里(给人看的中文位置),错在什么。 */
export interface PlanProblem {
  readonly path: string;
  readonly message: string;
}

/** 检查方案;返回全部错误,没有为空。`isIndicator` 说一个编号是不是登记的指标。 */
export function checkPlan(plan: AssessmentPlan, isIndicator: (id: string) => boolean): PlanProblem[] {
  return [
    ...at('方案', [
      plan.name.trim() === '' && '没有写名称',
      plan.source.trim() === '' && '没有写来源(文件、会议纪要)',
      plan.dimensions.length === 0 && '至少要有一个维度',
    ]),
    ...plan.dimensions.flatMap((dimension, i) => dimensionProblems(dimension, i, isIndicator)),
    ...at('维度', [
      plan.dimensions.length > 0 && !plan.dimensions.some(({ weight }) => weight > 0) && '各维度的权重之和应大于 0',
      // 试算按编号换权重,维度与考核项不能同号。
      ...repeated(plan.dimensions.flatMap(({ id, items }) => [id, ...items.map((item) => item.id)])).map(
        (id) => `维度或考核项的编号「${id}」重复`,
      ),
    ]),
    ...zoneProblems(plan),
    ...numberProblems(plan),
  ];
}

/** 同一处的各条错误;不成立的写 false。 */
const at = (path: string, messages: readonly (string | false)[]): PlanProblem[] =>
  messages.flatMap((message) => (message === false ? [] : [{ path, message }]));

const isWeight = (weight: number) => weight >= 0 && Number.isFinite(weight);
const inUnit = (value: number) => value >= 0 && value <= 1;
const repeated = (values: readonly string[]) => [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
const placeOf = (kind: string, name: string, index: number) =>
  name.trim() === '' ? `第 ${index + 1} 个${kind}` : `${kind}「${name}」`;

function dimensionProblems(
  { name, weight, items }: AssessmentDimension,
  index: number,
  isIndicator: (id: string) => boolean,
): PlanProblem[] {
  const place = placeOf('维度', name, index);
  const weighed = items.some((item) => item.weight > 0);
  return [
    ...at(place, [
      name.trim() === '' && '没有写名称',
      !isWeight(weight) && '权重应不小于 0',
      items.length === 0 && '没有一个考核项',
      items.length > 0 && items.every((item) => isWeight(item.weight)) && !weighed && '各考核项的权重之和应大于 0',
    ]),
    ...items.flatMap((item, i) => at(`${place} ${placeOf('考核项', item.name, i)}`, itemProblems(item, isIndicator))),
  ];
}

function itemProblems(
  { name, indicator, direction, weight, score }: AssessmentItem,
  isIndicator: (id: string) => boolean,
) {
  const ends = 'worst' in score ? score : null;
  return [
    name.trim() === '' && '没有写名称',
    indicator !== null && !isIndicator(indicator) && `指标「${indicator}」没有登记`,
    !isWeight(weight) && '权重应不小于 0',
    ends !== null && ends.worst === ends.best && '最差值与最好值相同,无法计分',
    ends !== null && direction === 'up' && ends.best < ends.worst && '越高越好的项,最好值应大于最差值',
    ends !== null && direction === 'down' && ends.best > ends.worst && '越低越好的项,最好值应小于最差值',
    score.kind === 'target' && !(score.tolerance > 0) && '容差应大于 0',
  ];
}

function zoneProblems({ zones, otherZone }: AssessmentPlan): PlanProblem[] {
  return [
    ...zones.flatMap(({ name }, i) => at(placeOf('片区', name, i), [name.trim() === '' && '没有写名称'])),
    ...at('片区', [
      zones.length === 0 && '至少要有一个片区',
      ...repeated(zones.map(({ id }) => id)).map((id) => `片区编号「${id}」重复`),
      ...repeated(zones.flatMap(({ specialties }) => specialties)).map((code) => `诊疗科目「${code}」归了两个片区`),
      !zones.some(({ id }) => id === otherZone) && `其余科室所归的片区「${otherZone}」不在片区表里`,
    ]),
  ];
}

function numberProblems({ top, reserve, minimumWeightShare, blend }: AssessmentPlan): PlanProblem[] {
  const whole = Math.abs(blend.rbrvs + blend.kpi - 1) < 1e-9;
  return [
    ...at('评级', [!inUnit(minimumWeightShare) && '可得权重的下限应在 0 与 1 之间']),
    ...at('表扬', [!inUnit(top.share) && '比例应在 0 与 1 之间', !(top.awardEach >= 0) && '每名奖金应不小于 0']),
    ...at('奖金', [
      !inUnit(reserve.share) && '留成的比例应在 0 与 1 之间',
      !(whole && inUnit(blend.rbrvs)) && 'RBRVS 与 KPI 的比例之和应为 1',
    ]),
  ];
}

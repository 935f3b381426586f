import { isDay } from '../period.ts';

/** 一次变动:生效日之前在 `from` 出院的病例,按现在的科室看属于 `to`。 */
export interface DepartmentLink {
  readonly from: string;
  /** 只限这个病区;'' 为整个科室。拆分时由病区说明各部分去了哪里。 */
  readonly ward: string;
  readonly to: string;
  /** 生效日,某月一日。 */
  readonly effectiveOn: string;
  readonly kind: 'renamed' | 'merged' | 'split';
  readonly note: string;
}

/** 科室的一段名称;`validFrom ≤ 日 < validBefore`。 */
export interface DepartmentTerm {
  readonly code: string;
  readonly name: string;
  readonly validFrom: string;
  readonly validBefore: string | null;
}

export interface DepartmentHistory {
  readonly departments: readonly DepartmentTerm[];
  readonly links: readonly DepartmentLink[];
}

/** 科室编码(与病区)在一段月份里的病例,现在属于哪个科室;`since ≤ 月 < before`。 */
export interface SuccessionRow {
  readonly from: string;
  readonly ward: string;
  readonly since: string;
  readonly before: string;
  readonly to: string;
}

/** 没有写起始日的,从这一天起。 */
export const EARLIEST = '1900-01-01';

/**
 * 由历次变动得出「过去的科室 → 现在的科室」。变动逐次相接(甲并入乙,乙后来改为丙),生效日只往后走,所以不会绕圈。
 * 没有说明去向的病例留在原科室:拆分而没有写病区的,不硬归到哪一部分。
 */
export function succession(links: readonly DepartmentLink[]): SuccessionRow[] {
  const codes = new Set(links.map((link) => link.from));
  return [...codes].flatMap((from) => {
    const own = links.filter((link) => link.from === from);
    const wards = new Set(['', ...own.map((link) => link.ward)]);
    return [...wards].flatMap((ward) => rowsOf(from, ward, links));
  });
}

function rowsOf(from: string, ward: string, links: readonly DepartmentLink[]): SuccessionRow[] {
  const steps = stepsOf(from, ward, links);
  return steps.map((link, i) => ({
    from,
    ward,
    since: steps[i - 1]?.effectiveOn ?? EARLIEST,
    before: link.effectiveOn,
    to: endOf(link, links),
  }));
}

/** 一个科室(病区)自己的变动,由早到晚;同一天既有写明病区的又有整科的,取写明病区的。 */
function stepsOf(code: string, ward: string, links: readonly DepartmentLink[]): DepartmentLink[] {
  const own = links.filter((link) => link.from === code && (link.ward === '' || link.ward === ward));
  return own
    .filter(
      (link) => link.ward !== '' || !own.some((other) => other.ward !== '' && other.effectiveOn === link.effectiveOn),
    )
    .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1));
}

/** 沿着去向走到现在。 */
function endOf(link: DepartmentLink, links: readonly DepartmentLink[]): string {
  const next = stepsOf(link.to, link.ward, links).find((step) => step.effectiveOn > link.effectiveOn);
  return next ? endOf(next, links) : link.to;
}

/** 某日的名称;没有一段包含这一天时,取最近的一段。没有登记过为 undefined。 */
export function nameOn(terms: readonly DepartmentTerm[], day: string): string | undefined {
  const at = terms.find((term) => term.validFrom <= day && (term.validBefore === null || day < term.validBefore));
  if (at) return at.name;
  const earlier = terms.filter((term) => term.validFrom <= day).sort((a, b) => (a.validFrom < b.validFrom ? 1 : -1))[0];
  return (earlier ?? [...terms].sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1))[0])?.name;
}

export interface HistoryProblem {
  readonly path: string;
  readonly message: string;
}

/** 检查科室历史:名称的各段不重叠,变动写得清楚、不自相矛盾。没有问题为空。 */
export function checkHistory({ departments, links }: DepartmentHistory): HistoryProblem[] {
  return [...checkTerms(departments), ...checkLinks(links)];
}

function checkTerms(terms: readonly DepartmentTerm[]): HistoryProblem[] {
  return terms.flatMap((term, i) => {
    const path = `第 ${i + 1} 行科室`;
    const problem = (message: string) => [{ path, message: `科室 ${term.code || '(没有编码)'}:${message}` }];
    if (term.code.trim() === '' || term.name.trim() === '') return problem('编码与名称都要写。');
    for (const day of [term.validFrom, term.validBefore]) {
      if (day !== null && !isDay(day)) return problem(`「${day}」不是日期;请写成 2025-01-01 的样子。`);
    }
    if (term.validBefore !== null && term.validBefore <= term.validFrom) return problem('停用日须晚于启用日。');
    const other = terms.slice(0, i).find((earlier) => earlier.code === term.code && overlaps(earlier, term));
    return other ? problem(`与名称「${other.name}」的日子重叠;请把前一段的停用日写成后一段的启用日。`) : [];
  });
}

const overlaps = (a: DepartmentTerm, b: DepartmentTerm) =>
  (a.validBefore === null || b.validFrom < a.validBefore) && (b.validBefore === null || a.validFrom < b.validBefore);

function checkLinks(links: readonly DepartmentLink[]): HistoryProblem[] {
  return links.flatMap((link, i) => {
    const path = `第 ${i + 1} 行变动`;
    const problem = (message: string) => [{ path, message: `${link.from} → ${link.to}:${message}` }];
    if (link.from.trim() === '' || link.to.trim() === '') return problem('原科室与去向科室的编码都要写。');
    if (link.from === link.to) return problem('原科室与去向科室相同;只改名称时请在科室里另写一段名称。');
    if (!isDay(link.effectiveOn)) return problem(`生效日「${link.effectiveOn}」不是日期。`);
    if (!link.effectiveOn.endsWith('-01')) return problem('生效日须是某月 1 日:统计按月归并,月中的变动请写下月 1 日。');
    const same = links
      .slice(0, i)
      .some((other) => other.from === link.from && other.ward === link.ward && other.effectiveOn === link.effectiveOn);
    return same ? problem('同一科室(病区)同一天写了两个去向;拆分请分别写明病区。') : [];
  });
}

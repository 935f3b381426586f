import { findingText, type SchemeFinding } from '../../analytics/grouping/scheme-finding.ts';
import { inspectRegionSource } from './region-source.ts';

export interface RegionLint {
  readonly findings: readonly SchemeFinding[];
  readonly errors: number;
  readonly warnings: number;
}

/** 体检 DIP 区域(文件夹、.zip 或 .xlsx),一次说全。 @throws RegionFolderUnreadable | FileProblem */
export async function lintRegion(folder: string): Promise<RegionLint> {
  const { findings } = await inspectRegionSource(folder);
  const errors = findings.filter(({ level }) => level === 'error').length;
  return { findings, errors, warnings: findings.length - errors };
}

const SHOWN = 5;

/** 给人看的报告:错误全列,同一种提醒只列前几条(`all` 时全列),末行是合计。 */
export function lintReport({ findings, errors, warnings }: RegionLint, all: boolean): string[] {
  const lines = findings.filter(({ level }) => level === 'error').map(findingText);
  for (const group of byCode(findings.filter(({ level }) => level === 'warning')).values()) {
    const shown = all ? group : group.slice(0, SHOWN);
    lines.push(...shown.map(findingText));
    if (group.length > shown.length) lines.push(`  同类提醒另有 ${group.length - shown.length} 条(--all 全列)`);
  }
  const outcome = errors > 0 ? '不能装载' : '可以装载';
  return [...lines, `错误 ${errors} 处,提醒 ${warnings} 处:${outcome}`];
}

function byCode(findings: readonly SchemeFinding[]): Map<string, SchemeFinding[]> {
  const groups = new Map<string, SchemeFinding[]>();
  for (const finding of findings) {
    const group = groups.get(finding.code);
    if (group) group.push(finding);
    else groups.set(finding.code, [finding]);
  }
  return groups;
}

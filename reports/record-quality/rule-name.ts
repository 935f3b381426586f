import { RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';

/** 一个编号下的几项检查由说明的固定文字认出是哪一项;认不出的(读入时的缺陷)为 null。 */
export function ruleName({
  rule,
  severity,
  message,
}: {
  rule: string;
  severity: string;
  message: string;
}): string | null {
  const checks = RECORD_CHECKS.filter((check) => check.id === rule && check.severity === severity);
  const says = (template: string) => template.split(/\{\w+\}/).every((part) => message.includes(part));
  return (checks.length === 1 ? checks[0] : checks.find((check) => says(check.message)))?.name ?? null;
}

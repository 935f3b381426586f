import { Alert } from 'antd';
import { count } from '../format.ts';
import { FindingTable } from './SchemeFindings.tsx';
import type { SchemeFinding } from './scheme-types.ts';

/** 登记的结果:登记了什么,体检有几条提醒,逐条列出。 */
export function RegisteredNote({
  title,
  findings,
  also = '',
}: {
  title: string;
  findings: SchemeFinding[];
  also?: string;
}) {
  const found = findings.length > 0 ? `${count(findings.length)} 条提醒，照常登记，请核对。` : '体检没有发现问题。';
  return (
    <>
      <Alert type={findings.length > 0 ? 'warning' : 'success'} showIcon title={title} description={also + found} />
      {findings.length > 0 && <FindingTable findings={findings} />}
    </>
  );
}

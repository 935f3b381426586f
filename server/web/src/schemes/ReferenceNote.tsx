import { Alert } from 'antd';
import type { Scheme } from './scheme-types.ts';

/** 正在用参考方案:说明它的用处,与怎样换成医保局的表。 */
export function ReferenceNote({ schemes }: { schemes: Scheme[] }) {
  const latest = schemes
    .filter(({ status }) => status === 'live')
    .sort(byStart)
    .at(-1);
  if (!latest?.forReference) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title="正在用参考方案，不用于结算"
      description={
        <ol style={{ margin: 0, paddingLeft: 20 }}>
          <li>向医保局要分组方案的各表（MDC、ADRG、DRG 信息，诊断与手术编码表，MCC、CC 与排除表，权重）。</li>
          <li>放进一个 .xlsx（一张表一个工作表）或 .zip，在下面「导入方案」里上传；有错误会逐处指出，改好再传。</li>
          <li>先「试算」看它对各科室、各病组的影响，核准之后从生效日起「施行」。</li>
          <li>参考方案是类目级的，可以导出作为填表的样子。</li>
        </ol>
      }
    />
  );
}

const byStart = (a: Scheme, b: Scheme) => (a.liveFrom ?? '').localeCompare(b.liveFrom ?? '');

import { Alert } from 'antd';
import { count } from '../format.ts';

const SHOWN = 200;

interface LoadedNoteProps {
  title: string;
  /** 没有收、或收了请核对的行。 */
  warnings: { row: number; message: string }[];
}

/** 装载的结果;要核对的行逐条列出。 */
export function LoadedNote({ title, warnings }: LoadedNoteProps) {
  if (warnings.length === 0) return <Alert type="success" showIcon title={title} />;
  return (
    <Alert
      type="warning"
      showIcon
      title={`${title}，${count(warnings.length)} 行请核对`}
      description={
        <ul className="short-list">
          {warnings.slice(0, SHOWN).map(({ row, message }) => (
            <li key={`${row} ${message}`}>
              第 {row} 行：{message}
            </li>
          ))}
          {warnings.length > SHOWN && <li>其余 {count(warnings.length - SHOWN)} 行从略</li>}
        </ul>
      }
    />
  );
}

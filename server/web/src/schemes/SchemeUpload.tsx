import { Card } from 'antd';
import { count } from '../format.ts';
import { EFFECTIVE_FROM, NAME, SOURCE, VERSION } from '../shared/FormFields.tsx';
import { UploadForm } from '../shared/UploadForm.tsx';
import { RegisteredNote } from './RegisteredNote.tsx';
import type { SchemeImported } from './scheme-types.ts';

const FIELDS = [{ ...NAME, placeholder: '某市 DRG 分组方案' }, VERSION, SOURCE, EFFECTIVE_FROM];

/** 导入方案:一个 .zip 或 .xlsx;有错误时列出全部,什么也不存。 */
export function SchemeUpload({ onImported }: { onImported: () => void }) {
  return (
    <Card size="small" title="导入方案">
      <UploadForm<SchemeImported>
        path="/schemes"
        about=".xlsx（一张表一个工作表：MDC信息、ADRG信息、DRG信息、MDC诊断表、ADRG诊断表、ADRG手术表、MCC、CC、排除诊断表、DRG权重，或英文表名）或装着各表 CSV 的 .zip。下面几项文件里已写明的可以不填。"
        accept=".zip,.xlsx"
        fields={FIELDS}
        registrar="by"
        action="体检并登记"
        onLoaded={onImported}
      >
        {(result) => <Imported result={result} />}
      </UploadForm>
    </Card>
  );
}

function Imported({ result: { scheme, unchanged, findings } }: { result: SchemeImported }) {
  const name = `${scheme.name} ${scheme.version}（${scheme.key}）`;
  const title = unchanged
    ? `${name} 已登记过，内容相同，没有改变`
    : `${name} 已登记为草案，${count(scheme.drgs)} 个病组`;
  return <RegisteredNote title={title} findings={findings} />;
}

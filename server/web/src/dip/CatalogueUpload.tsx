import { Card } from 'antd';
import { count } from '../format.ts';
import { RegisteredNote } from '../schemes/RegisteredNote.tsx';
import { UploadForm } from '../shared/UploadForm.tsx';
import { ABOUT_FIELDS, basedOnField } from './about-fields.ts';
import type { Catalogue, CatalogueImported } from './catalogue-types.ts';

interface CatalogueUploadProps {
  catalogues: Catalogue[];
  onImported: () => void;
}

/** 导入目录:.xlsx、.zip,或只有病种目录的 .csv;有错误时列出全部,什么也不存。 */
export function CatalogueUpload({ catalogues, onImported }: CatalogueUploadProps) {
  return (
    <Card size="small" title="导入目录">
      <UploadForm<CatalogueImported>
        path="/dip/catalogues"
        about=".xlsx（工作表：病种目录、操作治疗方式、辅助目录、政策）、装着各表的 .zip，或只有病种目录的 .csv。没有的表与政策可以沿用已登记的目录；没有操作表的用内置参考字典。下面几项文件里已写明的可以不填。"
        accept=".zip,.xlsx,.csv"
        fields={[...ABOUT_FIELDS, basedOnField('沿用', '不沿用', catalogues)]}
        registrar="by"
        action="体检并登记"
        onLoaded={onImported}
      >
        {(result) => <Imported result={result} />}
      </UploadForm>
    </Card>
  );
}

function Imported({ result: { catalogue, findings, sameAs } }: { result: CatalogueImported }) {
  const same = sameAs.length > 0 ? `内容与 ${sameAs.join('、')} 完全相同。` : '';
  const title = `${catalogue.name} ${catalogue.version}（${catalogue.key}）已登记为草案，${count(catalogue.entries)} 个病种`;
  return <RegisteredNote title={title} findings={findings} also={same} />;
}

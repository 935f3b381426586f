import { Card, Upload } from 'antd';
import { LabelledInput } from '../shared/LabelledInput.tsx';
import { useRemembered } from '../shared/remembered.ts';
import { useStore } from '../shared/store.ts';
import { ColumnMappingButton } from './ColumnMappingButton.tsx';
import { UploadCard } from './UploadCard.tsx';
import { startUpload, uploads } from './uploads.ts';

interface UploadPanelProps {
  onChanged: () => void;
  onOpen: (batchId: string) => void;
}

export function UploadPanel({ onChanged, onOpen }: UploadPanelProps) {
  const [source, setSource] = useRemembered('source', '病案首页');
  const [person, setPerson] = useRemembered('person');
  const current = useStore(uploads);
  return (
    <Card size="small" title="上传出院数据">
      <div className="stack">
        <div className="toolbar">
          <LabelledInput label="数据来源" width={200} value={source} onChange={setSource} />
          <LabelledInput label="上传人" placeholder="姓名" value={person} onChange={setPerson} />
          <ColumnMappingButton source={source.trim() || '上传'} />
          <span className="muted small">列对照按来源保存；上传人记入批次台账</span>
        </div>
        <Upload.Dragger
          multiple
          showUploadList={false}
          beforeUpload={(file) => {
            void startUpload(file, { source: source.trim(), uploadedBy: person.trim() }, onChanged);
            return false;
          }}
        >
          <p style={{ margin: '4px 0', fontSize: 15 }}>把文件拖到这里，或点击选择</p>
          <p className="muted small" style={{ margin: '4px 0' }}>
            病案首页、HQMS、结算清单导出的
            CSV、xlsx、JSON；编码（UTF-8、GB18030）与列名自动识别；同一文件重复上传不会重复计数
          </p>
        </Upload.Dragger>
        {current.map((one) => (
          <UploadCard key={one.key} upload={one} onOpen={onOpen} />
        ))}
      </div>
    </Card>
  );
}

import { Button, Upload } from 'antd';

interface FilePickerProps {
  file: File | null;
  onPick: (file: File) => void;
  /** 扩展名,如 `.zip,.xlsx`。 */
  accept: string;
}

/** 选一个文件,选了不立即上传。 */
export function FilePicker({ file, onPick, accept }: FilePickerProps) {
  return (
    <Upload
      showUploadList={false}
      accept={accept}
      beforeUpload={(chosen) => {
        onPick(chosen);
        return false;
      }}
    >
      <Button>{file ? file.name : '选择文件'}</Button>
    </Upload>
  );
}

import { App, Button, Modal } from 'antd';
import { useState } from 'react';
import { urlOf } from '../api/api.ts';
import type { Batch, ColumnMapping, Field } from '../api/batch-types.ts';
import { useApi } from '../api/use-api.ts';
import { Loading } from '../shared/Loading.tsx';
import { ProblemAlert } from '../shared/ProblemAlert.tsx';
import { ColumnMappingEditor } from './ColumnMappingEditor.tsx';
import { mappingPath, rowsOf } from './column-mapping.ts';

interface ColumnMappingButtonProps {
  source: string;
  /** 由一个批次打开:先列出它没有认出的列。 */
  batch?: Batch;
}

export function ColumnMappingButton({ source, batch }: ColumnMappingButtonProps) {
  const { message, modal } = App.useApp();
  const [open, setOpen] = useState(false);
  const saved = () => {
    setOpen(false);
    if (batch) modal.info({ title: '列对照已保存', content: whatNext(batch) });
    else void message.success(`来源「${source}」的列对照已保存，下次上传时使用`);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>列对照</Button>
      <Modal
        open={open}
        title={`列对照：来源「${source}」`}
        width="min(860px, 92vw)"
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <SavedMapping source={source} batch={batch} onSaved={saved} />
      </Modal>
    </>
  );
}

function whatNext({ status, fileName, source }: Batch): string {
  if (status === 'stored') {
    return `已存入的数据没有改变；下次上传来源「${source}」的文件时使用。要用到这一批，请先撤回，再上传「${fileName}」。`;
  }
  return `这一批没有存入。请再上传一次「${fileName}」，数据来源仍写「${source}」。`;
}

function SavedMapping(props: { source: string; batch: Batch | undefined; onSaved: () => void }) {
  const fields = useApi<Field[]>(urlOf('/fields'));
  const mapping = useApi<ColumnMapping>(urlOf(mappingPath(props.source)));
  if (!fields.data || !mapping.data) {
    const problem = fields.problem ?? mapping.problem;
    return problem ? <ProblemAlert problem={problem} /> : <Loading />;
  }
  const { unknown = [], recognised = [] } = props.batch?.columns ?? {};
  return (
    <ColumnMappingEditor
      source={props.source}
      fields={fields.data}
      initial={rowsOf(mapping.data.columns, unknown)}
      otherHeaders={recognised.map(({ column }) => column)}
      onSaved={props.onSaved}
    />
  );
}

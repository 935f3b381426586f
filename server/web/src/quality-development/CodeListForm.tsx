import { count } from '../format.ts';
import { EFFECTIVE_FROM, NAME, required, SOURCE, VERSION } from '../shared/FormFields.tsx';
import { LoadedNote } from '../shared/LoadedNote.tsx';
import { UploadForm } from '../shared/UploadForm.tsx';

interface CodeListFormProps {
  kinds: { value: string; label: string }[];
  onLoaded: () => void;
}

/** 装载一张编码清单。 */
export function CodeListForm({ kinds, onLoaded }: CodeListFormProps) {
  const kind = { name: 'kind', label: '种类', width: 150, options: kinds };
  return (
    <UploadForm<{ items: number }>
      path="/code-lists"
      about="CSV 或 xlsx，首行列名：编号、名称、编码范围（可另有标杆住院日、标杆费用）；编码范围写前若干位或区间，几个用顿号分开，如 I21-I22、I24。"
      accept=".csv,.xlsx"
      fields={[kind, NAME, VERSION, SOURCE, EFFECTIVE_FROM].map(required)}
      registrar="loadedBy"
      action="装载"
      onLoaded={onLoaded}
    >
      {({ items }) => <LoadedNote title={`已装载 ${count(items)} 项；用到它的月份随即重算`} warnings={[]} />}
    </UploadForm>
  );
}

import { Card } from 'antd';
import { count } from '../format.ts';
import { EFFECTIVE_FROM, type FormField, NAME, required, SOURCE, VERSION } from '../shared/FormFields.tsx';
import { LoadedNote } from '../shared/LoadedNote.tsx';
import { UploadForm } from '../shared/UploadForm.tsx';
import { KIND_OPTIONS, type MappingUpload } from './code-types.ts';

const SCOPES = [
  { value: 'unknown', label: '方案不认得的编码' },
  { value: 'all', label: '全部编码（病案用另一版）' },
];
const FIELDS: FormField[] = [
  { name: 'kind', label: '编码', width: 110, options: KIND_OPTIONS, required: true },
  { name: 'scope', label: '用于', width: 200, options: SCOPES, required: true },
  required({ ...NAME, placeholder: '国临版 2.0 → 医保版 2.0' }),
  required(VERSION),
  required(SOURCE),
  required(EFFECTIVE_FROM),
];

/** 装载对照表:文件、哪类编码、怎样用、名称、版本、来源、生效日、登记人。 */
export function MappingForm({ onLoaded }: { onLoaded: () => void }) {
  return (
    <Card size="small" title="装载对照表">
      <UploadForm<MappingUpload>
        path="/code-mappings"
        about="CSV 或 xlsx，首行列名：国临版编码、医保版编码（或 from_code、to_code）。一个来源可以有几个目标，用到时算作歧义，不转换。"
        accept=".csv,.xlsx"
        fields={FIELDS}
        registrar="by"
        initial={{ kind: 'diagnosis', scope: 'unknown' }}
        action="装载"
        onLoaded={onLoaded}
      >
        {({ rows, warnings }) => (
          <LoadedNote title={`已装载 ${count(rows)} 行对照为草案，核准并施行后生效`} warnings={warnings} />
        )}
      </UploadForm>
    </Card>
  );
}

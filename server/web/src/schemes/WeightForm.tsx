import { Card } from 'antd';
import type { WeightUpload } from '../api/types.ts';
import { count } from '../format.ts';
import { EFFECTIVE_FROM, NAME, required, SOURCE } from '../shared/FormFields.tsx';
import { LoadedNote } from '../shared/LoadedNote.tsx';
import { UploadForm } from '../shared/UploadForm.tsx';

const FIELDS = [required({ ...NAME, placeholder: '2025 年 DRG 权重' }), required(SOURCE), required(EFFECTIVE_FROM)];

/** 装载权重表:文件、名称、来源、生效日。 */
export function WeightForm({ onLoaded }: { onLoaded: () => void }) {
  return (
    <Card size="small" title="装载权重表">
      <UploadForm<WeightUpload>
        path="/weight-tables"
        about="CSV 或 xlsx，首行列名：DRG编码、权重、标杆费用、标杆住院日、死亡风险等级（或 drg、rw、benchmark_cost、benchmark_los、mortality_risk）；只有编码列必须有。"
        accept=".csv,.xlsx"
        fields={FIELDS}
        action="装载"
        onLoaded={onLoaded}
      >
        {({ rows, warnings }) => <LoadedNote title={`已装载 ${count(rows)} 个病组`} warnings={warnings} />}
      </UploadForm>
    </Card>
  );
}

import { Alert, Card } from 'antd';
import { useRoute } from '../router.ts';
import { NeedsData } from '../shared/NeedsData.tsx';
import { FigureDetail } from './FigureDetail.tsx';

/** 一个数的来历,单独一页:工作簿与别的系统链接到这里。 */
export default function FigurePage() {
  const { params } = useRoute();
  const { indicator, period } = params;
  if (!indicator || !period) {
    return (
      <Alert type="error" showIcon title="链接不完整" description="地址里要写明指标（indicator）与期间（period）。" />
    );
  }
  return (
    <NeedsData>
      <Card size="small" title={`指标 ${indicator}，${period}`}>
        <FigureDetail key={JSON.stringify(params)} target={{ ...params, indicator, period }} />
      </Card>
    </NeedsData>
  );
}

import { Card, Tabs } from 'antd';
import { go, useRoute } from '../router.ts';
import { NeedsData } from '../shared/NeedsData.tsx';
import { OwnIndicators } from './OwnIndicators.tsx';
import { RegistryTable } from './RegistryTable.tsx';
import { VariantComparison } from './VariantComparison.tsx';

/** 指标:登记表、本院自己的指标、同名算法的对照。 */
export default function IndicatorsPage() {
  const { params } = useRoute();
  return (
    <Card size="small">
      <Tabs
        activeKey={params.tab ?? 'registry'}
        onChange={(tab) => go('indicators', { tab })}
        destroyOnHidden
        items={[
          { key: 'registry', label: '登记表', children: <RegistryTable /> },
          {
            key: 'own',
            label: '本院指标',
            children: (
              <NeedsData>
                <OwnIndicators />
              </NeedsData>
            ),
          },
          {
            key: 'variants',
            label: '同名算法对照',
            children: (
              <NeedsData>
                <VariantComparison />
              </NeedsData>
            ),
          },
        ]}
      />
    </Card>
  );
}

import { Table, Tag } from 'antd';
import { indicatorValue, NONE } from '../format.ts';
import type { Variant } from './figure-types.ts';

/** 同名的几种算法并列;只有一种时不显示。 */
export function VariantList({ variants }: { variants: Variant[] }) {
  if (variants.length < 2) return null;
  return (
    <Table<Variant>
      size="small"
      rowKey={({ indicator }) => indicator.id}
      pagination={false}
      dataSource={variants}
      columns={[
        {
          title: '同名的算法',
          render: (_, { indicator }) => (
            <>
              {indicator.name} {indicator.adopted && <Tag color="success">采用</Tag>}
            </>
          ),
        },
        {
          title: '公式',
          render: (_, { indicator }) => `${indicator.numeratorText} ÷ ${indicator.denominatorText ?? '1'}`,
        },
        {
          title: '数值',
          align: 'right',
          width: 100,
          render: (_, { indicator, figure }) => indicatorValue(indicator, figure.value),
        },
        {
          title: '与采用的差',
          align: 'right',
          width: 100,
          render: (_, { indicator, gap }) => (indicator.adopted ? NONE : indicatorValue(indicator, gap)),
        },
      ]}
    />
  );
}

import { Spin } from 'antd';

export function Loading() {
  return (
    <div style={{ padding: 80, textAlign: 'center' }}>
      <Spin aria-label="正在读取" />
    </div>
  );
}

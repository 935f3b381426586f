import { Alert, Button } from 'antd';
import { Component, type ReactNode } from 'react';

/** 页面自身出错时不留白屏。 */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <Alert
        type="error"
        showIcon
        title="页面没有显示出来"
        description="页面出了错，数据没有改变。请刷新；若服务刚升级过，刷新后即可。"
        action={<Button onClick={() => location.reload()}>刷新</Button>}
      />
    );
  }
}

import { App, Button, Input, type InputRef, Popover } from 'antd';
import { useRef } from 'react';
import { proofLink } from './proof-link.ts';
import type { SharedCase } from './proof-types.ts';

/** 分享证明:链接里只有分组要看的事实。内网多是 http,浏览器不给剪贴板,所以也能手动复制。 */
export function ShareProof({ shared }: { shared: SharedCase }) {
  const { message } = App.useApp();
  const input = useRef<InputRef>(null);
  const link = proofLink(shared);

  async function copy() {
    input.current?.select();
    const copied = navigator.clipboard
      ? await navigator.clipboard.writeText(link).then(
          () => true,
          () => false,
        )
      : document.execCommand('copy');
    void (copied ? message.success('链接已复制') : message.info('请按 Ctrl+C 复制选中的链接'));
  }

  const content = (
    <div className="stack" style={{ width: 420 }}>
      <span className="small muted">
        链接里只有编码与分组要看的事实，没有病案号、姓名与编号；本服务的同事打开就能看到这份证明。
      </span>
      <Input ref={input} readOnly value={link} aria-label="分享链接" onFocus={(event) => event.target.select()} />
      <div className="toolbar">
        <Button type="primary" onClick={() => void copy()}>
          复制
        </Button>
        <a href={link} target="_blank" rel="noreferrer">
          打开看看
        </a>
      </div>
    </div>
  );
  return (
    <div className="toolbar">
      <Popover trigger="click" placement="bottomLeft" content={content} title="分享这份证明">
        <Button size="small">分享</Button>
      </Popover>
    </div>
  );
}

import { Drawer } from 'antd';
import { createContext, type ReactNode, use, useState } from 'react';
import { hrefOf } from '../router.ts';
import { FigureDetail } from './FigureDetail.tsx';
import type { FigureTarget } from './figure-types.ts';

type Open = (target: FigureTarget, title: string) => void;
const OpenerContext = createContext<Open | null>(null);

/** 打开一个数的办法;不在 {@link FigureOpener} 之内时为 null,数不可点。 */
export const useFigureOpener = (): Open | null => use(OpenerContext);

/** 其中的数点一下就打开来历。 */
export function FigureOpener({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<{ target: FigureTarget; title: string } | null>(null);
  return (
    <OpenerContext value={(target, title) => setOpened({ target, title })}>
      {children}
      <Drawer
        open={opened !== null}
        onClose={() => setOpened(null)}
        size="min(1080px, 94vw)"
        destroyOnHidden
        title={opened?.title}
        extra={
          opened && (
            <a href={hrefOf('figure', { ...opened.target })} target="_blank" rel="noreferrer">
              单独打开
            </a>
          )
        }
      >
        {opened && <FigureDetail key={JSON.stringify(opened.target)} target={opened.target} />}
      </Drawer>
    </OpenerContext>
  );
}

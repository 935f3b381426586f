import { App as AntApp, ConfigProvider } from 'antd';
import zhCN from 'antd/locale/zh_CN';
import { createRoot } from 'react-dom/client';
import { Shell } from './Shell.tsx';
import './style.css';
import { appTheme } from './theme.ts';

createRoot(document.getElementById('root')!).render(
  <ConfigProvider locale={zhCN} theme={appTheme} button={{ autoInsertSpace: false }}>
    <AntApp>
      <Shell />
    </AntApp>
  </ConfigProvider>,
);

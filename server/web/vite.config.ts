import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// 相对路径:放在反向代理的子路径下也能用。页面的安全策略不允许内联脚本,构建里也没有。
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
  },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:8740' } },
});

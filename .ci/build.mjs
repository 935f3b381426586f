// 构建:TypeScript → dist/,页面 → dist/web/。由 npm ci 的 prepare 钩子调用,Windows 与 Linux 相同。
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);

function run(title, script, args) {
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`构建失败:${title}`);
    process.exit(status ?? 1);
  }
}

run('服务端', require.resolve('typescript/bin/tsc'), ['-p', 'tsconfig.build.json']);
if (existsSync(join(root, 'server/web/vite.config.ts'))) {
  run('页面', join(dirname(require.resolve('vite/package.json')), 'bin/vite.js'), ['build', 'server/web']);
}

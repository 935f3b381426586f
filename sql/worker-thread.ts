import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * 启动与 `module`(调用者的 import.meta.url)同目录的工作线程 `name`。
 * 编译后直接运行 .js;源码(测试、开发)里线程先登记 tsx,再装入 .ts。
 */
export function startWorker(module: string, name: string, options: WorkerOptions = {}): Worker {
  if (!module.endsWith('.ts')) return new Worker(new URL(`${name}.js`, module), options);
  const source = JSON.stringify(new URL(`${name}.ts`, module).href);
  const bootstrap = `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(bootstrap, { ...options, eval: true, execArgv: [] });
}

import { readdir } from 'node:fs/promises';
import type { VectorAdapters } from './vector.ts';

/** 各领域的算例接口:本目录每个 `*.vectors.ts` 导出的 `…Vectors`。同一公式编号只应出现一次。 */
export const adapters: VectorAdapters = merge(await adapterMaps());

async function adapterMaps(): Promise<VectorAdapters[]> {
  const files = (await readdir(new URL('.', import.meta.url))).filter((name) => name.endsWith('.vectors.ts')).sort();
  const modules: Record<string, unknown>[] = [];
  // 一个接一个:jest 的 ESM 装载器同时装入共用同一依赖的几个模块时会出错。
  for (const name of files) modules.push((await import(`./${name}`)) as Record<string, unknown>);
  return modules.flatMap((exports) =>
    Object.entries(exports)
      .filter(([name]) => name.endsWith('Vectors'))
      .map(([, adapterMap]) => adapterMap as VectorAdapters),
  );
}

function merge(parts: readonly VectorAdapters[]): VectorAdapters {
  const all: Record<string, VectorAdapters[string]> = {};
  for (const [formula, adapter] of parts.flatMap((part) => Object.entries(part))) {
    if (Object.hasOwn(all, formula)) throw new Error(`公式 ${formula} 有两个算例接口`);
    all[formula] = adapter;
  }
  return all;
}

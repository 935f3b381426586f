import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** 产品所在目录(package.json 处):源码运行与编译后(dist/)运行都指向同一处,迁移与方案等数据文件由此找到。 */
export function projectFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('找不到产品目录(package.json)');
    folder = parent;
  }
  return folder;
}

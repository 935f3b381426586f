import { mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * 锁住 PGlite 数据目录,返回解锁函数。两个进程同时打开一个目录会悄悄丢失已提交的行,
 * 所以活着的进程持有的锁从不抢占;留下锁而已退出的进程不算持有。
 */
export function lockDataDirectory(directory: string): () => void {
  const path = `${directory}.lock`;
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => unlinkSync(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(path, 'utf8'));
      if (isAlive(holder)) {
        throw new Error(`数据目录 ${directory} 正被进程 ${holder} 使用;请先停止它,或换一个数据目录(CASEMIX_DATA)`);
      }
      unlinkSync(path);
    }
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

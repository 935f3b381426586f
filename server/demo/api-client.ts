import { createWriteStream, openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as pause } from 'node:timers/promises';

/** 服务自己的接口的小客户端:演示与批量脚本像外部系统一样经 HTTP 使用服务。 */
export interface Job {
  id: string;
  status: 'waiting' | 'running' | 'done' | 'failed' | 'interrupted';
  progress: { done: number; total: number; unit: string } | null;
  result: Record<string, unknown> | null;
  problem: { message: string; fix?: string } | null;
}

export class ApiClient {
  readonly #base: string;
  readonly #headers: Record<string, string>;
  constructor(url: string, token: string | null = null) {
    this.#base = new URL('api/v1', url).href;
    this.#headers = token ? { authorization: `Bearer ${token}` } : {};
  }

  async get<T>(path: string): Promise<T> {
    return this.#answer<T>(await fetch(`${this.#base}${path}`, { headers: this.#headers }));
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const headers = { ...this.#headers, 'content-type': 'application/json' };
    return this.#answer<T>(
      await fetch(`${this.#base}${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
  }

  /** 上传一个文件(从磁盘流出,不整个读入内存)。 */
  async upload<T>(path: string, file: string, fields: Record<string, string>): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', await openAsBlob(file), basename(file));
    return this.#answer<T>(await fetch(`${this.#base}${path}`, { method: 'POST', headers: this.#headers, body: form }));
  }

  async download(path: string, file: string): Promise<void> {
    const response = await fetch(`${this.#base}${path}`, { headers: this.#headers });
    if (!response.ok || !response.body) await this.#answer(response);
    await pipeline(Readable.fromWeb(response.body as ReadableStream), createWriteStream(file));
  }

  /** 等任务做完;失败时抛出带中文说明的错误。 */
  async waitFor(jobId: string, onProgress: (share: number) => void): Promise<Job> {
    for (;;) {
      const job = await this.get<Job>(`/jobs/${jobId}`);
      if (job.status === 'done') return job;
      if (job.status === 'failed' || job.status === 'interrupted') {
        throw new Error(`${job.problem?.message ?? '任务没有完成'}${job.problem?.fix ?? ''}`);
      }
      if (job.progress && job.progress.total > 0) onProgress(Math.min(1, job.progress.done / job.progress.total));
      await pause(200);
    }
  }

  async #answer<T>(response: Response): Promise<T> {
    const content = (await response.json()) as T & { title?: string; detail?: string };
    if (!response.ok) throw new Error(`${content.title ?? response.statusText}:${content.detail ?? ''}`);
    return content;
  }
}

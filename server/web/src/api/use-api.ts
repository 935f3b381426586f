import { useCallback, useEffect, useState } from 'react';
import { get, problemOf } from './api.ts';
import type { Problem } from './types.ts';

export interface Loaded<T> {
  data: T | null;
  problem: Problem | null;
  loading: boolean;
  reload: () => void;
}

interface Answer<T> {
  url: string | null;
  data: T | null;
  problem: Problem | null;
}

/** 取一个地址的内容;地址变了重取,旧的回答丢弃。`null` 表示现在不取。换地址期间保留旧内容,画面不闪。 */
export function useApi<T>(url: string | null): Loaded<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ url: null, data: null, problem: null });
  const [turn, setTurn] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: turn 变了就是要求重取
  useEffect(() => {
    if (url === null) return;
    const abort = new AbortController();
    get<T>(url, abort.signal).then(
      (data) => setAnswer({ url, data, problem: null }),
      (error) => abort.signal.aborted || setAnswer({ url, data: null, problem: problemOf(error) }),
    );
    return () => abort.abort();
  }, [url, turn]);

  const reload = useCallback(() => setTurn((n) => n + 1), []);
  if (url === null) return { data: null, problem: null, loading: false, reload };
  return {
    data: answer.data,
    problem: answer.url === url ? answer.problem : null,
    loading: answer.url !== url,
    reload,
  };
}

import { useState } from 'react';
import { problemOf, upload } from '../api/api.ts';
import type { Problem } from '../api/types.ts';

/** 选一个文件、连同几项说明上传;没有填的不带。成功后文件清空,结果留着给人看;`send` 回答成没成。 */
export function useFileUpload<T>(path: string, onLoaded: () => void) {
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [result, setResult] = useState<T | null>(null);

  async function send(fields: object): Promise<boolean> {
    if (!file) return false;
    setBusy(true);
    setProblem(null);
    setResult(null);
    try {
      setResult(await upload<T>(path, file, filledIn(fields)));
      setFile(null);
      onLoaded();
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  }

  return { file, setFile, busy, problem, result, send };
}

/** 填了的各项。 */
export const filledIn = (fields: object): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((pair): pair is [string, string] => Boolean(pair[1])));

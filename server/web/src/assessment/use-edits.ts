import { useState } from 'react';
import { problemOf } from '../api/api.ts';
import type { Problem } from '../api/types.ts';

/** 逐格改动、一次保存;存好后清空改动,由 `onSaved` 重取。 */
export function useEdits(onSaved: () => void) {
  const [edits, setEdits] = useState<Readonly<Record<string, string>>>({});
  const [problem, setProblem] = useState<Problem | null>(null);

  async function save(send: () => Promise<unknown>) {
    try {
      await send();
      setEdits({});
      setProblem(null);
      onSaved();
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  const edit = (key: string, value: string) => setEdits({ ...edits, [key]: value });
  return { edits, edit, save, problem, changed: Object.keys(edits).length > 0 };
}

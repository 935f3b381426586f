import { useState } from 'react';

/** 记在本机浏览器里的文字(来源、姓名),下次自动填上。 */
export function useRemembered(key: string, fallback = ''): [string, (value: string) => void] {
  const name = `casemix.${key}`;
  const [value, setValue] = useState(() => localStorage.getItem(name) ?? fallback);
  const remember = (next: string) => {
    localStorage.setItem(name, next);
    setValue(next);
  };
  return [value, remember];
}

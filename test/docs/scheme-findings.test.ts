import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

/** 源码里体检会说的全部代码。 */
function codesIn(folder: string, files: RegExp): string[] {
  const text = readdirSync(folder)
    .filter((name) => files.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
  const said = /(?:\.(?:error|warning)\(|finding\(\s*'(?:error|warning)',)\s*'([a-z0-9-]+)'/g;
  return [...text.matchAll(said)].map((match) => match[1]!);
}

test('体检会说的每一条,方案包的说明里都有', () => {
  const codes = new Set([
    ...codesIn('analytics/grouping', /^(lint-|read-|scheme-lint).*\.ts$/),
    ...codesIn('server/grouping/scheme-files', /\.ts$/),
  ]);
  expect(codes.size).toBeGreaterThan(40);
  const documented = new Set(
    [...readFileSync('docs/scheme-packs.md', 'utf8').matchAll(/`([a-z0-9-]+)`/g)].map((match) => match[1]),
  );
  expect([...codes].filter((code) => !documented.has(code))).toEqual([]);
});

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parseCondition } from '../../analytics/grouping/condition-parser.ts';
import { conditionVariables } from '../../analytics/grouping/condition-tree.ts';
import { schemeTableColumns } from '../../analytics/grouping/scheme-tables.ts';

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const text = readFileSync(at('docs/scheme-packs.md'), 'utf8');

test('方案包的每张表、每一列都在文档里', () => {
  for (const [table, { required, optional }] of Object.entries(schemeTableColumns)) {
    for (const name of [table, ...required, ...optional]) expect(text).toContain(`\`${name}\``);
  }
});

test('可以比较的每个名称都在文档里', () => {
  for (const name of Object.keys(conditionVariables)) expect(text).toContain(`\`${name}\``);
});

test('体检的每种错误与提醒都在文档里', () => {
  const sources = [
    ...readdirSync(at('analytics/grouping/')).map((name) => `analytics/grouping/${name}`),
    'server/grouping/scheme-folder.ts',
  ].filter((path) => /lint|scheme-tables|read-scheme-pack|scheme-folder/.test(path));
  const codes = sources.flatMap((path) => {
    const found = readFileSync(at(path), 'utf8').matchAll(
      /(?:error|warning)['(]?[\s,('?]*[^\n]*?'([a-z0-9]+(?:-[a-z0-9]+)+)'/g,
    );
    return [...found].map((match) => match[1]!);
  });
  expect(new Set(codes).size).toBeGreaterThan(20);
  for (const code of codes) expect(text).toContain(`\`${code}\``);
});

test('文档里的条件例子都读得成', () => {
  const [, examples] = /例子:\n+```\n([\s\S]*?)```/.exec(text)!;
  for (const line of examples!.trim().split('\n')) {
    const condition = line.split(/\s{2,}/)[0]!;
    expect([condition, parseCondition(condition).ok]).toEqual([condition, true]);
  }
});

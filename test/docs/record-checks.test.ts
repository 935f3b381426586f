import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { fieldLabel } from '../../analytics/discharge/field-catalogue.ts';
import { RECORD_CHECKS } from '../../analytics/discharge/record-checks.ts';

const text = readFileSync(new URL('../../docs/record-checks.md', import.meta.url), 'utf8');

test('每条质控规则都在文档里:编号、名称、轻重、字段、缺陷与改法和数据相同', () => {
  const rows = RECORD_CHECKS.map(({ id, name, severity, fields, message, fix }) => {
    const cells = [id, name, severity, fields.map(fieldLabel).join('、'), message, fix];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  });
  expect(text.split('\n').filter((line) => line.startsWith('| Q'))).toEqual(rows);
});

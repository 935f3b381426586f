import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { adapters } from './adapters.ts';
import { formulaId, matches, runVectors, type Vector } from './vector.ts';

const vectors = JSON.parse(await readFile('test/cases/vectors.json', 'utf8')) as Vector[];
const covered = vectors.filter((vector) => Object.hasOwn(adapters, formulaId(vector)));

test.each(covered.map((vector) => [vector.id, vector.formula, vector] as const))(
  '%s %s',
  async (_id, _formula, vector) => {
    const [result] = await runVectors([vector], adapters);
    expect(result).toMatchObject({ status: 'passed' });
  },
);

test('接入、分组、DRG 与绩效的算例都已接上', () => {
  const missing = vectors.filter((v) => !covered.includes(v)).map(formulaId);
  expect(missing.filter((formula) => /^(in|drg|perf|hqd|kpi)\./.test(formula))).toEqual([]);
});

describe('算例的比较', () => {
  test('数在绝对容差之内,键与长度须相同', () => {
    expect(matches({ a: [1, 'x', null] }, { a: [1.0005, 'x', null] }, 0.001)).toBe(true);
    expect(matches({ a: 1 }, { a: 1.01 }, 0.001)).toBe(false);
    expect(matches({ a: 1 }, { a: 1, b: 2 }, 0.001)).toBe(false);
    expect(matches([1, 2], [1], 1)).toBe(false);
    expect(matches(null, 0, 1)).toBe(false);
    expect(matches(1, Number.NaN, 1)).toBe(false);
    expect(matches('1', 1, 1)).toBe(false);
  });
  test('没有接口的算例与算不出的算例各自说明', async () => {
    const vector = { id: 'X-1', formula: 'x.y | 说明', inputs: {}, expected: 1, tolerance: 0 };
    expect((await runVectors([vector], {}))[0]!.status).toBe('not_implemented');
    const failing = {
      'x.y': () => {
        throw new Error('坏了');
      },
    };
    expect((await runVectors([vector], failing))[0]).toMatchObject({ status: 'failed', actual: 'Error: 坏了' });
  });
});

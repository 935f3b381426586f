import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { adapters } from './vectors/adapters.ts';
import { formulaId, runVectors, type Vector, type VectorResult } from './vectors/vector.ts';

/** 用产品的函数跑算例:`npm run vectors -- [--prefix drg.] [--file 文件] [--json]`。有不符的退出码为 1。 */
const { values: options } = parseArgs({
  options: {
    prefix: { type: 'string', default: '' },
    file: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const file = options.file ?? new URL('./cases/vectors.json', import.meta.url);
const vectors = JSON.parse(await readFile(file, 'utf8')) as Vector[];
const results = await runVectors(
  vectors.filter((v) => formulaId(v).startsWith(options.prefix)),
  adapters,
);

if (options.json) {
  console.log(
    JSON.stringify(
      results.map(({ id, formula, status }) => ({ id, formula, status })),
      null,
      2,
    ),
  );
} else {
  results.forEach(print);
  const count = (status: VectorResult['status']) => results.filter((result) => result.status === status).length;
  console.log(
    `共 ${results.length} 个:passed ${count('passed')},failed ${count('failed')},not_implemented ${count('not_implemented')}`,
  );
}
process.exitCode = results.some((result) => result.status === 'failed') ? 1 : 0;

function print({ id, formula, status, expected, actual }: VectorResult): void {
  console.log(`${status.padEnd(15)} ${id} ${formula}`);
  if (status !== 'failed') return;
  console.log(`  应为 ${JSON.stringify(expected)}`);
  console.log(`  得到 ${JSON.stringify(actual)}`);
}

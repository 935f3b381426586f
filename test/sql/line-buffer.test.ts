import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FEE_ITEMS, type Fees, feeAmounts } from '../../analytics/discharge/fee-items.ts';
import { fen, formatYuan } from '../../analytics/money.ts';
import { copyText } from '../../sql/bulk-load.ts';
import { LineBuffer, RECORD_SEPARATOR } from '../../sql/line-buffer.ts';

const written = (write: (line: LineBuffer) => void): string => {
  // 容量给得很小:每次都要扩大。
  const line = new LineBuffer(1);
  write(line);
  line.end();
  return Buffer.from(line.take()).toString();
};

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\\', '\t', '\n', '\r', '\0', 'a', 'é', '病', '𠮷', '\ud842') }),
);

test('文字逐字节写出,与先转义再编码相同', () => {
  fc.assert(
    fc.property(fc.array(fc.option(anyText), { minLength: 1 }), (values) => {
      const lines = written((line) => {
        for (const value of values) line.text(value);
      });
      expect(lines).toBe(Buffer.from(`${values.map((value) => copyText(value)).join('\t')}\n`).toString());
    }),
  );
});

test('整数、小数与金额写成数据库认的文本', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.double({ noNaN: true, noDefaultInfinity: true }), (whole, real) => {
      const money = fen(whole);
      const expected = `${whole}\t${Number.isSafeInteger(real) ? real + 0 : real}\t${formatYuan(money)}\n`;
      expect(written((line) => line.number(whole).number(real).money(money))).toBe(expected);
    }),
  );
  const line = written((to) => to.number(0).number(1e9).number(-10).money(fen(-5)).number(null).money(null));
  expect(line).toBe('0\t1000000000\t-10\t-0.05\t\\N\t\\N\n');
});

test('日期只写到日,真假与整数数组按 COPY 的写法', () => {
  const line = written((to) =>
    to.day('2025-06-01T08:30').day(null).flag(true).flag(false).integers([1, undefined, -20]),
  );
  expect(line).toBe('2025-06-01\t\\N\tt\tf\t{1,NULL,-20}\n');
});

test('原文不转义,值里的分隔符写作空格', () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1 }), (cells) => {
      const line = new LineBuffer(1);
      for (const cell of cells) line.raw(cell);
      line.end(RECORD_SEPARATOR);
      const plain = cells.map((cell) => cell.replaceAll('\x1e', ' ').replaceAll('\x1f', ' '));
      expect(Buffer.from(line.take())).toEqual(Buffer.from(`${plain.join('\x1f')}\x1e`));
    }),
  );
});

test('取走之后从空的开始', () => {
  const line = new LineBuffer();
  line.text('一').end();
  expect(Buffer.from(line.take()).toString()).toBe('一\n');
  expect(line.length).toBe(0);
});

test('费用数组的次序与费用项目相同', () => {
  const fees: Fees = Object.fromEntries(FEE_ITEMS.map(({ code }, i) => [code, fen(i)]));
  expect(feeAmounts(fees)).toEqual(FEE_ITEMS.map((_, i) => i));
});

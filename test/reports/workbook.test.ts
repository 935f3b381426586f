import { createHash } from 'node:crypto';
import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from '@jest/globals';
import { strFromU8, unzipSync } from 'fflate';
import {
  column,
  columnsOf,
  evaluate,
  formulaText,
  growth,
  over,
  parseExpression,
  roundHalfAway,
} from '../../reports/workbook/expression.ts';
import { ReportWorkbook } from '../../reports/workbook/report-workbook.ts';
import type { Column, Table } from '../../reports/workbook/table.ts';
import { writeLargeTable, writeTable } from '../../reports/workbook/table-writer.ts';
import { columnLetter, displayWidth, escapeXml, excelDay, safeFileName } from '../../reports/workbook/text.ts';
import { openWorkbook } from './recalculate.ts';

interface Unit {
  name: string;
  cases: number;
  fee: number | null;
}

const columns: Column<Unit>[] = [
  { key: 'name', header: '科室', format: 'text', value: (u) => u.name },
  { key: 'cases', header: '例数', format: 'count', total: 'sum', value: (u) => u.cases },
  { key: 'fee', header: '总费用（元）', format: 'money', total: 'sum', value: (u) => u.fee },
  {
    key: 'mean',
    header: '次均费用（元）',
    format: 'money',
    total: 'formula',
    formula: over(column('fee'), column('cases')),
  },
];
const table: Table<Unit> = {
  sheet: '测试',
  title: '测试表',
  notes: '统计区间：2025-06',
  unit: '单位：元',
  columns,
  nameColumns: 1,
  total: { label: '合计', labelColumn: 'name' },
};
const marks = { hospital: 'A&B 医院', reportNo: 'T01', confidentiality: '内部资料' };
const newBook = (output: Writable) => new ReportWorkbook(output, marks, new Date('2025-07-01T00:00:00Z'), '测试');

async function written(rows: readonly Unit[]) {
  const output = new PassThrough();
  const bytes = buffer(output);
  const book = newBook(output);
  await writeTable(book, table, rows);
  await book.close();
  return openWorkbook(await bytes);
}

describe('活公式', () => {
  const values: Record<string, number> = { a: 12, b: 4, zero: 0 };
  const get = (key: string) => values[key] ?? null;

  test('同一个表达式给出公式文本与值', () => {
    const e = growth('a', 'b');
    expect(formulaText(e, (key) => `${key.toUpperCase()}5`)).toBe('(A5-B5)/B5');
    expect(evaluate(e, get)).toBe(2);
    expect(columnsOf(e)).toEqual(['a', 'b', 'b']);
  });

  test('除以零与缺项没有值', () => {
    expect(evaluate(over(column('a'), column('zero')), get)).toBeNull();
    expect(evaluate(over(column('a'), column('missing')), get)).toBeNull();
  });

  test('读登记表里的算式,先乘除后加减', () => {
    expect(evaluate(parseExpression('a - b * 2'), get)).toBe(4);
    expect(evaluate(parseExpression('(a - b) * 2'), get)).toBe(16);
    expect(() => parseExpression('sum(a)')).toThrow(SyntaxError);
    expect(() => parseExpression('a; b')).toThrow(SyntaxError);
  });

  test('四舍五入与电子表格相同:逢五远离零', () => {
    expect(roundHalfAway(1.005, 2)).toBe(1.01);
    expect(roundHalfAway(-2.5, 0)).toBe(-3);
    expect(Object.is(roundHalfAway(-0.0001, 2), 0)).toBe(true);
  });
});

describe('文本', () => {
  test('转义,并去掉 XML 不许出现的字符', () => {
    expect(escapeXml('a<b>&"c"\u0000\u0001\ud800')).toBe('a&lt;b&gt;&amp;&quot;c&quot;');
    expect(escapeXml('甲\t乙\n𠮷')).toBe('甲\t乙\n𠮷');
  });

  test('中文宽度算两格;列字母;日序号;文件名', () => {
    expect(displayWidth('科室ab')).toBe(6);
    expect([1, 26, 27, 52, 703].map(columnLetter)).toEqual(['A', 'Z', 'AA', 'AZ', 'AAA']);
    expect(excelDay('2025-06-30')).toBe(45838);
    expect(safeFileName('某 市/医院:A')).toBe('某市医院A');
  });
});

describe('表', () => {
  test('标题跨列居中不合并,冻结、筛选、打印标题与页面齐全', async () => {
    const sheet = (await written([{ name: '内科', cases: 2, fee: 10 }])).getWorksheet('测试')!;
    expect(sheet.getCell('A1').value).toBe('测试表');
    expect(sheet.getCell('D1').alignment.horizontal).toBe('centerContinuous');
    expect(sheet.getCell('A1').isMerged).toBe(false);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 1, ySplit: 3 });
    expect(sheet.autoFilter).toBe('A3:D4');
    expect(sheet.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: 'landscape',
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: '1:3',
      horizontalCentered: true,
    });
    expect(sheet.columns.every((c) => Number(c.width) >= 6)).toBe(true);
    expect(sheet.headerFooter.oddHeader).toContain('A&&B 医院');
    expect(sheet.headerFooter.oddFooter).toContain('第 &P 页 共 &N 页');
  });

  test('合计行是公式并带缓存值;比值由合计重新相除', async () => {
    const sheet = (
      await written([
        { name: '内科', cases: 3, fee: 0.1 },
        { name: '外科', cases: 1, fee: 0.2 },
      ])
    ).getWorksheet('测试')!;
    expect(sheet.getCell('C6').value).toMatchObject({ formula: 'IF(COUNT(C4:C5)=0,"—",SUM(C4:C5))', result: 0.3 });
    expect(sheet.getCell('D6').value).toMatchObject({ formula: 'IFERROR(C6/B6,"—")', result: 0.3 / 4 });
    expect(sheet.getCell('D6').numFmt).toBe('#,##0.00');
    expect(sheet.getCell('A7').value).toContain('制表人：');
  });

  test('没有值显示「—」,从不为 0', async () => {
    const sheet = (await written([{ name: '内科', cases: 0, fee: null }])).getWorksheet('测试')!;
    expect(sheet.getCell('C4').value).toBe('—');
    expect(sheet.getCell('D4').value).toMatchObject({ result: '—' });
    expect(sheet.getCell('C5').value).toMatchObject({ result: '—' });
  });

  test.each(['=1+1', '+SUM(A1)', '-2', '@cmd', '=HYPERLINK("http://x")'])('以 %s 开头的内容存为文本', async (name) => {
    const cell = (await written([{ name, cases: 1, fee: 1 }])).getWorksheet('测试')!.getCell('A4');
    expect(cell.value).toBe(name);
    expect(cell.formula).toBeUndefined();
    expect(cell.numFmt).toBe('@');
  });

  test('下游不取走时停下来等,取走后接着写完', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((done) => {
      release = done;
    });
    const slow = new Writable({
      highWaterMark: 1024,
      write: (_chunk, _encoding, done) => void released.then(() => done()),
    });
    // 压不动的内容:管道里各级缓冲约一两兆,能压缩时会装下更多行。
    const hash = (text: string) => createHash('sha512').update(text).digest('base64');
    let produced = 0;
    const blocks = async function* () {
      for (let i = 0; i < 200; i++) {
        produced += 500;
        yield Array.from({ length: 500 }, (_, j) => ({ name: hash(`${i}-${j}`), cases: i * j, fee: i + j / 100 }));
      }
    };
    const book = newBook(slow);
    const written = writeLargeTable(book, table, blocks());
    await new Promise((done) => setTimeout(done, 700));
    expect(produced).toBeLessThan(60_000);
    release();
    expect((await written).lastRow).toBe(100_003);
    await book.close();
  });

  test('三万行流出时内存平稳,合计与重新相加一致', async () => {
    const output = new PassThrough();
    const bytes = buffer(output);
    const book = newBook(output);
    const blocks = async function* () {
      for (let i = 0; i < 30; i++) {
        yield Array.from({ length: 1000 }, (_, j) => ({ name: `科室${j % 40}`, cases: 1, fee: (i * 1000 + j) / 100 }));
      }
    };
    const result = await writeLargeTable(book, table, blocks());
    await book.close();
    expect(result).toMatchObject({ firstRow: 4, lastRow: 30_003, totalRow: 30_004 });
    expect(result.totals.get('fee')).toBe((29_999 * 30_000) / 200);
    const xml = strFromU8(unzipSync(await bytes)['xl/worksheets/sheet1.xml']!);
    expect(xml.match(/<row /g)).toHaveLength(30_005);
  });
});

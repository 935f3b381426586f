import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { DischargeRecord } from '../../../analytics/discharge/discharge-record.ts';
import { recogniseHeader } from '../../../analytics/discharge/header.ts';
import { compileRowReader, type ReadOptions } from '../../../analytics/discharge/read-record.ts';

const BASE: Record<string, string> = {
  A01: 'H0001',
  A48: '000123',
  A49: '1',
  A12C: '1',
  B12: '2025-06-01 08:30:00',
  B15: '2025-06-08',
  C03C: 'J18.900',
  D01: '5000.00',
};

function readRow(cells: Record<string, string>, options: ReadOptions = {}) {
  const all: Record<string, string> = { ...BASE, ...cells };
  return compileRowReader(recogniseHeader(Object.keys(all)), options)(Object.values(all));
}
const record = (cells: Record<string, string>) => readRow(cells).record as DischargeRecord;
const rules = (cells: Record<string, string>) => readRow(cells).findings.map((finding) => finding.rule);

test.each([
  ['2025-06-01', '2025-06-01'],
  ['2025/6/1', '2025-06-01'],
  ['20250601', '2025-06-01'],
  ['2025-06-01 08:30', '2025-06-01T08:30'],
  ['2025-06-01 08:30:15', '2025-06-01T08:30'],
  ['2025/6/1 8:30', '2025-06-01T08:30'],
  ['20250601083000', '2025-06-01T08:30'],
  ['2025年6月1日', '2025-06-01'],
  ['2025年6月1日8时30分', '2025-06-01T08:30'],
  ['2025.6.1', '2025-06-01'],
  ['2025-06-01T08:30:00.000Z', '2025-06-01T08:30'],
  ['2025-06-01T08:30:00+08:00', '2025-06-01T08:30'],
  ['45688', '2025-01-31'],
  ['45688.5', '2025-01-31T12:00'],
  ['２０２５－０６－０１', '2025-06-01'],
  ['2024-02-29', '2024-02-29'],
  ['2025-06-01 24:00', '2025-06-01T23:59'],
])('时间 %s 读作 %s', (text, expected) => {
  expect(record({ B12: text }).admittedAt).toBe(expected);
  expect(rules({ B12: text })).toEqual([]);
});

test.each([
  '2025-02-29',
  '2025-13-01',
  '25/6/1',
  '6/1/2025',
  '2025-06',
  '昨天',
  '2025-06-01 25:00',
  '1949',
  '2025-0:-01',
])('时间 %s 读不懂,记 F01 并写明怎么改', (text) => {
  const { record: read, findings } = readRow({ B12: text });
  expect(read?.admittedAt).toBeNull();
  expect(findings).toEqual([
    {
      rule: 'F01',
      severity: 'E',
      field: '入院时间(B12)',
      value: text,
      message: `入院时间“${text}”不是能认的日期`,
      fix: '请写作 2025-06-01 或 2025-06-01 08:30',
    },
  ]);
});

test.each([
  ['男', 1],
  ['女', 2],
  ['1', 1],
  ['2', 2],
  ['m', 1],
  ['F', 2],
  ['１', 1],
  ['0', 0],
  ['1 男', 1],
])('性别 %s 读作 %d', (text, expected) => {
  expect(record({ A12C: text }).sex).toBe(expected);
});

test('性别不在值域记 F04,列出可填的值', () => {
  const [finding] = readRow({ A12C: '雄' }).findings;
  expect(finding).toMatchObject({ rule: 'F04', severity: 'E', field: '性别(A12C)', value: '雄' });
  expect(finding?.fix).toContain('1 男、2 女');
});

test.each([
  ['1,234.50', 123450],
  ['1234.5', 123450],
  ['1234.500', 123450],
  ['￥12', 1200],
  ['１２．３４', 1234],
  ['0', 0],
  ['-3.20', -320],
  ['12.', 1200],
])('金额 %s 是 %d 分', (text, expected) => {
  expect(record({ D01: text }).totalFee).toBe(expected);
});

test.each(['1.005', '一百', '1e3', '.', '12..3'])('金额 %s 读不懂,记 F03', (text) => {
  expect(record({ D01: text }).totalFee).toBeNull();
  expect(rules({ D01: text })).toEqual(['F03']);
});

test('整数可写作 12.0;带单位的记 F02', () => {
  expect(record({ B20: '12.0' }).los).toBe(12);
  expect(rules({ B20: '12天' })).toEqual(['F02']);
});

test('时长按小时,也认 天/小时/分', () => {
  expect(record({ vent_used_dura: '2/5/30' }).ventilatorHours).toBe(53.5);
  expect(record({ vent_used_dura: '36' }).ventilatorHours).toBe(36);
  expect(rules({ vent_used_dura: '很久' })).toEqual(['F02']);
});

test('编码规范为半角、字母大写、x 小写,短码保持原样;记作规范,不算缺陷', () => {
  const read = readRow({ C03C: 'ｉ10.X05', C06x01C: ' j18.9 ', C06x02C: 'x60.X00' });
  expect(read.record?.diagnoses.map((d) => d.code)).toEqual(['I10.x05', 'J18.9', 'X60.x00']);
  expect(read.findings).toEqual([]);
  expect(read.normalised).toContain('主要诊断编码(C03C)');
});

test('公式文字记 F05;="0012" 取引号里的文字', () => {
  expect(rules({ B20: '=B2-A2' })).toEqual(['F05']);
  expect(record({ A48: '="0012"' }).recordNo).toBe('0012');
});

test('短横、斜杠、空白都是没有填', () => {
  const read = record({ A14: '-', C04N: '　', D09: '/', B21C: '—' });
  expect([read.ageYears, read.diagnoses[0]?.name, read.selfPaid]).toEqual([null, null, null]);
});

test('主要诊断空着时位置保留,其他诊断不顶上来', () => {
  const read = record({ C03C: '', C06x01C: 'I10.x00' });
  expect(read.diagnoses.map((d) => d.code)).toEqual([null, 'I10.x00']);
});

test('没有病案号的行不能存,记 F06;没有机构代码时用默认医院', () => {
  const missing = readRow({ A48: '' });
  expect(missing.record).toBeNull();
  expect(missing.findings[0]).toMatchObject({ rule: 'F06', field: '病案号(A48)' });
  expect(readRow({ A01: '' }, { defaultHospitalId: 'H9' }).record?.hospitalId).toBe('H9');
});

test('合计行记 F07,重复的表头记 F08,空行不记', () => {
  const header = recogniseHeader(Object.keys(BASE));
  const read = compileRowReader(header);
  expect(read(['合计', '', '', '', '', '', '', '5000.00'])).toMatchObject({
    record: null,
    findings: [{ rule: 'F07' }],
  });
  expect(read(Object.keys(BASE))).toMatchObject({ record: null, findings: [{ rule: 'F08' }] });
  expect(read(['', ' ', '', '', '', '', '', ''])).toEqual({ record: null, findings: [], normalised: [] });
});

test('比表头多出内容的行记 F09:可能错列', () => {
  const header = recogniseHeader(Object.keys(BASE));
  const read = compileRowReader(header)([...Object.values(BASE), '', '多出']);
  expect(read.findings[0]).toMatchObject({ rule: 'F09', severity: 'E', value: '多出' });
});

test('身份内容不进记录,只留哈希;人员编号先于身份证号', () => {
  const options = { hashIdentity: (text: string) => `#${text.length}` };
  const cells = { 姓名: '示例', A20: '11010119700520000x', psn_no: 'P1' };
  const read = readRow(cells, options).record;
  expect(read?.personKey).toBe('#2');
  expect(JSON.stringify(read)).not.toContain('示例');
  expect(readRow(cells).record?.personKey).toBeNull();
});

test('结算清单没有住院次数时用就诊 ID,没有就诊 ID 用结算 ID', () => {
  expect(record({ setl_id: 'S1' }).encounterId).toBe('S1');
  expect(record({ setl_id: 'S1', mdtrt_id: 'M1' }).encounterId).toBe('M1');
});

test('卫统4 另列的“时”并进入院时间', () => {
  expect(record({ B12: '20250601', RYSJS: '8' }).admittedAt).toBe('2025-06-01T08:00');
});

test('重症监护时长缺时由各次进出时间相加', () => {
  const stays = { C49x01: '2025-06-01 10:00', C50x01: '2025-06-02 10:00', C49x02: '2025-06-03', C50x02: '2025-06-04' };
  expect(record(stays).icuHours).toBe(48);
});

test('列的次序不影响读出的记录', () => {
  const cells = { ...BASE, C06x01C: 'I10.x00', C14x01C: '47.0901', D11: '10', D23: '20', A18x01: '3000', B23: 'D1' };
  const expected = record(cells);
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.entries(cells), { minLength: Object.keys(cells).length }), (entries) => {
      const read = compileRowReader(recogniseHeader(entries.map(([name]) => name)));
      expect(read(entries.map(([, value]) => value)).record).toEqual(expected);
    }),
  );
});

test('任意文字都读得完,不抛错;读不懂的都有缺陷说明', () => {
  const names = [...Object.keys(BASE), 'A13', 'A14', 'C14x01C', 'C16x01', 'D11', 'vent_used_dura', 'C49x01', 'psn_no'];
  const read = compileRowReader(recogniseHeader(names), { hashIdentity: (text) => text });
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('=1+1', '合计', '2025-99-99', '９'),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: names.length + 3 }), (cells) => {
      for (const finding of read(cells).findings) expect(finding.message.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

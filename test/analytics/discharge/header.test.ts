import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALL_COLUMN_IDS, fieldRef, spellingOf } from '../../../analytics/discharge/field-catalogue.ts';
import {
  columnsPresent,
  headerMessages,
  identityColumns,
  looksLikeHeader,
  recogniseHeader,
} from '../../../analytics/discharge/header.ts';
import { headerKey } from '../../../analytics/discharge/header-text.ts';

const ids = (cells: string[], mapping?: Record<string, string>) =>
  recogniseHeader(cells, mapping).columns.map((ref) => ref?.id ?? null);

test.each([
  ['HQMS 代码', ['A01', 'a48', 'A49', 'A12C', 'B12', 'B15', 'C03C', 'D01']],
  ['旧版 P 码', ['P900', 'P3', 'P2', 'P5', 'P22', 'P25', 'P321', 'P782']],
  ['卫统4 CSV', ['组织机构代码', 'BAH', 'ZYCS', 'XB', 'RYSJ', 'CYSJ', 'JBDM', 'ZFY']],
  ['中文名', ['组织机构代码', '病案号', '住院次数', '性别', '入院时间', '出院日期', '主要诊断编码', '总费用(元)']],
  [
    '方言混用',
    ['医疗机构代码', '病案号(A48)', 'A49 住院次数', 'gend', 'B12_入院时间', 'ＣＹＳＪ', '主要诊断', 'D01总费用'],
  ],
])('认得表头:%s', (_name, cells) => {
  expect(ids(cells)).toEqual([
    'hospitalId',
    'recordNo',
    'admissionNo',
    'sex',
    'admittedAt',
    'dischargedAt',
    'diagnoses.0.code',
    'totalFee',
  ]);
  expect(recogniseHeader(cells).missingEssential).toEqual([]);
});

test('结算清单的名字不分大小写,用就诊 ID 代替住院次数', () => {
  const cells = [
    'FIXMEDINS_CODE',
    'medcasno',
    'mdtrt_id',
    'gend',
    'adm_time',
    'dscg_time',
    'diag_code1',
    'medfee_sumamt',
  ];
  const header = recogniseHeader(cells);
  expect(header.missingEssential).toEqual([]);
  expect(header.columns[6]?.id).toBe('diagnoses.0.code');
});

test('重复块:其他诊断、其他手术的各种写法都落在同一序号', () => {
  const spellings = ['C06x02C', 'P327', 'JBDM2', '出院其他诊断编码2', '其他诊断编码02', '其他诊断编码(2)', '其他诊断2'];
  for (const text of spellings) expect(ids([text])).toEqual(['diagnoses.2.code']);
  for (const text of ['C35x02C', 'P4922', 'SSJCZBM3', '其他手术操作编码2', '其他手术编码2', 'C14x03C']) {
    expect(ids([text])).toEqual(['procedures.2.code']);
  }
  expect(ids(['C37x01', 'C38x01', 'C39x01', 'C42x01C'])).toEqual([
    'procedures.1.date',
    'procedures.1.level',
    'procedures.1.surgeon',
    'procedures.1.incision',
  ]);
});

test('诊断编码1 起的一串:另有主要诊断列时是其他诊断,否则首个是主要诊断', () => {
  expect(ids(['诊断编码1', '诊断编码2'])).toEqual(['diagnoses.0.code', 'diagnoses.1.code']);
  expect(ids(['主要诊断编码', '诊断编码1', '诊断名称1'])).toEqual([
    'diagnoses.0.code',
    'diagnoses.1.code',
    'diagnoses.1.name',
  ]);
  expect(ids(['主要诊断编码', '诊断编码2'])).toEqual(['diagnoses.0.code', 'diagnoses.1.code']);
});

test('“其他诊断1”与“其他诊断编码1”并存时前者是名称', () => {
  expect(ids(['主要诊断', '主要诊断编码', '其他诊断1', '其他诊断编码1'])).toEqual([
    'diagnoses.0.name',
    'diagnoses.0.code',
    'diagnoses.1.name',
    'diagnoses.1.code',
  ]);
});

test('两列指同一字段是文件的错误,写明两列的位置', () => {
  const header = recogniseHeader(['病案号', '性别', 'A48']);
  expect(header.duplicated).toEqual(['病案号(A48):第 1 列“病案号”与第 3 列“A48”都指这个字段']);
  expect(headerMessages(header).errors[0]).toContain('第 3 列');
});

test('缺必需的列时逐个列出中文名;指定默认医院则不要组织机构代码', () => {
  const { errors } = headerMessages(recogniseHeader(['性别', '入院时间']));
  expect(errors[0]).toContain('组织机构代码、病案号、住院次数(或就诊ID)、出院时间、总费用、主要诊断编码');
  const cells = ['病案号', '住院次数', '性别', '入院时间', '出院时间', '主要诊断编码', '总费用'];
  expect(recogniseHeader(cells).missingEssential.map((field) => field.name)).toEqual(['组织机构代码']);
  expect(recogniseHeader(cells, {}, { defaultHospital: true }).missingEssential).toEqual([]);
});

test('缺其他必填列只在文件层面提示', () => {
  const header = recogniseHeader(['A01', 'A48', 'A49', 'A12C', 'B12', 'B15', 'C03C', 'D01', '自定义列']);
  expect(header.missingOther.map((field) => field.id)).toContain('birthDate');
  expect(headerMessages(header).errors).toEqual([]);
  expect(headerMessages(header).warnings.join()).toContain('自定义列');
});

test('保存的映射先于目录;空串表示不要这一列', () => {
  expect(ids(['科室名', '病案号', 'A48'], { 科室名: 'dischargeDepartment', 病案号: '' })).toEqual([
    'dischargeDepartment',
    null,
    'recordNo',
  ]);
});

test('BOM、空白、星号、引号不妨碍认表头', () => {
  expect(ids(['\ufeff病案号', ' *性 别 ', '"出院时间"', 'Ａ４９'])).toEqual([
    'recordNo',
    'sex',
    'dischargedAt',
    'admissionNo',
  ]);
});

test('姓名、身份证号、地址、电话所在的列要涂掉', () => {
  const cells = ['A48', 'A11', '身份证号', '现住址', '联系人电话', '健康卡号', 'psn_no', 'D01'];
  expect(identityColumns(recogniseHeader(cells))).toEqual([1, 2, 3, 4, 5, 6]);
});

test('数据中间重复的表头认得出,病案不会当成表头', () => {
  expect(looksLikeHeader(['病案号', '性别', '出院时间', '备注'])).toBe(true);
  expect(looksLikeHeader(['000123', '1', '2025-06-01', 'J18.900'])).toBe(false);
});

test('目录里每个代码与中文名都指回自己', () => {
  for (const id of ALL_COLUMN_IDS) {
    const ref = fieldRef(id);
    const code = ref?.label.slice((ref?.name.length ?? 0) + 1, -1) ?? '';
    expect([id, spellingOf(headerKey(ref?.name ?? ''))?.ref.id]).toEqual([id, id]);
    if (code) expect([id, spellingOf(headerKey(code))?.ref.id]).toEqual([id, id]);
  }
});

test('列的次序不影响认出的字段', () => {
  const cells = ['A01', '病案号', 'A49', '性别', 'B12', '出院时间', 'C03C', '诊断编码1', '诊断编码2', 'D01', '其他'];
  const expected = [...columnsPresent(recogniseHeader(cells))].sort();
  fc.assert(
    fc.property(fc.shuffledSubarray(cells, { minLength: cells.length }), (shuffled) => {
      expect([...columnsPresent(recogniseHeader(shuffled))].sort()).toEqual(expected);
    }),
  );
});

test('任意文字的表头都不抛错', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (cells) => {
      expect(recogniseHeader(cells).columns).toHaveLength(cells.length);
    }),
  );
});

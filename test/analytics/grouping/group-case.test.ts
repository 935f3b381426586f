import { describe, expect, test } from '@jest/globals';
import { groupCase, groupDelimitedCase } from '../../../analytics/grouping/group-case.ts';
import type { GroupingCase } from '../../../analytics/grouping/grouping-case.ts';
import { aGroupingCase, aScheme, type SchemeSpec } from '../../support/grouping-scheme.ts';

const lists = { dx: ['I21.900'], dx1: ['E11.900'], proc: ['36.0700'], proc1: ['39.9500'] };

/** 只有一个 ADRG、条件为 `condition` 的方案,病例进不进得去。 */
function holds(condition: string, known: Partial<GroupingCase>, spec: SchemeSpec = {}): boolean {
  const scheme = aScheme({ adrgs: [{ adrg: 'XR1', condition, lists, drgs: { XR19: 'true' } }], ...spec });
  return groupCase(scheme, aGroupingCase(known)).status === 'grouped';
}

describe('诊断与手术的条件', () => {
  const dx = (...diagnoses: string[]) => ({ diagnoses });
  const proc = (...procedures: string[]) => ({ diagnoses: ['Z00.000'], procedures });

  test('main_dx 只看首个,other_dx 不看首个,any_dx 都看', () => {
    expect(holds('main_dx in dx', dx('I21.900', 'Z00.000'))).toBe(true);
    expect(holds('main_dx in dx', dx('Z00.000', 'I21.900'))).toBe(false);
    expect(holds('other_dx in dx', dx('I21.900'))).toBe(false);
    expect(holds('other_dx in dx', dx('Z00.000', 'I21.900'))).toBe(true);
    expect(holds('any_dx in dx', dx('Z00.000', 'I21.900'))).toBe(true);
    expect(holds('any_dx in dx1', dx('I21.900'))).toBe(false);
  });

  test('手术同样;没有手术时都不成立,not 则成立', () => {
    expect(holds('main_proc in proc', proc('36.0700'))).toBe(true);
    expect(holds('main_proc in proc', proc('39.9500', '36.0700'))).toBe(false);
    expect(holds('other_proc in proc', proc('39.9500', '36.0700'))).toBe(true);
    expect(holds('any_proc in proc and any_proc in proc1', proc('39.9500', '36.0700'))).toBe(true);
    for (const position of ['main', 'any', 'other']) {
      expect(holds(`${position}_proc in proc`, proc())).toBe(false);
      expect(holds(`not (${position}_proc in proc)`, proc())).toBe(true);
    }
  });

  test('valid 是全方案的有效手术', () => {
    expect(holds('main_proc in valid', proc('36.0700'), { valid: ['36.0700'] })).toBe(true);
    expect(holds('not (any_proc in valid)', proc('99.9900'), { valid: ['36.0700'] })).toBe(true);
  });

  test('has_dx、has_proc 看该编码是否在全部编码之中', () => {
    expect(holds("has_dx('J18.900')", dx('Z00.000', 'J18.900'))).toBe(true);
    expect(holds("has_dx('J18.900')", dx('J18.901'))).toBe(false);
    expect(holds("has_proc('96.7201')", proc('96.7201'))).toBe(true);
    expect(holds("has_proc('96.7201')", proc())).toBe(false);
  });

  test('没有诊断的病例不出错,按诊断的条件都不成立', () => {
    expect(holds('main_dx in dx', dx())).toBe(false);
    expect(holds('not (any_dx in dx)', dx())).toBe(true);
  });
});

describe('比较', () => {
  test.each([
    ['age < 18', { age: 17 }, { age: 18 }],
    ['age_days <= 28', { ageDays: 28 }, { ageDays: 29 }],
    ['weight >= 1500', { birthWeight: 1500 }, { birthWeight: 1499 }],
    ['admission_weight > 2000', { admissionWeight: 2001 }, { admissionWeight: 2000 }],
    ['los == 1', { los: 1 }, { los: 2 }],
    ['vent_hours >= 96', { ventilatorHours: 96 }, { ventilatorHours: 95.5 }],
    ['icu_hours > 0', { icuHours: 1 }, { icuHours: 0 }],
    ['crrt_hours > 0', { crrtHours: 1 }, { crrtHours: 0 }],
    ['sex == 2', { sex: 2 }, { sex: 1 }],
    ['discharge_type == 5', { dischargeType: 5 }, { dischargeType: 1 }],
    ['discharge_type != 5', { dischargeType: 1 }, { dischargeType: 5 }],
    ["dept == '0301'", { department: '0301' }, { department: '301' }],
    ["dept != '0301'", { department: '0302' }, { department: '0301' }],
    ['day_surgery == 1', { daySurgery: true }, { daySurgery: false }],
    ['new_technique == 0', { newTechnique: false }, { newTechnique: true }],
  ])('%s', (condition, yes, no) => {
    expect(holds(condition, yes)).toBe(true);
    expect(holds(condition, no)).toBe(false);
  });

  test.each(['==', '!=', '<', '<=', '>', '>='])('与缺失值的比较一律不成立:%s', (operator) => {
    const fields = ['age', 'weight', 'los', 'sex', 'vent_hours', 'day_surgery'];
    for (const field of fields) expect(holds(`${field} ${operator} 0`, {})).toBe(false);
    expect(holds(`dept ${operator} '0301'`, {})).toBe(false);
  });

  test('缺失使比较不成立,所以它的 not 成立', () => {
    expect(holds('not (age < 18)', {})).toBe(true);
  });

  test('sites 是全部诊断在本 MDC 涉及的不同部位数', () => {
    const mdc = { mdc: 'MDCX', condition: 'sites >= 2', dx: { 'S06.500': '头颈', 'S06.600': '头颈', 'S27.300': '胸' } };
    const sites = (...diagnoses: string[]) => holds('sites == 2', { diagnoses }, { mdcs: [mdc] });
    expect(sites('S06.500', 'S27.300')).toBe(true);
    expect(sites('Z00.000', 'S06.500', 'S06.600', 'S27.300')).toBe(true);
    expect(sites('S06.500', 'S06.600')).toBe(false);
  });
});

describe('MCC 与 CC', () => {
  const scheme = aScheme({
    adrgs: [{ adrg: 'XR1', drgs: { XR11: 'mcc', XR13: 'mcc or cc', XR15: 'true' } }],
    complications: {
      'J96.000': ['MCC', '7-45'],
      'J18.900': ['CC', '7-45'],
      'R57.000': ['MCC', ''],
      'prefix:E11': ['CC', '7-30'],
    },
    exclusions: { 'J44.100': '7-45', 'prefix:E1': '7-30' },
  });
  const drg = (...diagnoses: string[]) => groupCase(scheme, aGroupingCase({ diagnoses })).drg;

  test('其他诊断有 MCC 入 1,有 CC 入 3,都没有入 5', () => {
    expect(drg('I10.x00', 'J96.000')).toBe('XR11');
    expect(drg('I10.x00', 'J18.900')).toBe('XR13');
    expect(drg('I10.x00', 'I10.x00')).toBe('XR15');
  });
  test('主要诊断自己不算', () => {
    expect(drg('J96.000')).toBe('XR15');
    expect(drg('J96.000', 'J96.000')).toBe('XR11');
  });
  test('主要诊断的排除表正是该并发症的排除表,不算', () => {
    expect(drg('J44.100', 'J96.000', 'J18.900')).toBe('XR15');
    expect(drg('J44.100', 'E11.900')).toBe('XR13');
    expect(drg('J44.100', 'R57.000')).toBe('XR11');
    expect(drg('E10.900', 'E11.900')).toBe('XR15');
  });
});

describe('次序', () => {
  test('前一个 MDC 收下而没有 ADRG 成立,试下一个 MDC', () => {
    const scheme = aScheme({
      mdcs: [{ mdc: 'MDCA' }, { mdc: 'MDCB' }],
      adrgs: [
        { adrg: 'AB1', mdc: 'MDCA', condition: 'age < 0' },
        { adrg: 'BB1', mdc: 'MDCB' },
      ],
    });
    expect(groupCase(scheme, aGroupingCase({}))).toEqual({ status: 'grouped', mdc: 'MDCB', adrg: 'BB1', drg: 'BB1' });
  });

  test('同一 MDC 内首个成立的 ADRG 为准,超过 32 个也按次序', () => {
    const adrgs = Array.from({ length: 70 }, (_, i) => ({ adrg: `X${i}`, condition: `age == ${i} or age == 99` }));
    const scheme = aScheme({ adrgs });
    const at = (age: number) => groupCase(scheme, aGroupingCase({ age })).adrg;
    expect([0, 31, 32, 69, 99].map(at)).toEqual(['X0', 'X31', 'X32', 'X69', 'X0']);
  });

  test('超过 32 个 MDC 也按次序', () => {
    const mdcs = Array.from({ length: 40 }, (_, i) => ({ mdc: `M${i}`, condition: `los == ${i}` }));
    const scheme = aScheme({ mdcs, adrgs: mdcs.map(({ mdc }) => ({ adrg: `A${mdc}`, mdc })) });
    expect(groupCase(scheme, aGroupingCase({ los: 33 })).mdc).toBe('M33');
  });

  test('ADRG 的几条规则各有清单与 DRG,可通向同一个 DRG', () => {
    const scheme = aScheme({
      adrgs: [
        {
          adrg: 'XB1',
          rule: '1',
          condition: 'main_proc in proc',
          lists: { proc: ['36.0700'] },
          drgs: { XB19: 'true' },
        },
        { adrg: 'XC1', condition: 'main_proc in proc', lists: { proc: ['39.9500'] } },
        {
          adrg: 'XB1',
          rule: '2',
          condition: 'any_proc in proc',
          lists: { proc: ['39.5000'] },
          drgs: { XB19: 'age < 60' },
        },
      ],
    });
    const group = (age: number, ...procedures: string[]) =>
      groupCase(scheme, aGroupingCase({ age, diagnoses: ['I25.100'], procedures })).drg;
    expect(group(70, '36.0700')).toBe('XB19');
    expect(group(70, '39.9500', '39.5000')).toBe('XC1');
    expect(group(50, '00.6600', '39.5000')).toBe('XB19');
    expect(group(70, '00.6600', '39.5000')).toBe('XB1');
  });
});

describe('结果', () => {
  test('ADRG 没有 DRG 成立,结果是 ADRG 码,仍算入组', () => {
    const scheme = aScheme({ adrgs: [{ adrg: 'XR1', drgs: { XR11: 'mcc' } }] });
    const expected = { status: 'grouped', mdc: 'MDCX', adrg: 'XR1', drg: 'XR1' };
    expect(groupCase(scheme, aGroupingCase({ diagnoses: ['I10.x00'] }))).toEqual(expected);
  });

  test('歧义行成立即止,结果是它的 xQY 码', () => {
    const scheme = aScheme({
      mdcs: [{ mdc: 'MDCB' }],
      adrgs: [
        { adrg: 'BB1', mdc: 'MDCB', condition: 'main_proc in proc', lists: { proc: ['01.2400'] } },
        { adrg: 'BQY', mdc: 'MDCB', condition: 'any_proc in valid', kind: 'ambiguous' },
        { adrg: 'BR1', mdc: 'MDCB' },
      ],
      valid: ['47.0100', '01.2400'],
    });
    const group = (...procedures: string[]) => groupCase(scheme, aGroupingCase({ diagnoses: ['I63.900'], procedures }));
    expect(group('47.0100')).toEqual({ status: 'ambiguous', mdc: 'MDCB', adrg: 'BQY', drg: 'BQY' });
    expect(group('01.2400').drg).toBe('BB1');
    expect(group().drg).toBe('BR1');
  });

  test('没有 MDC 收、有 MDC 而没有 ADRG,都是 0000,状态不同', () => {
    const scheme = aScheme({
      mdcs: [
        { mdc: 'MDCA', condition: 'main_proc in valid' },
        { mdc: 'MDCB', condition: 'main_dx in dx', dx: { 'I63.900': '' } },
      ],
      adrgs: [{ adrg: 'BB1', mdc: 'MDCB', condition: 'age < 0' }],
      valid: ['36.0700'],
    });
    const group = (diagnosis: string, ...procedures: string[]) =>
      groupCase(scheme, aGroupingCase({ diagnoses: [diagnosis], procedures }));
    expect(group('J18.900')).toEqual({ status: 'no-mdc', mdc: null, adrg: null, drg: '0000' });
    expect(group('I63.900')).toEqual({ status: 'no-adrg', mdc: 'MDCB', adrg: null, drg: '0000' });
    // 先期分组只看手术:它成立而没有 ADRG,不算有 MDC 收下了病例。
    expect(group('J18.900', '36.0700').status).toBe('no-mdc');
  });

  test('方案的名录:名称与上下级', () => {
    const scheme = aScheme({ adrgs: [{ adrg: 'XR1', drgs: { XR11: 'mcc', XR15: 'true' } }] });
    expect(scheme.drgs).toEqual(['XR11', 'XR15']);
    expect([scheme.adrgOf('XR11'), scheme.mdcOf('XR11'), scheme.mdcOf('XR1'), scheme.adrgOf('YY')]).toEqual([
      'XR1',
      'MDCX',
      'MDCX',
      null,
    ]);
    expect([scheme.drgName('XR15'), scheme.drgName('XR1'), scheme.mdcName('MDCX'), scheme.drgName('0000')]).toEqual([
      'XR15',
      'XR1',
      'MDCX',
      null,
    ]);
  });
});

describe('以竖线相连的编码', () => {
  const scheme = aScheme({
    adrgs: [
      { adrg: 'XB1', condition: 'main_dx in dx and other_proc in proc', lists: { dx: ['I21.900'], proc: ['36.0700'] } },
    ],
  });
  const group = (diagnoses: string, procedures: string) =>
    groupDelimitedCase(scheme, { ...aGroupingCase({}), diagnoses, procedures }).drg;

  test('与数组同样判定', () => {
    expect(group('I21.900|J18.900', '39.9500|36.0700')).toBe('XB1');
    expect(group('I21.900', '36.0700|39.9500')).toBe('0000');
    expect(group('', '')).toBe('0000');
  });
  test('首段为空即主要诊断不明,不把其他诊断顶上来', () => {
    expect(group('|I21.900', '39.9500|36.0700')).toBe('0000');
  });
});

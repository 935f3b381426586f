import { groupCase } from '../../analytics/grouping/group-case.ts';
import { parseGroupCode } from '../../analytics/grouping/parse-group-code.ts';
import { aGroupingCase, aScheme, type SchemeSpec } from '../support/grouping-scheme.ts';

const mapValues = <T, R>(record: Record<string, T>, change: (value: T) => R): Record<string, R> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

// 细分位的条件(手册 2.3):1 伴 MCC,3 伴 MCC 或 CC,5 与 9 其余。
const DIGIT_CONDITIONS: Record<string, string> = { 1: 'mcc', 3: 'mcc or cc', 5: 'true', 9: 'true' };
const drgsFor = (digits: string) =>
  Object.fromEntries([...digits].map((digit) => [`XR1${digit}`, DIGIT_CONDITIONS[digit]!]));

const BANDS = {
  PS1: 'weight > 0 and weight < 1500',
  PS2: 'weight >= 1500 and weight < 2000',
  PS3: 'weight >= 2000 and weight < 2500',
  PS4: 'weight >= 2500',
};

/** 公式编号 → 用算例的输入写成一个小方案,经产品的分组函数得出结果。 */
export const groupingVectors: Record<string, (inputs: any) => unknown> = {
  'drg.cc_mcc': ({ mccTable, ccTable, principalExclusionTable, cases }) => {
    const complications: SchemeSpec['complications'] = {
      ...mapValues(mccTable, (table) => ['MCC', String(table)] as const),
      ...mapValues(ccTable, (table) => ['CC', String(table)] as const),
    };
    const schemeWith = (drgs: Record<string, string>) =>
      aScheme({ adrgs: [{ adrg: 'XR1', drgs }], complications, exclusions: principalExclusionTable });
    const bySeverity = schemeWith({ MCC: 'mcc', CC: 'cc', NONE: 'true' });
    return cases.map(
      ({ principal, secondary, adrgDigits }: { principal: string; secondary: string[]; adrgDigits: string }) => {
        const c = aGroupingCase({ diagnoses: [principal, ...secondary] });
        const { drg } = groupCase(schemeWith(drgsFor(adrgDigits)), c);
        return { severity: groupCase(bySeverity, c).drg, digit: parseGroupCode(drg)?.digit };
      },
    );
  },

  'drg.newborn_weight_band': ({ weight_ageDays }) => {
    const adrgs = Object.entries(BANDS).map(([adrg, band]) => ({
      adrg,
      condition: `any_dx in dx and ${band} and age_days <= 28`,
      lists: { dx: ['P07.300'] },
    }));
    const scheme = aScheme({ adrgs });
    return weight_ageDays.map(([birthWeight, ageDays]: [number, number]) => {
      return groupCase(scheme, aGroupingCase({ birthWeight, ageDays, diagnoses: ['P07.300'] })).adrg;
    });
  },

  'drg.mdcz_entry': ({ siteOf, cases }) => {
    const scheme = aScheme({
      mdcs: [{ mdc: 'MDCZ', condition: 'main_dx in dx and sites >= 2', dx: siteOf }],
      adrgs: [{ adrg: 'ZZ1', mdc: 'MDCZ' }],
    });
    return cases.map(({ principal, secondary }: { principal: string; secondary: string[] }) => {
      return groupCase(scheme, aGroupingCase({ diagnoses: [principal, ...secondary] })).mdc === 'MDCZ';
    });
  },

  'drg.code_parse': ({ codes }) => codes.map(parseGroupCode),
};

import { describe, expect, test } from '@jest/globals';
import { compileRegion } from '../../../analytics/dip/compile-region.ts';
import { explainMatch } from '../../../analytics/dip/explain-match.ts';
import { proofSentences } from '../../../analytics/dip/proof-sentences.ts';
import { loadRegion } from '../../../analytics/dip/region-inspection.ts';
import { type Fen, parseYuan } from '../../../analytics/money.ts';
import { regionFiles } from '../../support/dip-region.ts';

const region = compileRegion(
  loadRegion(
    regionFiles({
      entries: [
        { code: 'C0', name: '胆石症', score: '300' },
        { code: 'C1', name: '切除', procedures: '51.2300', kind: 'surgery', score: '800', mean_cost: '12000' },
        { code: 'C2', name: '切除', procedures: '51.2300/51.2200', kind: 'surgery', score: '900', mean_cost: '20000' },
        { code: 'C3', name: '联合', procedures: '51.2300+51.8800/51.8700', kind: 'surgery', score: '1200' },
        { code: 'Z1', diagnosis: 'K80', kind: 'surgery', type: 'comprehensive', score: '700' },
        { code: 'Z2', diagnosis: 'K70-K93', kind: 'surgery', type: 'comprehensive', score: '600' },
      ],
      procedureKinds: {
        '51.2300': 'surgery',
        '51.2200': 'surgery',
        '51.8800': 'therapeutic',
        '51.8700': 'therapeutic',
      },
      policy: { hospital_coefficient: 1.05 },
    }),
    '测试',
  ),
);
const proofOf = (procedures: string[], cost: string, diagnosis = 'K80.100') =>
  explainMatch(region, { diagnoses: [diagnosis], procedures, totalCost: parseYuan(cost) as Fen });

describe('一个病例的证明', () => {
  test('每个候选为何落选,次席输在哪一条;只因费用落选的要标明', () => {
    const proof = proofOf(['51.2300', '99.0000'], '11000.00');
    expect(proof.candidates.map(({ entry, lostBy, compared }) => [entry.code, lostBy, compared])).toEqual([
      ['C1', null, null],
      ['C2', 'cost', { winner: '1000.00', own: '9000.00' }],
      ['Z1', 'type_order', { winner: 'core', own: 'comprehensive' }],
      ['Z2', 'type_order', { winner: 'core', own: 'comprehensive' }],
    ]);
    expect(proof).toMatchObject({ decidedBy: 'cost', costDecided: true, kind: 'surgery', kindFrom: ['51.2300'] });
    expect(proof.unknownProcedures).toEqual(['99.0000']);
    expect(proof.notCandidates.map(({ entry, missing, reason }) => [entry.code, missing, reason])).toEqual([
      ['C3', [['51.8800', '51.8700']], 'procedures-missing'],
      ['C0', [], 'expression-held'],
    ]);
  });

  test('费用没有起作用的,不标', () => {
    expect(proofOf(['51.2300', '51.8800'], '11000.00')).toMatchObject({ decidedBy: 'parts', costDecided: false });
  });

  test('证明写成中文,逐句说明', () => {
    expect(proofSentences(proofOf(['51.2300', '99.0000'], '30000.00'))).toEqual([
      '主要诊断 K80.100,亚目 K80.1,类目 K80;治疗方式为相关手术(由 51.2300);操作表不认识 99.0000,不计方式。',
      '核心病种 C3「联合」 不是候选:缺操作 51.8800 或 51.8700。',
      '核心病种 C0「胆石症」 不是候选:它不要求操作,而已有要求操作的病种成立。',
      '核心病种 C2「切除」 是候选,胜出。',
      '核心病种 C1「切除」 是候选,落选于「均费与病例费用最近者优先」:它是 相差 18000.00 元,C2 是 相差 10000.00 元。',
      '综合病种 Z1「甲」 是候选,落选于「病种类型的次序」:它是 综合病种,C2 是 核心病种。',
      '综合病种 Z2「甲」 是候选,落选于「病种类型的次序」:它是 综合病种,C2 是 核心病种。',
      '决定的规则:均费与病例费用最近者优先。',
      '费用参与了决定:同样的诊断与操作,费用不同会入不同的病种,请留意。',
      '分值 = 病种分值 900 × 偏差系数 1(正常) × 机构系数 1.05 = 945.0000。',
    ]);
  });

  test('综合病种之间按诊断的宽窄;极端异常提请特病单议', () => {
    const sentences = proofSentences(proofOf(['51.2300'], '60000.00', 'K80.500'));
    expect(sentences).toContain('综合病种 Z2「甲」 是候选,落选于「诊断范围窄者优先」:它是 K70-K93,Z1 是 K80。');
    expect(sentences.at(-2)).toBe('分值 = 病种分值 700 × 偏差系数 5(极端异常) × 机构系数 1.05 = 3675.0000。');
    expect(sentences.at(-1)).toBe('费用极端异常:分值是暂定的,应提请特病单议。');
  });

  test('没有候选:未入组,说明只收保守治疗的不是候选', () => {
    const proof = proofOf(['51.8800'], '100.00');
    expect(proof.match.entry).toBeNull();
    const sentences = proofSentences(proof);
    expect(sentences).toContain('核心病种 C0「胆石症」 不是候选:它不要求操作,只收保守治疗的病例。');
    expect(sentences.at(-1)).toBe('没有候选,未入组。');
  });
});

import type { Random } from '../random.ts';
import { ageOn, formatDay } from './calendar.ts';
import type { SampleCase } from './case.ts';
import { columnAt } from './columns.ts';
import { yuanText } from './row.ts';
import { symptomNames } from './symptoms.ts';

/** 人会犯的错:改动已排好的一行。 */
export interface DefectKind {
  name: string;
  /** 应触发的质控规则;可自动修正的写法没有规则。 */
  rule: string | null;
  /** E 不能分组,W 存疑保留,M 读入时可自动修正。 */
  severity: 'E' | 'W' | 'M';
  description: string;
  /** 在全部病例中的占比(万分之几)。 */
  share: number;
  /** 适用病例在全部病例中的大致占比。 */
  among: number;
  applies(c: SampleCase): boolean;
  spoil(cells: string[], c: SampleCase, random: Random): void;
}

const at = columnAt;
const MAIN_DX = at('C03C');
const DX_NAME = at('C04N');
const OTHER_DX = at('C06x01C');
const always = (): boolean => true;
const blank = (code: string) => (cells: string[]) => {
  cells[at(code)] = '';
};
const set = (code: string, value: string) => (cells: string[]) => {
  cells[at(code)] = value;
};
const adult = (c: SampleCase): boolean => c.ageYears >= 18;
const newborn = (c: SampleCase): boolean => c.ageYears === 0 && c.ageDays <= 28;
const incised = (c: SampleCase): boolean => (c.procedures[0]?.incision ?? '') !== '';
const operated = (c: SampleCase): boolean => c.procedures.length > 0;
const principal = (form: RegExp) => (c: SampleCase) => form.test(c.principal.code);
const fenOf = (text: string): number => Math.round(Number(text) * 100);

function kind(
  name: string,
  rule: string | null,
  severity: DefectKind['severity'],
  share: number,
  description: string,
  spoil: DefectKind['spoil'],
  applies: DefectKind['applies'] = always,
  among = 1,
): DefectKind {
  return { name, rule, severity, share, description, spoil, applies, among };
}

const fullWidth = (text: string): string =>
  text.replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0));

/** `2025-06-03 09:05:00` → `2025年6月3日 9时5分`。 */
function spelledOut(text: string): string {
  const [y, m, d, h, min] = text.split(/[- :]/).map(Number);
  return `${y}年${m}月${d}日 ${h}时${min}分`;
}

/** 二月三十日:像日期,但历法里没有。 */
const impossible = (text: string): string => `${text.slice(0, 4)}-02-30${text.slice(10)}`;

export const defectKinds: readonly DefectKind[] = [
  kind('missingPrincipal', 'Q07', 'E', 5, '没有主要诊断', (cells) => {
    cells[MAIN_DX] = '';
    cells[DX_NAME] = '';
  }),
  kind('dischargeBeforeAdmission', 'Q02', 'E', 4, '出院早于入院', (cells, c) => {
    cells[at('B12')] = `${formatDay(c.dischargeDay + 2)} 10:00:00`;
  }),
  kind(
    'maleWithFemaleDiagnosis',
    'Q11',
    'E',
    3,
    '男性有限女性的诊断',
    set('A12C', '1'),
    principal(/^(O|N[789]|C5[3-6]|D25)/),
    0.2,
  ),
  kind(
    'femaleWithMaleDiagnosis',
    'Q12',
    'E',
    2,
    '女性有限男性的诊断',
    set('A12C', '2'),
    principal(/^(N4[0-7]|C61)/),
    0.02,
  ),
  kind('missingSex', 'Q01', 'E', 4, '没有填性别', blank('A12C')),
  kind('missingDepartment', 'Q01', 'E', 3, '没有填出院科别', blank('B16C')),
  kind('feeTotalMismatch', 'Q21', 'E', 6, '总费用与分项合计不符', (cells, _c, random) => {
    cells[at('D01')] = yuanText(fenOf(cells[at('D01')]!) + 10_000 + random.below(200_000));
  }),
  kind(
    'negativeFee',
    'Q21',
    'E',
    4,
    '费用为负',
    (cells) => {
      const fee = fenOf(cells[at('D12')]!);
      cells[at('D12')] = yuanText(-fee);
      cells[at('D01')] = yuanText(fenOf(cells[at('D01')]!) - 2 * fee);
    },
    (c) => c.pattern.shares[1]! > 0 && c.pattern.shares[1]! < 0.2,
  ),
  kind('losWrong', 'Q03', 'W', 7, '住院天数与入出院日期不符', (cells, c) => {
    cells[at('B20')] = String(c.los + 1);
  }),
  kind(
    'ageWrong',
    'Q04',
    'W',
    4,
    '年龄与出生日期不符',
    (cells, c) => {
      cells[at('A14')] = String(c.ageYears - 1);
    },
    adult,
  ),
  kind(
    'missingAgeDays',
    'Q05',
    'E',
    2,
    '不足一周岁没有日龄',
    blank('A16'),
    (c) => c.ageYears === 0 && c.ageDays > 28,
    0.015,
  ),
  kind('missingBirthWeight', 'Q06', 'E', 3, '新生儿没有出生体重', blank('A18x01'), newborn, 0.04),
  kind('malformedCode', 'Q08', 'E', 3, '主要诊断不是编码的形式', (cells) => {
    cells[MAIN_DX] = cells[DX_NAME]!;
  }),
  kind(
    'unknownCode',
    'Q08',
    'W',
    4,
    '其他诊断编码不在字典',
    (cells) => {
      cells[OTHER_DX] = `${cells[OTHER_DX]!.slice(0, 7)}x999`;
    },
    (c) => c.others.length > 0 && c.others[0]!.code.length === 7,
    0.7,
  ),
  kind('nameWithoutCode', 'Q09', 'W', 4, '其他诊断有名称没有编码', blank('C06x01C'), (c) => c.others.length > 0, 0.75),
  kind('procedureDateMissing', 'Q10', 'W', 4, '手术操作没有日期', blank('C16x01'), operated, 0.5),
  kind(
    'perinatalCodeInAdult',
    'Q15',
    'W',
    2,
    '成人以围生期情况作主要诊断',
    (cells) => {
      cells[MAIN_DX] = 'P59.901';
      cells[DX_NAME] = '新生儿高胆红素血症';
    },
    adult,
  ),
  kind(
    'outcomeAsPrincipal',
    'Q16',
    'E',
    2,
    '分娩结局作主要诊断',
    (cells) => {
      cells[MAIN_DX] = 'Z37.000';
      cells[DX_NAME] = '单一活产';
    },
    (c) => c.others[0]?.code === 'Z37.000',
    0.07,
  ),
  kind(
    'symptomPrincipal',
    'Q17',
    'W',
    5,
    '有明确疾病而以症状作主要诊断',
    (cells, c, random) => {
      const symptom = symptomNames[random.below(symptomNames.length)]!;
      cells[MAIN_DX] = symptom.code;
      cells[DX_NAME] = symptom.name;
      cells[OTHER_DX] = c.principal.code;
      cells[OTHER_DX + 1] = c.principal.name;
      cells[OTHER_DX + 2] = '1';
    },
    (c) => adult(c) && /^[A-N]/.test(c.principal.code),
    0.65,
  ),
  kind(
    'externalCauseMissing',
    'Q18',
    'W',
    2,
    '损伤中毒没有外部原因',
    (cells) => {
      cells[at('C12C')] = '';
      cells[at('C13N')] = '';
    },
    principal(/^[ST]/),
    0.07,
  ),
  kind(
    'pathologyMissing',
    'Q19',
    'W',
    2,
    '恶性肿瘤手术没有病理诊断',
    (cells) => {
      cells[at('C09C')] = '';
      cells[at('C10N')] = '';
    },
    (c) => /^C/.test(c.principal.code) && incised(c) && c.pattern.spec.pathology !== undefined,
    0.06,
  ),
  kind('repeatedDiagnosis', 'Q20', 'W', 3, '其他诊断与主要诊断重复', (cells, c) => {
    cells[OTHER_DX] = c.principal.code;
    cells[OTHER_DX + 1] = c.principal.name;
    cells[OTHER_DX + 2] = '1';
  }),
  kind(
    'surgeryFeeMissing',
    'Q22',
    'W',
    2,
    '有手术没有手术治疗费',
    (cells) => {
      const fee = fenOf(cells[at('D20')]!);
      for (const item of ['D20', 'D20x01', 'D20x02']) cells[at(item)] = '0.00';
      cells[at('D19')] = yuanText(fenOf(cells[at('D19')]!) + fee);
    },
    (c) => c.procedures[0]?.incision === '2',
    0.2,
  ),
  kind(
    'anaesthesiaModeMissing',
    'Q23',
    'W',
    3,
    '有麻醉费没有麻醉方式',
    blank('C22x01C'),
    (c) => (c.procedures[0]?.anaesthesia ?? '') !== '',
    0.4,
  ),
  kind(
    'plannedAfterDeath',
    'Q25',
    'E',
    1,
    '死亡病人有再住院计划',
    (cells) => {
      cells[at('B36C')] = '2';
      cells[at('B37')] = '复查';
    },
    (c) => c.died,
    0.012,
  ),
  kind(
    'purposeMissing',
    'Q26',
    'W',
    2,
    '有再住院计划没有目的',
    (cells) => {
      cells[at('B36C')] = '2';
      cells[at('B37')] = '';
    },
    (c) => !c.died,
  ),
  kind('levelMissing', 'Q27', 'W', 3, '主要手术没有级别', blank('C17x01'), incised, 0.4),
  kind(
    'longStay',
    'Q30',
    'W',
    2,
    '住院超过 60 天',
    (cells, c) => {
      const days = 61 + (c.los % 30);
      cells[at('B12')] = `${formatDay(c.dischargeDay - days)} 09:30:00`;
      for (const code of ['C16x01', 'C37x01', 'C37x02']) {
        if (cells[at(code)] !== '') cells[at(code)] = formatDay(c.dischargeDay - days + 1);
      }
      cells[at('B20')] = String(days);
    },
    (c) => adult(c) && c.patient.visits === 1 && ageOn(c.patient.birthDay, c.dischargeDay - 91) === c.ageYears,
  ),
  kind('absentOnAdmission', 'Q31', 'W', 3, '主要诊断的入院病情是“无”', set('C05C', '4')),
  kind('fullWidthDigits', null, 'M', 4, '全角数字', (cells) => {
    cells[MAIN_DX] = fullWidth(cells[MAIN_DX]!);
    cells[at('B20')] = fullWidth(cells[at('B20')]!);
  }),
  kind('spelledOutDate', null, 'M', 4, '日期写成年月日', (cells) => {
    cells[at('B12')] = spelledOut(cells[at('B12')]!);
    cells[at('B15')] = spelledOut(cells[at('B15')]!);
  }),
  kind('impossibleDate', 'F', 'E', 2, '入院时间不是日期', (cells) => {
    cells[at('B12')] = impossible(cells[at('B12')]!);
  }),
];

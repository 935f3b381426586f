import type { SharedCase } from './proof-types.ts';

/** 分组要看的事实的中文名与写法;编码另列。 */
const FACTS: Record<string, { label: string; unit?: string; values?: Record<string, string> }> = {
  sex: { label: '性别', values: { 1: '男', 2: '女' } },
  age: { label: '年龄', unit: '岁' },
  ageDays: { label: '日龄', unit: '天' },
  birthWeight: { label: '出生体重', unit: '克' },
  admissionWeight: { label: '入院体重', unit: '克' },
  los: { label: '住院', unit: '天' },
  dischargeType: {
    label: '离院方式',
    values: { 1: '医嘱离院', 2: '医嘱转院', 3: '转社区', 4: '非医嘱离院', 5: '死亡', 9: '其他' },
  },
  department: { label: '出院科别' },
  ventilatorHours: { label: '呼吸机', unit: '小时' },
  icuHours: { label: '重症监护', unit: '小时' },
  crrtHours: { label: 'CRRT', unit: '小时' },
  daySurgery: { label: '日间手术', values: { true: '是', false: '否' } },
  newTechnique: { label: '新技术', values: { true: '是', false: '否' } },
};

export const factTexts = (facts: SharedCase['case']): string[] =>
  Object.entries(FACTS).flatMap(([name, { label, unit, values }]) => {
    const value = facts[name];
    if (value === undefined || value === null) return [];
    const text = String(value);
    return [`${label} ${values?.[text] ?? (unit ? `${text} ${unit}` : text)}`];
  });

/** 代码的中文名,只用于显示;没有的代码照原样显示。 */
const PAYERS: Record<string, string> = {
  '01': '城镇职工基本医疗保险',
  '02': '城乡居民基本医疗保险',
  '03': '新型农村合作医疗',
  '04': '贫困救助',
  '05': '商业医疗保险',
  '06': '全公费',
  '07': '全自费',
  '08': '其他社会保险',
  '99': '其他',
  '310': '城镇职工基本医疗保险',
  '390': '城乡居民基本医疗保险',
};
const DISCHARGE_MODES: Record<string, string> = {
  '1': '医嘱离院',
  '2': '医嘱转院',
  '3': '转社区/乡镇卫生院',
  '4': '非医嘱离院',
  '5': '死亡',
  '9': '其他',
};
const STATUSES: Record<string, string> = {
  grouped: '入组',
  ambiguous: '歧义',
  'no-mdc': '未入组（无MDC）',
  'no-adrg': '未入组（无ADRG）',
};
const RISKS = ['无死亡', '低风险', '中低风险', '中高风险', '高风险'];
const SEXES: Record<number, string> = { 1: '男', 2: '女' };

const label = (names: Record<string, string>) => (code: string | null) =>
  code === null ? null : (names[code] ?? code);

export const payerName = (code: string | null): string | null =>
  code === null ? null : (PAYERS[code] ?? PAYERS[`0${code}`] ?? code);
export const dischargeModeName = label(DISCHARGE_MODES);
export const statusName = (status: string): string => STATUSES[status] ?? status;
export const riskName = (tier: number | null): string | null => (tier === null ? null : (RISKS[tier] ?? null));
export const sexName = (sex: number | null): string | null => (sex === null ? null : (SEXES[sex] ?? '未知'));

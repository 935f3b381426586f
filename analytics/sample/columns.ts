/** 样例文件的列:HQMS 代码与病案首页上的中文名。 */
export interface SampleColumn {
  code: string;
  name: string;
}

/** 其他诊断与其他手术操作各留几组列。 */
export const OTHER_DIAGNOSES = 8;
export const OTHER_PROCEDURES = 4;

const basic = `A01 组织机构代码,A02 医疗机构名称,A48 病案号,A49 住院次数,A46C 医疗付费方式,A12C 性别,A13 出生日期,A14 年龄,A16 不足1周岁的年龄(天),A18x01 新生儿出生体重,A17 新生儿入院体重,B11C 入院途径,B12 入院时间,B13C 入院科别,B14 入院病房,B15 出院时间,B16C 出院科别,B17 出院病房,B20 实际住院天数,C01C 门(急)诊诊断编码,C02N 门(急)诊诊断名称,C03C 主要诊断编码,C04N 主要诊断名称,C05C 主要诊断入院病情`;
const pathology = `C09C 病理诊断编码,C10N 病理诊断名称,C11 病理号,C12C 损伤中毒外部原因编码,C13N 损伤中毒外部原因名称`;
const mainProcedure = `C14x01C 主要手术操作编码,C15x01N 主要手术操作名称,C16x01 主要手术操作日期,C17x01 主要手术操作级别,C18x01 主要手术操作术者,C21x01C 主要手术操作切口愈合等级,C22x01C 主要手术操作麻醉方式`;
const departure = `C34C 死亡患者尸检,B22 科主任,B23 主任(副主任)医师,B24 主治医师,B25 住院医师,B26 责任护士,B34C 离院方式,B35 拟接收医疗机构名称,B36C 31天内再住院计划,B37 31天内再住院目的`;
const fees = `D01 总费用,D09 自付金额,D11 一般医疗服务费,D12 一般治疗操作费,D13 护理费,D14 其他费用,D15 病理诊断费,D16 实验室诊断费,D17 影像学诊断费,D18 临床诊断项目费,D19 非手术治疗项目费,D19x01 临床物理治疗费,D20 手术治疗费,D20x01 麻醉费,D20x02 手术费,D21 康复费,D22 中医治疗费,D23 西药费,D23x01 抗菌药物费,D24 中成药费,D25 中草药费,D26 血费,D27 白蛋白类制品费,D28 球蛋白类制品费,D29 凝血因子类制品费,D30 细胞因子类制品费,D31 检查用一次性医用材料费,D32 治疗用一次性医用材料费,D33 手术用一次性医用材料费,D34 其他费`;

const two = (n: number): string => String(n).padStart(2, '0');

function listed(text: string): SampleColumn[] {
  return text.split(',').map((entry) => {
    const gap = entry.indexOf(' ');
    return { code: entry.slice(0, gap), name: entry.slice(gap + 1) };
  });
}

/** 各组的列交错排列:一组其他诊断占编码、名称、入院病情三列。 */
function repeated(count: number, group: (i: number) => string): SampleColumn[] {
  return Array.from({ length: count }, (_, i) => listed(group(i + 1))).flat();
}

export const sampleColumns: readonly SampleColumn[] = [
  ...listed(basic),
  ...repeated(
    OTHER_DIAGNOSES,
    (i) => `C06x${two(i)}C 其他诊断编码${i},C07x${two(i)}N 其他诊断名称${i},C08x${two(i)}C 其他诊断入院病情${i}`,
  ),
  ...listed(pathology),
  ...listed(mainProcedure),
  ...repeated(
    OTHER_PROCEDURES,
    (i) =>
      `C35x${two(i)}C 其他手术操作编码${i},C36x${two(i)}N 其他手术操作名称${i},C37x${two(i)} 其他手术操作日期${i},C38x${two(i)} 其他手术操作级别${i}`,
  ),
  ...listed(departure),
  ...listed(fees),
];

const positions = new Map(sampleColumns.map((column, i) => [column.code, i]));

/** 列在行中的位置。 */
export function columnAt(code: string): number {
  const at = positions.get(code);
  if (at === undefined) throw new RangeError(`样例没有列 ${code}`);
  return at;
}

export type HeaderDialect = 'hqms' | 'chinese';

export function sampleHeader(dialect: HeaderDialect): string[] {
  return sampleColumns.map((column) => (dialect === 'hqms' ? column.code : column.name));
}

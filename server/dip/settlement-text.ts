import { insuranceNames } from '../../analytics/dip/insurance-kind.ts';
import { displayWidth } from '../../reports/workbook/text.ts';
import type { Settlement } from '../../sql/read-models/dip/settlement.read-model.ts';
import { presentSettlement } from './present-settlement.ts';

type Presented = ReturnType<typeof presentSettlement>;
type Insurance = Presented['insurances'][number];

const LABEL = 36;
const CELL = 18;

const padded = (text: string, width: number) => text + ' '.repeat(Math.max(1, width - displayWidth(text)));
const right = (text: string, width: number) => ' '.repeat(Math.max(1, width - displayWidth(text))) + text;

/** 结算的逐行文字,给命令行看。 */
export function settlementText(settled: Settlement): string[] {
  const { period, basisName, region, runs, insurances, others } = presentSettlement(settled);
  return [
    `${period.label} DIP 结算(${region}),${basisName};运行 ${runs.map(({ id, catalogue }) => `${id} ${catalogue}`).join('、')}`,
    ...insurances.flatMap(insuranceText),
    `不由 DIP 结算的病例 ${others.cases} 例(自费、商业保险等)`,
  ];
}

function insuranceText(one: Insurance): string[] {
  const { counts } = one;
  const head = `【${insuranceNames[one.insurance]}】病例 ${counts.cases},入组 ${counts.matched},未入组 ${counts.ungrouped},不能匹配 ${counts.unmatched},待运行 ${counts.pending},缺个人负担 ${counts.withoutBurden},进结算 ${counts.settled}`;
  if (one.reason !== null) return ['', head, `  不能结算:${one.reason}`];
  return [
    '',
    head,
    `  点值来源:${one.pointValueOrigin}`,
    `  ${padded('', LABEL)}${['低', '基准', '高'].map((end) => right(end, CELL)).join('')}  主要驱动因素`,
    ...one.figures.map(figureText),
  ];
}

function figureText({ label, low, base, high, driver, reason }: Insurance['figures'][number]): string {
  const head = `  ${padded(label, LABEL)}`;
  if (base === null) return `${head}${right('—', CELL)}  ${reason}`;
  return `${head}${[low, base, high].map((value) => right(value!, CELL)).join('')}  ${driver ?? '(无不确定的假设)'}`;
}

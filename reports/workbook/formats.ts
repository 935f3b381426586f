/** 数字格式与对齐,按列的含义取名;报表的列只引用名字。 */
export interface CellFormat {
  readonly numFmt: string;
  readonly align: 'left' | 'right' | 'center';
  readonly wrap?: boolean;
  /** 左缩进,使文字不贴边框。 */
  readonly indent?: number;
  /** 没有指定列宽时的最小宽度。 */
  readonly width: number;
}

export const formats = {
  /** 文本与编码一律是文本格式:以 = + - @ 开头的内容再次编辑也不会变成公式。 */
  text: { numFmt: '@', align: 'left', indent: 1, width: 8 },
  wrapped: { numFmt: '@', align: 'left', indent: 1, wrap: true, width: 8 },
  label: { numFmt: '@', align: 'center', width: 6 },
  date: { numFmt: 'yyyy-mm-dd', align: 'center', width: 11.5 },
  serial: { numFmt: '0', align: 'center', width: 6 },
  count: { numFmt: '#,##0', align: 'right', width: 9 },
  coverCount: { numFmt: '#,##0', align: 'left', indent: 1, width: 9 },
  share: { numFmt: '0.00%', align: 'right', width: 9 },
  index: { numFmt: '0.00', align: 'right', width: 8.5 },
  index4: { numFmt: '0.0000', align: 'right', width: 9.5 },
  weight: { numFmt: '#,##0.00', align: 'right', width: 11 },
  weight4: { numFmt: '0.0000', align: 'right', width: 9 },
  days: { numFmt: '0.0', align: 'right', width: 8.5 },
  /** 元与万元同一写法,单位在表头。 */
  money: { numFmt: '#,##0.00', align: 'right', width: 11 },
  /** 结余为正,超支为红并带负号(黑白打印仍可辨)。 */
  profit: { numFmt: '#,##0.00;[Red]-#,##0.00;0.00', align: 'right', width: 11 },
  profitShare: { numFmt: '0.00%;[Red]-0.00%;0.00%', align: 'right', width: 9 },
  /** 环比、同比:箭头给出方向,不靠颜色。 */
  change: { numFmt: '"▲"0.00%;"▼"0.00%;0.00%', align: 'right', width: 10 },
  /** 比例的变化以百分点计。 */
  points: { numFmt: '"▲"0.00"个百分点";"▼"0.00"个百分点";0.00"个百分点"', align: 'right', width: 16 },
  decimal: { numFmt: '#,##0.0000', align: 'right', width: 12 },
  /** 带正负号的小量。 */
  signed4: { numFmt: '+0.0000;-0.0000;0.0000', align: 'right', width: 10 },
  /** 原样的数,不定小数位。 */
  plainNumber: { numFmt: 'General', align: 'right', width: 9 },
} as const satisfies Record<string, CellFormat>;

export type FormatName = keyof typeof formats;

import type { Style } from 'exceljs';
import type { ExcelPackage } from './exceljs-package.ts';
import { type CellFormat, type FormatName, formats } from './formats.ts';

const INK = 'FF1F2937';
const FAINT = 'FF6B7280';
const HAIR = { style: 'thin' as const, color: { argb: 'FFB8C2CC' } };
const GRID = { top: HAIR, bottom: HAIR, left: HAIR, right: HAIR };
const song = (size: number, more: object = {}) => ({ name: '宋体', size, color: { argb: INK }, ...more });
const hei = (size: number, more: object = {}) => ({ name: '黑体', size, bold: true, color: { argb: INK }, ...more });
const solid = (argb: string) => ({ type: 'pattern' as const, pattern: 'solid' as const, fgColor: { argb } });

/** 单元格的角色:决定字体、底色、边框;数字格式与对齐另由格式名给出。 */
export const roles = {
  title: { font: hei(16), alignment: { horizontal: 'centerContinuous', vertical: 'middle' } },
  note: { font: song(9, { color: { argb: FAINT } }), alignment: { vertical: 'middle' } },
  unit: { font: song(9, { color: { argb: FAINT } }), alignment: { horizontal: 'right', vertical: 'middle' } },
  paragraph: { font: song(11), alignment: { horizontal: 'left', vertical: 'top', wrapText: true } },
  section: { font: hei(11), alignment: { horizontal: 'left', vertical: 'middle' } },
  header: {
    font: song(10, { bold: true }),
    fill: solid('FFDCE6F0'),
    border: GRID,
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  },
  baseHeader: {
    font: song(9, { color: { argb: FAINT } }),
    fill: solid('FFF1F3F5'),
    border: GRID,
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  },
  body: { font: song(10), border: GRID, alignment: { vertical: 'middle' } },
  base: { font: song(9, { color: { argb: FAINT } }), border: GRID, alignment: { vertical: 'middle' } },
  total: {
    font: song(10, { bold: true }),
    fill: solid('FFF4F7FA'),
    border: { ...GRID, top: { style: 'double', color: { argb: 'FF4B5563' } } },
    alignment: { vertical: 'middle' },
  },
  /** 封面左栏。 */
  field: {
    font: song(11, { bold: true }),
    fill: solid('FFEEF2F6'),
    border: GRID,
    alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
  },
  /** 封面右栏。 */
  value: {
    font: song(11),
    border: GRID,
    alignment: { horizontal: 'left', vertical: 'middle', wrapText: true, indent: 1 },
  },
  /** 可由使用者改的格:阈值。 */
  input: { font: song(10, { bold: true }), fill: solid('FFFFF8E1'), border: GRID, alignment: { vertical: 'middle' } },
  signOff: { font: song(11), alignment: { vertical: 'middle' } },
} as const satisfies Record<string, Partial<Style>>;

export type Role = keyof typeof roles;

/** 条件格式的外观:底色之外一律有箭头或文字,黑白打印也看得出。 */
export const alerts = {
  red: { font: { bold: true, color: { argb: 'FF9C0006' } }, fill: tint('FFFFC7CE') },
  amber: { font: { color: { argb: 'FF7A4B00' } }, fill: tint('FFFFE9B8') },
  green: { font: { color: { argb: 'FF0B5A2A' } }, fill: tint('FFDDF2E3') },
  grey: { font: { italic: true, color: { argb: 'FF9CA3AF' } } },
};

/** 条件格式里的实底要写在背景色上(与普通单元格相反)。 */
function tint(argb: string) {
  return { type: 'pattern' as const, pattern: 'solid' as const, bgColor: { argb }, fgColor: { argb } };
}

/** 角色与格式 → 样式编号;同一组合只登记一次。 */
export class StyleSheet {
  readonly #ids = new Map<string, number>();

  constructor(private readonly excel: ExcelPackage) {}

  id(role: Role, format?: FormatName): number {
    const key = `${role}/${format ?? ''}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.excel.styles.addStyleModel(styleOf(role, format));
    this.#ids.set(key, id);
    return id;
  }
}

function styleOf(role: Role, format?: FormatName): Partial<Style> {
  const base: Partial<Style> = roles[role];
  if (!format) return { ...base };
  const { numFmt, align, wrap = false, indent = 0 }: CellFormat = formats[format];
  return {
    ...base,
    numFmt,
    alignment: { vertical: 'middle', ...base.alignment, horizontal: align, wrapText: wrap, indent },
  };
}

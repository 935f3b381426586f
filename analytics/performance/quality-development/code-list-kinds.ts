/** 编码清单的种类:重点监测病种等,可装载、有版本与生效日;`axis` 是每一项用哪种编码。 */
export const CODE_LIST_KINDS = {
  'monitored-disease': { name: '重点监测病种', axis: 'diagnosis', about: '主要诊断在编码范围内即属该病种' },
  'tcm-advantage': { name: '中医优势病种', axis: 'diagnosis', about: '主要诊断在编码范围内即属该病种' },
  'low-risk-disease': { name: '低风险病种', axis: 'diagnosis', about: '主要诊断在编码范围内即属该病种' },
  complication: { name: '手术并发症', axis: 'diagnosis', about: '入院病情为「无」的诊断在编码范围内即为并发症' },
  'minimally-invasive': { name: '微创手术', axis: 'procedure', about: '任一手术编码在编码范围内即为微创手术' },
  'level-4-surgery': { name: '四级手术', axis: 'procedure', about: '任一手术编码在编码范围内即为四级手术' },
} as const satisfies Record<string, { name: string; axis: 'diagnosis' | 'procedure'; about: string }>;

export type CodeListKind = keyof typeof CODE_LIST_KINDS;
export type CodeAxis = 'diagnosis' | 'procedure';

/** 清单的一项:编号、名称与编码范围(前缀 `I21` 或闭区间 `C00-C97`)。 */
export interface CodeListItem {
  readonly code: string;
  readonly name: string;
  readonly ranges: readonly string[];
  /** 该病种的标杆住院日(天)与标杆费用(元);专科能力指数用,可不给。 */
  readonly benchmarkLos: number | null;
  readonly benchmarkCost: number | null;
}

export interface CodeListAbout {
  readonly kind: CodeListKind;
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly effectiveFrom: string;
  readonly effectiveBefore: string | null;
}

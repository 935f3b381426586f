/** 方案体检的一条发现。`error`:分组结果会不确定,方案不装载;`warning`:照常装载,但应知道。 */
export interface SchemeFinding {
  readonly level: 'error' | 'warning';
  /** 稳定的机器码,如 `condition-syntax`。 */
  readonly code: string;
  /** 表名,如 `adrg`;整个方案的事为 `scheme`。 */
  readonly table: string;
  /** 出处:文件或工作表,如 `adrg/02-mdcb.csv`。 */
  readonly source: string;
  /** 在出处中的行号,表头是第 1 行;不属于某一行时为 null。 */
  readonly row: number | null;
  /** 中文:哪里不对、有什么后果。 */
  readonly message: string;
}

/** 一行数据的出处。 */
export interface RowPlace {
  readonly table: string;
  readonly source: string;
  readonly row: number | null;
}

/** 收集发现;规则只管说,不管怎样呈现。 */
export class FindingList {
  readonly all: SchemeFinding[] = [];

  error(code: string, at: RowPlace, message: string): void {
    this.add('error', code, at, message);
  }

  warning(code: string, at: RowPlace, message: string): void {
    this.add('warning', code, at, message);
  }

  private add(level: SchemeFinding['level'], code: string, at: RowPlace, message: string): void {
    this.all.push({ level, code, table: at.table, source: at.source, row: at.row, message });
  }
}

/** 发现的给人看的一行:`错误 adrg.csv 第 12 行:……`。 */
export function findingText(finding: SchemeFinding): string {
  const place = finding.row === null ? finding.source : `${finding.source} 第 ${finding.row} 行`;
  return `${finding.level === 'error' ? '错误' : '提醒'} ${place}:${finding.message}`;
}

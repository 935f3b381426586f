import {
  type DepartmentHistory,
  type DepartmentLink,
  type DepartmentTerm,
  EARLIEST,
} from '../../analytics/performance/department-history.ts';
import { FileProblem } from '../intake/files/file-problem.ts';
import { type HeaderRow, readHeaderTable } from '../quality-development/header-table.ts';

const COLUMNS = {
  code: ['科室编码', '编码', 'code'],
  name: ['科室名称', '名称', 'name'],
  from: ['启用日', '启用日期', 'valid_from'],
  before: ['停用日', '停用日期', 'valid_before'],
  to: ['去向科室编码', '去向科室', '去向', 'to'],
  kind: ['变动', '变动方式', 'kind'],
  effectiveOn: ['生效日', '变动生效日', 'effective_on'],
  ward: ['病区', 'ward'],
  note: ['说明', '备注', 'note'],
} as const;
type Column = keyof typeof COLUMNS;
type Row = HeaderRow<Column>;

/** 变动的写法;页面与文件相同。 */
const KINDS: Readonly<Record<string, DepartmentLink['kind']>> = { 更名: 'renamed', 合并: 'merged', 拆分: 'split' };
const MAX_ROWS = 5_000;

/** 读科室历史文件(xlsx 或 CSV):一行一段名称、一次变动,或两者都写。 */
export async function readDepartmentFile(path: string): Promise<DepartmentHistory> {
  const rows = await readHeaderTable<Column>(path, {
    columns: COLUMNS,
    required: ['code'],
    maxRows: MAX_ROWS,
    fix: `首行列名请用 ${Object.values(COLUMNS)
      .map(([name]) => name)
      .join('、')}。`,
  });
  return { departments: rows.flatMap(termOf), links: rows.flatMap(linkOf) };
}

function termOf({ cell }: Row): DepartmentTerm[] {
  if (cell('name') === '') return [];
  return [
    {
      code: cell('code'),
      name: cell('name'),
      validFrom: cell('from') || EARLIEST,
      validBefore: cell('before') || null,
    },
  ];
}

function linkOf({ row, cell }: Row): DepartmentLink[] {
  if (cell('to') === '') return [];
  const kind = KINDS[cell('kind')];
  if (!kind) {
    throw new FileProblem({
      code: 'department-kind',
      message: `第 ${row} 行:变动「${cell('kind')}」不认识。`,
      fix: `请写 ${Object.keys(KINDS).join('、')} 之一。`,
    });
  }
  return [
    {
      from: cell('code'),
      ward: cell('ward'),
      to: cell('to'),
      effectiveOn: cell('effectiveOn') || cell('before'),
      kind,
      note: cell('note'),
    },
  ];
}

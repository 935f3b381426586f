/**
 * 照说明的字面写的分组器:逐行逐字判定,不编译、不建索引、不用产品的任何代码,只作对照。
 * 表是 CSV 文本(格中没有逗号与引号),病例是 列名 → 文本。
 */
export type CsvTables = Readonly<Record<string, string>>;
export type CaseTexts = Readonly<Record<string, string>>;
export interface NaiveResult {
  readonly mdc: string;
  readonly adrg: string;
  readonly drg: string;
}

type Row = Record<string, string>;

export function naiveGrouper(tables: CsvTables): (c: CaseTexts) => NaiveResult {
  const pack = Object.fromEntries(Object.entries(tables).map(([name, text]) => [name, rowsOf(text)]));
  const rows = (name: string) => pack[name] ?? [];
  const inOrder = (name: string) =>
    rows(name)
      .map((row, i) => ({ row, i }))
      .sort((a, b) => Number(a.row.order) - Number(b.row.order) || a.i - b.i)
      .map(({ row }) => row);
  const mdcs = inOrder('mdc');
  const adrgs = inOrder('adrg');
  const drgs = inOrder('drg');
  const ruleOf = (row: Row) => row.rule ?? '';
  return (c) => {
    for (const mdc of mdcs) {
      const ownDx = rows('mdc_diagnosis').filter((row) => row.mdc === mdc.mdc);
      const sites = () =>
        new Set(codesIn(c.diagnoses!).flatMap((code) => ownDx.filter((r) => fits(code, r)).map((r) => r.site)));
      const world = { c, rows, sites: () => [...sites()].filter((site) => site !== '').length };
      if (!holds(mdc.condition!, { ...world, list: (name) => (name === 'dx' ? ownDx : []) })) continue;
      for (const adrg of adrgs.filter((row) => row.mdc === mdc.mdc)) {
        const own = rows('adrg_code').filter((row) => row.adrg === adrg.adrg && ruleOf(row) === ruleOf(adrg));
        const scope = { ...world, list: (name: string) => own.filter((row) => row.list === name) };
        if (!holds(adrg.condition!, scope)) continue;
        const found = { mdc: mdc.mdc!, adrg: adrg.adrg! };
        if (adrg.kind === 'ambiguous') return { ...found, drg: adrg.adrg! };
        const drg = drgs
          .filter((row) => row.adrg === adrg.adrg && ruleOf(row) === ruleOf(adrg))
          .find((row) => holds(row.condition!, scope));
        return { ...found, drg: drg?.drg ?? adrg.adrg! };
      }
    }
    return { mdc: '0000', adrg: '00', drg: '0000' };
  };
}

function rowsOf(text: string): Row[] {
  const [header, ...lines] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(','));
  return lines.map((cells) => Object.fromEntries(header!.map((name, i) => [name, cells[i] ?? ''])));
}

const codesIn = (text: string) => (text === '' ? [] : text.split('|'));

function fits(code: string, row: Row): boolean {
  const listed = row.code ?? row.main_dx ?? '';
  if (row.match === 'prefix') return code.startsWith(listed);
  if (row.match !== 'range') return code === listed;
  const [from, to] = listed.split('-') as [string, string];
  return code.slice(0, from.length) >= from && code.slice(0, to.length) <= to;
}

interface World {
  readonly c: CaseTexts;
  readonly rows: (table: string) => Row[];
  readonly list: (name: string) => Row[];
  readonly sites: () => number;
}

/** 条件照字面求值:or 最松,and 其次,not 再次。 */
function holds(text: string, world: World): boolean {
  const words = text.match(/'[^']*'|==|!=|<=|>=|<|>|\(|\)|-?\d+(\.\d+)?|\w+/g) ?? [];
  let at = 0;
  const or = (): boolean => {
    let value = and();
    while (words[at] === 'or') {
      at++;
      value = and() || value;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (words[at] === 'and') {
      at++;
      value = not() && value;
    }
    return value;
  };
  const not = (): boolean => {
    if (words[at] !== 'not') return simple();
    at++;
    return !not();
  };
  const simple = (): boolean => {
    const word = words[at++]!;
    if (word === '(') {
      const value = or();
      at++;
      return value;
    }
    if (word === 'true') return true;
    if (word === 'mcc' || word === 'cc') return complication(word.toUpperCase(), world);
    if (word === 'has_dx' || word === 'has_proc') {
      const code = words[at + 1]!.slice(1, -1);
      at += 3;
      return codesIn(world.c[word === 'has_dx' ? 'diagnoses' : 'procedures']!).includes(code);
    }
    const [operator, right] = [words[at]!, words[at + 1]!];
    at += 2;
    if (operator === 'in') return member(word, right, world);
    return compare(factOf(word, world), operator, right);
  };
  return or();
}

function member(place: string, list: string, { c, rows, list: own }: World): boolean {
  const [position, axis] = place.split('_');
  const codes = codesIn(c[axis === 'dx' ? 'diagnoses' : 'procedures']!);
  const seen = position === 'main' ? codes.slice(0, 1) : position === 'other' ? codes.slice(1) : codes;
  const entries = list === 'valid' ? rows('valid_procedure') : own(list);
  return seen.some((code) => entries.some((row) => fits(code, row)));
}

/** 其他诊断是这一级,且不是「主要诊断有排除表、正是它的那张」。 */
function complication(level: string, { c, rows }: World): boolean {
  const [main = '', ...others] = codesIn(c.diagnoses!);
  const excluding = rows('exclusion').find((row) => fits(main, row))?.exclusion_table;
  return others.some((code) => {
    const row = rows('complication').find((r) => fits(code, r));
    return row?.level === level && !(excluding !== undefined && excluding === row.exclusion_table);
  });
}

const FACTS: Readonly<Record<string, string>> = {
  weight: 'birth_weight_g',
  admission_weight: 'admission_weight_g',
  los: 'los_days',
  dept: 'department',
};

function factOf(name: string, { c, sites }: World): string {
  return name === 'sites' ? String(sites()) : (c[FACTS[name] ?? name] ?? '');
}

function compare(actual: string, operator: string, right: string): boolean {
  if (actual === '') return false;
  const [a, b] = right.startsWith("'") ? [actual, right.slice(1, -1)] : [Number(actual), Number(right)];
  switch (operator) {
    case '==':
      return a === b;
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    default:
      return a >= b;
  }
}

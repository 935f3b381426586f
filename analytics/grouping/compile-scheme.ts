import { CandidateIndex } from './candidate-index.ts';
import { CaseContext } from './case-context.ts';
import { compileDiagnoses, compileProcedures } from './compile-codes.ts';
import { type ConditionScope, compileCondition } from './compile-condition.ts';
import type { CompiledCondition, CompiledDrg, CompiledMdc, CompiledRule, CompiledScheme } from './compiled-scheme.ts';
import { looksAtProceduresOnly } from './condition-logic.ts';
import type { FactRows } from './fact-rows.ts';
import { type GroupingResult, type GroupingStatus, UNGROUPED_DRG } from './grouping-case.ts';
import { ListRegistry, mdcOwner, ruleOwner } from './list-registry.ts';
import { type SchemeDirectory, schemeDirectory } from './scheme-directory.ts';
import {
  type AdrgRow,
  type DrgRow,
  groupRows,
  type MdcRow,
  type RowCondition,
  ruleKey,
  type SchemePack,
} from './scheme-pack.ts';

/**
 * 把方案包编成可判定病例的方案;包须已经体检无误(见 scheme-lint.ts)。
 * @throws RangeError 包里还有读不成的条件。
 */
export function compileScheme(pack: SchemePack): CompiledScheme {
  const lists = new ListRegistry();
  const directory = schemeDirectory(pack);
  const compiler = new SchemeCompiler(pack, lists, directory);
  const mdcs = compiler.mdcs();
  // 条件编完,用到的清单才齐,字典只装这些清单。
  const diagnoses = compileDiagnoses(pack, lists);
  const procedures = compileProcedures(pack, lists);
  compiler.diagnosisFacts = diagnoses.facts;
  return {
    ...directory,
    meta: pack.meta,
    id: pack.meta.id,
    version: pack.meta.version,
    name: pack.meta.name,
    mdcs,
    mdcWords: wordsFor(mdcs.length),
    diagnoses,
    procedures,
    byMainDx: new CandidateIndex(mdcs, 'dx', diagnoses),
    byMainProc: new CandidateIndex(mdcs, 'proc', procedures),
    context: new CaseContext(diagnoses, procedures),
  };
}

const wordsFor = (bits: number) => Math.ceil(bits / 32);

class SchemeCompiler {
  private readonly rulesOf: Map<string, AdrgRow[]>;
  private readonly drgsOf: Map<string, DrgRow[]>;
  /** 字典建好后补上;只有数部位的条件在判定时用到。 */
  diagnosisFacts: FactRows | null = null;

  constructor(
    private readonly pack: SchemePack,
    private readonly lists: ListRegistry,
    private readonly directory: SchemeDirectory,
  ) {
    this.rulesOf = groupRows(pack.adrgs, (row) => row.mdc);
    this.drgsOf = groupRows(pack.drgs, ruleKey);
  }

  mdcs(): CompiledMdc[] {
    let firstWord = wordsFor(this.pack.mdcs.length);
    return this.pack.mdcs.map((row, index) => {
      const mdc = this.mdc(row, index, firstWord);
      firstWord += mdc.wordCount;
      return mdc;
    });
  }

  private mdc(row: MdcRow, index: number, firstWord: number): CompiledMdc {
    const condition = this.condition(row.condition, mdcOwner(row.mdc), row.mdc, index);
    const rules = (this.rulesOf.get(row.mdc) ?? []).map((rule) => this.rule(rule, index));
    return {
      index,
      code: row.mdc,
      name: this.directory.mdcName(row.mdc),
      condition,
      preliminary: looksAtProceduresOnly(condition.tree),
      rules,
      firstWord,
      wordCount: wordsFor(rules.length),
      withoutAdrg: result('no-adrg', row.mdc, null, UNGROUPED_DRG),
    };
  }

  private rule(row: AdrgRow, mdcIndex: number): CompiledRule {
    const { adrg, rule, kind, mdc } = row;
    const drgs = (this.drgsOf.get(ruleKey(row)) ?? []).map((drg) => this.drg(drg, row, mdcIndex));
    const status = kind === 'ambiguous' ? 'ambiguous' : 'grouped';
    const condition = this.condition(row.condition, ruleOwner(adrg, rule), adrg, mdcIndex);
    const name = this.directory.adrgName(adrg);
    return { adrg, name, rule, kind, condition, drgs, ownResult: result(status, mdc, adrg, adrg) };
  }

  private drg(row: DrgRow, { adrg, rule, mdc }: AdrgRow, mdcIndex: number): CompiledDrg {
    return {
      code: row.drg,
      name: this.directory.drgName(row.drg),
      condition: this.condition(row.condition, ruleOwner(adrg, rule), adrg, mdcIndex),
      result: result('grouped', mdc, adrg, row.drg),
    };
  }

  private condition({ text, tree }: RowCondition, owner: string, home: string, mdc: number): CompiledCondition {
    if (tree === null) throw new RangeError(`条件「${text}」读不成,方案须先体检`);
    const scope: ConditionScope = {
      listOf: (node) => this.lists.numberFor(node, owner),
      siteCell: () => this.diagnosisFacts!.siteCell(mdc),
    };
    return { text, home, tree, scope, holds: compileCondition(tree, scope) };
  }
}

/** 同一去向的病例共用一个结果对象,判定时不再分配。 */
function result(status: GroupingStatus, mdc: string | null, adrg: string | null, drg: string): GroupingResult {
  return Object.freeze({ status, mdc, adrg, drg });
}

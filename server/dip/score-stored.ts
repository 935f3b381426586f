import type { AuxiliaryFacts } from '../../analytics/dip/auxiliary-condition.ts';
import { type DipCaseResult, type DipInput, scoreCase } from '../../analytics/dip/case-result.ts';
import { caseComplications } from '../../analytics/grouping/case-complications.ts';
import { conditionNodes } from '../../analytics/grouping/condition-tree.ts';
import type { GroupingCase } from '../../analytics/grouping/grouping-case.ts';
import { parseYuan } from '../../analytics/money.ts';
import { copyBlock } from '../../sql/bulk-load.ts';
import type { Db } from '../../sql/database.ts';
import {
  type CasesToScore,
  casesToScore,
  DIP_RESULT_COLUMNS,
  dipResultRow,
  SCORED_FACTS,
} from '../../sql/stores/dip-case.store.ts';
import { UNIT } from '../../sql/stores/stored-cases.ts';
import type { LiveScheme } from '../grouping/live-scheme.ts';
import type { LiveSchemes } from '../grouping/live-schemes.ts';
import { caseOfLine } from '../grouping/stored-case.ts';
import type { OpenRegion } from './live-regions.ts';

const FEE_AT = SCORED_FACTS.indexOf('total_fee');

/**
 * 已存的病例 → 匹配的输入。编码先经出院日施行的对照,与 DRG 分组看到的是同一套;
 * 区域有辅助目录时才给出事实,并发症按出院日施行的分组方案。
 */
export class StoredDipCases {
  private readonly needsFacts: boolean;
  private readonly needsComplications: boolean;

  constructor(
    readonly region: OpenRegion,
    private readonly schemes: LiveSchemes,
  ) {
    const rows = region.pack.auxiliary;
    this.needsFacts = rows.length > 0;
    this.needsComplications = rows.some(({ condition }) =>
      [...conditionNodes(condition)].some(({ kind }) => kind === 'complication'),
    );
  }

  input(stored: GroupingCase, dischargedOn: string | null, totalFee: string | null): DipInput {
    const scheme = this.schemes.schemeFor(dischargedOn);
    const facts = scheme.codes.convert(stored, dischargedOn);
    const totalCost = totalFee === null || totalFee === '' ? null : parseYuan(totalFee);
    return {
      diagnoses: facts.diagnoses,
      procedures: facts.procedures,
      totalCost,
      ...(this.needsFacts && { facts: this.auxiliaryFacts(facts, scheme) }),
    };
  }

  score(facts: GroupingCase, dischargedOn: string | null, totalFee: string | null): DipCaseResult {
    return scoreCase(this.region.compiled, this.input(facts, dischargedOn, totalFee));
  }

  private auxiliaryFacts(facts: GroupingCase, { compiled }: LiveScheme): AuxiliaryFacts {
    return this.needsComplications ? { ...facts, complications: caseComplications(compiled, facts) } : facts;
  }
}

/** 给已存的病例匹配、计分,写进运行;返回例数。 */
export async function scoreStored(
  trx: Db,
  cases: StoredDipCases,
  runId: number,
  wanted: CasesToScore,
  onScored: (cases: number) => void,
): Promise<number> {
  let done = 0;
  for await (const page of casesToScore(trx, wanted)) {
    const rows = page.map((line) => {
      const { caseId, facts, dischargedOn } = caseOfLine(line);
      return dipResultRow(runId, caseId, cases.score(facts, dischargedOn, line.split(UNIT)[FEE_AT]!));
    });
    await copyBlock(trx, 'dip_case_result', DIP_RESULT_COLUMNS, Buffer.from(rows.join('')));
    done += page.length;
    onScored(done);
  }
  return done;
}

import type { z } from 'zod';
import { byConcept } from '../../analytics/performance/adoption.ts';
import type { Db } from '../../sql/database.ts';
import {
  adoptionsInForce,
  adoptionsOf,
  type NewAdoption,
  saveAdoption,
  withdrawAdoption,
} from '../../sql/stores/indicator-adoption.store.ts';
import { ownDefinitions, registryOn } from '../../sql/stores/indicator-definition.store.ts';
import { conflict, notFound, Problem } from '../http/problem.ts';
import { type AdoptionSchema, presentAdoption } from './adoption.schemas.ts';

/** 全部采用的决定,含撤回的;`today` 那天起作用的标明。 */
export async function adoptionHistory(
  db: Db,
  hospitalId: string,
  today: string,
): Promise<z.output<typeof AdoptionSchema>[]> {
  const own = (await ownDefinitions(db, hospitalId)).map(({ definition: { id, name } }) => [id, name] as const);
  const registry = await registryOn(db, hospitalId, today);
  const names = new Map([...own, ...[...registry.values()].map(({ id, name }) => [id, name] as const)]);
  // 选了而今天不在登记表里的(停用了)不起作用。
  const inForce = new Set(
    (await adoptionsInForce(db, hospitalId, today)).flatMap(({ id, indicator }) =>
      registry.get(indicator)?.adopted ? [id] : [],
    ),
  );
  return (await adoptionsOf(db, hospitalId)).map((adoption) =>
    presentAdoption(adoption, {
      indicatorName: names.get(adoption.indicator) ?? adoption.indicator,
      inForce: inForce.has(adoption.id),
    }),
  );
}

/** 采用一种算法。概念、指标须在生效日的登记表里,指标须属于这个概念;同一天已有决定时拒绝。 */
export async function adopt(db: Db, hospitalId: string, adoption: NewAdoption, by: string): Promise<void> {
  await requireRival(db, hospitalId, adoption);
  if (await saveAdoption(db, hospitalId, adoption, { name: by, at: new Date() })) return;
  const { concept, effectiveFrom } = adoption;
  throw conflict(
    'adoption-taken',
    '这一天已有决定',
    `「${concept}」在 ${effectiveFrom} 已定了采用的算法;要改请先撤回那一个,或换一个生效日。`,
  );
}

async function requireRival(db: Db, hospitalId: string, { concept, indicator, effectiveFrom }: NewAdoption) {
  const registry = await registryOn(db, hospitalId, effectiveFrom);
  const concepts = byConcept(registry);
  const rivals = concepts.get(concept);
  if (!rivals) {
    throw refused(
      'concept-unknown',
      '没有这个概念',
      `没有概念「${concept}」;可选 ${[...concepts.keys()].join('、')}。`,
    );
  }
  if (rivals.some(({ id }) => id === indicator)) return;
  const choices = rivals.map(({ id, name }) => `${id}(${name})`).join('、');
  const found = registry.get(indicator);
  if (!found) {
    throw refused(
      'indicator-unknown',
      '没有该指标',
      `${effectiveFrom} 的登记表里没有指标「${indicator}」;本院的指标须先核准并已生效。「${concept}」可选 ${choices}。`,
    );
  }
  throw refused(
    'indicator-other-concept',
    '不是这个概念的算法',
    `指标「${found.name}」${found.concept ? `属于概念「${found.concept}」` : '没有同名的算法'},不能作为「${concept}」采用;可选 ${choices}。`,
  );
}

const refused = (code: string, title: string, detail: string) => new Problem(422, code, title, detail);

/** 撤回一次决定;没有它是 404,已撤回是 409。 */
export async function withdraw(db: Db, hospitalId: string, id: string, by: string): Promise<void> {
  if (await withdrawAdoption(db, hospitalId, id, { name: by, at: new Date() })) return;
  const known = (await adoptionsOf(db, hospitalId)).find((adoption) => adoption.id === id);
  if (!known) throw notFound('采用记录', id);
  throw conflict('adoption-withdrawn', '已经撤回', `这次决定已由${known.withdrawnBy}撤回,不必再撤。`);
}

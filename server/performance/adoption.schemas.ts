import { z } from 'zod';
import type { IndicatorAdoption } from '../../sql/stores/indicator-adoption.store.ts';
import '../http/endpoint.ts';

/** 采用一种算法:哪个概念、哪个指标、从哪一天起、为什么、谁定的。 */
export const AdoptionBody = z
  .object({
    concept: z.string().trim().min(1, '请写概念').max(60).describe('概念,如 费用消耗指数'),
    indicator: z.string().trim().min(1, '请写指标编号').max(60).describe('采用的指标的编号'),
    effectiveFrom: z.iso.date('日期请写成 2025-01-01 的样子').describe('期末在这一天或之后的期间采用它'),
    reason: z.string().trim().min(1, '请写采用的理由').max(500, '理由至多 500 字'),
    by: z.string().trim().min(1, '请写经手人').max(60),
  })
  .openapi('IndicatorAdoptionBody');

export const AdoptionIdParam = z.object({ id: z.string().regex(/^\d{1,15}$/, '采用记录的编号是数字') });

export const AdoptionSchema = z
  .object({
    id: z.string(),
    concept: z.string(),
    indicator: z.string(),
    indicatorName: z.string().describe('指标的名称;登记表里今天没有它时是编号'),
    effectiveFrom: z.string(),
    reason: z.string(),
    adoptedBy: z.string(),
    adoptedAt: z.string(),
    withdrawnBy: z.string().nullable(),
    withdrawnAt: z.string().nullable().describe('撤回的决定留在历史里,不再起作用'),
    inForce: z.boolean().describe('今天起作用的一个'),
  })
  .openapi('IndicatorAdoption');

/** 一次决定给人看的样子。 */
export const presentAdoption = (
  { adoptedAt, withdrawnAt, ...adoption }: IndicatorAdoption,
  about: { indicatorName: string; inForce: boolean },
): z.output<typeof AdoptionSchema> => ({
  ...adoption,
  ...about,
  adoptedAt: adoptedAt.toISOString(),
  withdrawnAt: withdrawnAt?.toISOString() ?? null,
});

import { type JoinBuilder, sql } from 'kysely';
import type { Tables } from '../tables.ts';

/**
 * 联接条件:病例 c 的现行运行 r,即出院日所在的那个;没有出院日的归最近施行的。
 * 一家医院可以同时有几个现行运行,按 `is_current` 联接会一例变几行。
 */
export const runOfCase = <Sources extends { c: Tables['discharge_case']; r: Tables['grouping_run'] }>(
  on: JoinBuilder<Tables & Sources, 'c' | 'r'>,
) =>
  on
    .on(sql<boolean>`r.hospital_id = c.hospital_id and r.is_current`)
    .on(sql<boolean>`coalesce(c.discharged_on, '9999-12-31'::date) >= r.live_from`)
    .on(sql<boolean>`coalesce(c.discharged_on, '9999-12-31'::date) < r.live_before`);

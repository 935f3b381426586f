import type { Request } from 'express';
import type { Config } from '../config.ts';

/** 这次请求的读者可不可以看金额。 */
export type MaySeeMoney = (request: Request) => boolean;

/**
 * 眼下由设置决定;请求可以用 `money=hidden` 要求不看(投屏、转交别人时)。
 * 有了账户之后,读者的权限也在这里看,用到它的接口不必改。
 */
export const moneyPermission =
  ({ showMoney }: Pick<Config, 'showMoney'>): MaySeeMoney =>
  ({ query }) =>
    showMoney && query.money !== 'hidden';

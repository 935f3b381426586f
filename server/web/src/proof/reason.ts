import type { Unmet } from './proof-types.ts';

/** 差的几条合成一句;没有可差的,就是怎样也不成立。 */
export const reasonOf = (unmet: Unmet[]): string => unmet.map(({ message }) => message).join('；') || '条件恒不成立';

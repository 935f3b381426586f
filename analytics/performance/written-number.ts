const plain = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

/** 数在算式里的写法:千分位、至多六位小数;没有数是「—」。 */
export const writtenNumber = (value: number | null): string => (value === null ? '—' : plain.format(value));

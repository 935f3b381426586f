/** 职工与居民医保各有各的基金、点值与清算(手册 3.5)。 */
export const INSURANCE_KINDS = ['employee', 'resident'] as const;
export type InsuranceKind = (typeof INSURANCE_KINDS)[number];

export const insuranceNames: Readonly<Record<InsuranceKind, string>> = { employee: '职工医保', resident: '居民医保' };

/** 首页与结算清单的付费方式代码;新农合已并入居民医保。不在其中的(自费、商业保险等)不由 DIP 结算。 */
export const PAYER_CODES: Readonly<Record<InsuranceKind, readonly string[]>> = {
  employee: ['01', '1', '310'],
  resident: ['02', '2', '390', '03', '3'],
};

/** 病例的付费方式属于哪一种医保;不由 DIP 结算的为 null。 */
export const insuranceOf = (payer: string | null): InsuranceKind | null =>
  INSURANCE_KINDS.find((kind) => payer !== null && PAYER_CODES[kind].includes(payer)) ?? null;

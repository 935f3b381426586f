/** 清单的覆盖:清单里的病种数,与其中有出院病例的病种数。 */
export function diseaseCoverage(diseases: readonly { readonly cases: number }[]): { listed: number; covered: number } {
  return { listed: diseases.length, covered: diseases.filter(({ cases }) => cases > 0).length };
}

/** 抗菌药物累计 DDD 数 = Σ 消耗量(克)÷ 该药限定日剂量(克)。 */
export const cumulativeDdds = (drugs: readonly { readonly grams: number; readonly ddd: number }[]): number =>
  drugs.reduce((total, { grams, ddd }) => total + grams / ddd, 0);

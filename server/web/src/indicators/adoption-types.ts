/** 采用一种算法的一次决定。 */
export interface Adoption {
  id: string;
  concept: string;
  indicator: string;
  indicatorName: string;
  effectiveFrom: string;
  reason: string;
  adoptedBy: string;
  adoptedAt: string;
  withdrawnBy: string | null;
  withdrawnAt: string | null;
  inForce: boolean;
}

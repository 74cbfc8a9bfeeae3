import type { ClaimRow, ModelStance } from "../../api/generated/answers";

/** True if the model says another value, or denies the claim. */
export function isOther({ stance }: ModelStance): boolean {
  return stance === "says_otherwise" || stance === "denies";
}

/** True if the documents or a model say something else. */
export function isContested({ verdict, models }: ClaimRow): boolean {
  return verdict === "contradicted" || models.some(isOther);
}

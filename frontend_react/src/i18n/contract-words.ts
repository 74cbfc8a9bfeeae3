import {
  FATE_WORDS,
  OUTCOME_WORDS,
  STANCE_WORDS,
  STATUS_WORDS,
  VERDICT_WORDS,
  type Words,
} from "../api/generated/outcome-words";
import type { ModelStatus, Outcome, ProvisionalFate, Stance, Verdict } from "../api/generated/outcomes";
import { contractCatalogue } from "./catalogue";

/** The contract's words in another language than its own. */
export interface ContractCatalogue {
  outcome: Record<Outcome, Words>;
  verdict: Record<Verdict, Words>;
  stance: Record<Stance, Words>;
  status: Record<ModelStatus, Words>;
  fate: Record<ProvisionalFate, Words>;
}

export const outcomeWords = (outcome: Outcome) => (contractCatalogue()?.outcome ?? OUTCOME_WORDS)[outcome];
export const verdictWords = (verdict: Verdict) => (contractCatalogue()?.verdict ?? VERDICT_WORDS)[verdict];
export const stanceWords = (stance: Stance) => (contractCatalogue()?.stance ?? STANCE_WORDS)[stance];
export const statusWords = (status: ModelStatus) => (contractCatalogue()?.status ?? STATUS_WORDS)[status];
export const fateWords = (fate: ProvisionalFate) => (contractCatalogue()?.fate ?? FATE_WORDS)[fate];

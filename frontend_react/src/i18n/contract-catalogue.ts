import type { Words } from "../api/generated/outcome-words";
import type { ModelStatus, Outcome, ProvisionalFate, Stance, Verdict } from "../api/generated/outcomes";

/** The contract's words in another language than its own. */
export interface ContractCatalogue {
  outcome: Record<Outcome, Words>;
  /** If not every sentence of the answer is supported. */
  partly: Record<Outcome, Words>;
  verdict: Record<Verdict, Words>;
  stance: Record<Stance, Words>;
  status: Record<ModelStatus, Words>;
  fate: Record<ProvisionalFate, Words>;
  /** Translates a sentence of `Done.findings`; one that it does not know stays as it is. */
  finding: (sentence: string) => string;
}

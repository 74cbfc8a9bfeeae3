import {
  FATE_WORDS,
  OUTCOME_WORDS,
  PARTLY_SUPPORTED_WORDS,
  STANCE_WORDS,
  STATUS_WORDS,
  VERDICT_WORDS,
} from "../api/generated/outcome-words";
import type { Done } from "../api/generated/done";
import type { ModelStatus, Outcome, ProvisionalFate, Stance, Verdict } from "../api/generated/outcomes";
import { contractCatalogue } from "./catalogue";

export const outcomeWords = (outcome: Outcome) => (contractCatalogue()?.outcome ?? OUTCOME_WORDS)[outcome];

/** The words for the outcome of an answer, which depend on whether all its sentences are supported. */
export function answerWords({ outcome, sentences }: Pick<Done, "outcome" | "sentences">) {
  if (sentences.every(({ verdict }) => verdict === "supported")) return outcomeWords(outcome);
  return (contractCatalogue()?.partly ?? PARTLY_SUPPORTED_WORDS)[outcome];
}

export const verdictWords = (verdict: Verdict) => (contractCatalogue()?.verdict ?? VERDICT_WORDS)[verdict];
export const stanceWords = (stance: Stance) => (contractCatalogue()?.stance ?? STANCE_WORDS)[stance];
export const statusWords = (status: ModelStatus) => (contractCatalogue()?.status ?? STATUS_WORDS)[status];
export const fateWords = (fate: ProvisionalFate) => (contractCatalogue()?.fate ?? FATE_WORDS)[fate];
export const findingWords = (sentence: string) => contractCatalogue()?.finding(sentence) ?? sentence;

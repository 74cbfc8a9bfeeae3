import type { Done } from "../../api/generated/done";
import { tn } from "../../i18n/catalogue";
import { outcomeWords } from "../../i18n/contract-words";
import { isOther } from "./contested-claims";

/** The outcome in a few words; of a disputed answer that the documents support, on how many claims models disagree. */
export function headline({ outcome, sentences, claims }: Pick<Done, "outcome" | "sentences" | "claims">): string {
  const disputed = claims.filter(({ models }) => models.some(isOther)).length;
  const isSupported = sentences.length > 0 && sentences.every(({ verdict }) => verdict === "supported");
  if (outcome === "disputed" && isSupported && disputed > 0) return tn("verdict.supportedBut", disputed);
  return outcomeWords(outcome).label;
}

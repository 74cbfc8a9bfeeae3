import type { Done } from "../../api/generated/done";
import type { Outcome } from "../../api/generated/outcomes";

/** The colour of an answer; its words give the reason. */
export type Tone = "good" | "careful" | "bad" | "quiet";

const TONES: Record<Outcome, Tone> = {
  agreed: "good",
  single: "careful",
  disputed: "careful",
  not_supported: "bad",
  no_answer: "bad",
  withheld: "bad",
  not_found: "quiet",
  cancelled: "quiet",
};

export const SIGNS: Record<Tone, string> = { good: "✓", careful: "!", bad: "✗", quiet: "–" };

/** The tone of the outcome, but never `good` if the documents do not support a sentence. */
export function toneOf({ outcome, sentences }: Pick<Done, "outcome" | "sentences">): Tone {
  if (sentences.some(({ verdict }) => verdict === "contradicted")) return "bad";
  const isWhole = sentences.every(({ verdict }) => verdict === "supported");
  return TONES[outcome] === "good" && !isWhole ? "careful" : TONES[outcome];
}

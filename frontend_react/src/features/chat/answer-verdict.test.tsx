import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import type { ModelResult } from "../../api/generated/answers";
import type { Done } from "../../api/generated/done";
import { OUTCOME_WORDS } from "../../api/generated/outcome-words";
import type { Outcome } from "../../api/generated/outcomes";
import { ANSWER, sentence } from "../../testing/answers";
import { toneOf } from "./answer-tone";
import { AnswerVerdict } from "./answer-verdict";

const markup = (changes: Partial<Done>) => renderToStaticMarkup(<AnswerVerdict answer={{ ...ANSWER, ...changes }} />);
const shown = (changes: Partial<Done>) => markup(changes).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim();

it.each(Object.keys(OUTCOME_WORDS) as Outcome[])("says the outcome %s in the contract's words", (outcome) => {
  const words = OUTCOME_WORDS[outcome];
  expect(shown({ outcome }).replaceAll("&#x27;", "'")).toContain(`${words.label} ${words.sentence}`);
});

it("does not say that the documents support an answer of which they support a part", () => {
  const sentences = [sentence("It is."), sentence("So.", { verdict: "partly" })];
  expect(shown({ outcome: "single", sentences })).toContain("the documents support it at most in part");
  expect(shown({ outcome: "single", sentences: sentences.slice(0, 1) })).toContain(OUTCOME_WORDS.single.sentence);
});

it("shows what the answer rests on in the order that the server gives, the worst first", () => {
  const findings = ["1 of 3 models gives another value.", "2 of 3 models say so."];
  const text = shown({ findings });
  expect(text).toContain(findings.join(" "));
});

it("says on how many claims models disagree with an answer that the documents support", () => {
  const model = { model_id: "a", stance: "says", value: "75 euros" } as const;
  const other = { ...model, model_id: "b", stance: "says_otherwise", value: "2.25 euros" } as const;
  const claim = { claim: "75 euros", verdict: "supported", evidence: "", models: [model, other] } as const;
  const claims = [{ ...claim, models: [model, other] }, { ...claim, models: [model] }];
  expect(shown({ outcome: "disputed", sentences: [sentence("75 euros.")], claims })).toContain("Supported, but models disagree on 1 claim");
  const unchecked = [sentence("75 euros.", { verdict: "unchecked" })];
  expect(shown({ outcome: "disputed", sentences: unchecked, claims })).toContain(OUTCOME_WORDS.disputed.label);
});

describe("the tone", () => {
  it("is good only if models agree and every sentence is supported", () => {
    expect(toneOf({ ...ANSWER, sentences: [sentence("It is.")] })).toBe("good");
    expect(toneOf({ ...ANSWER, sentences: [sentence("It is."), sentence("So.", { verdict: "unchecked" })] })).toBe("careful");
    expect(toneOf({ ...ANSWER, outcome: "disputed", sentences: [sentence("It is.")] })).toBe("careful");
    expect(toneOf({ ...ANSWER, sentences: [sentence("It is.", { verdict: "contradicted" })] })).toBe("bad");
    expect(toneOf({ ...ANSWER, outcome: "not_supported" })).toBe("bad");
  });
});

it("says what the workspace promises, or why it cannot", () => {
  const promise = { max_error: 0.05, judgements: 200, is_kept: true, is_withheld: false, words: "At most 5 of 100." };
  expect(shown({ promise })).toContain("At most 5 of 100.");
  expect(shown({ promise: { ...promise, is_kept: false, words: "12 answers are judged, and 90 are needed." } })).toContain("90 are needed");
  expect(shown({})).not.toContain("At most");
});

it("says what became of a provisional answer", () => {
  expect(shown({ provisional: "replaced" })).toContain("was replaced by a better one");
  expect(markup({ provisional: "replaced" })).toContain("fate-replaced");
  expect(shown({ provisional: "confirmed" })).toContain("was confirmed");
});

it("shows a probability with the judged answers it rests on", () => {
  const probability = { value: 0.834, low: 0.7, high: 0.91, judgements: 40 };
  expect(shown({ probability })).toMatch(/Of 40 judged answers.*right in 83 %/);
});

it("says that the answer was cut, if the chosen model's was", () => {
  const models = [{ id: "a", cut: true }, { id: "b" }] as ModelResult[];
  expect(shown({ models, chosen_model: "a" })).toContain("token limit");
  expect(shown({ models, chosen_model: "b" })).not.toContain("token limit");
});

it("says if the words are a writer's, and what was done without", () => {
  expect(shown({ made_by: "writer" })).toContain("a writer&#x27;s");
  expect(shown({ degraded: ["verifier"] })).toContain("Done without: verifier.");
});
